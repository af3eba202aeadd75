@description('Name of the Event Hubs namespace.')
param namespaceName string

@description('Name of the rule that the Activity Log export sends with.')
param ruleName string

@description('Object id of the identity that creates diagnostic settings.')
param principalId string

@description('What sets the name of the role apart: role names are unique in a directory.')
param suffix string

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' existing = {
  name: namespaceName

  resource rule 'authorizationRules' existing = {
    name: ruleName
  }
}

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

resource user 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(namespace::rule.id, principalId, role.name)
  scope: namespace::rule
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role.id
  }
}
