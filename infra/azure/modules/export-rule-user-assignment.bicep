@description('Name of the Event Hubs namespace.')
param namespaceName string

@description('Name of the rule that the Activity Log export sends with.')
param ruleName string

@description('Object id of the identity that creates diagnostic settings.')
param principalId string

@description('Name of the role that export-rule-user.bicep makes.')
param roleName string

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' existing = {
  name: namespaceName

  resource rule 'authorizationRules' existing = {
    name: ruleName
  }
}

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' existing = {
  name: roleName
}

resource user 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(namespace::rule.id, principalId, role.name)
  scope: namespace::rule
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role.id
  }
}
