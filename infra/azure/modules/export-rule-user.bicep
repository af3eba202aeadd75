@description('What sets the name of the role apart: role names are unique in a directory.')
param suffix string

// Whoever writes a diagnostic setting must be allowed to list the keys of the rule it names. The rule itself may only send.
resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'runwarden-export-rule-user', suffix)
  properties: {
    type: 'CustomRole'
    roleName: 'Runwarden export rule user (${suffix})'
    description: 'Names a rule of an Event Hubs namespace in a diagnostic setting.'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: [
          'Microsoft.EventHub/namespaces/authorizationRules/read'
          'Microsoft.EventHub/namespaces/authorizationRules/listkeys/action'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}

@description('Name of the role: a GUID.')
output name string = role.name
