targetScope = 'subscription'

@description('Object id of the identity that reads command text.')
param principalId string

@description('Name of the role that command-reader.bicep makes.')
param roleName string

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  name: roleName
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, principalId, role.name)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role.id
  }
}
