import { commandReaderActions } from 'roles.bicep'

targetScope = 'subscription'

@description('What sets the name of the role apart: role names are unique in a directory.')
param suffix string

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, 'runwarden-command-reader', suffix)
  properties: {
    type: 'CustomRole'
    roleName: 'Runwarden command reader (${suffix})'
    description: 'Reads the text of run commands, extensions and runbooks, and nothing else.'
    assignableScopes: [subscription().id]
    permissions: [
      {
        actions: commandReaderActions
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}

@description('Name of the role: a GUID.')
output name string = role.name
