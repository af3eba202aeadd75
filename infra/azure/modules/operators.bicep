import { roleIds } from 'roles.bicep'

@description('Object ids of the people or groups that run selftest, replay and tail.')
param principalIds string[]

@description('Name of the Event Hubs namespace.')
param namespaceName string

@description('Name of the hub of the Activity Log.')
param hubName string

@description('Name of the storage account of quarantine and kept alerts.')
param storageAccountName string

resource hub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' existing = {
  name: '${namespaceName}/${hubName}'
}

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

// tail reads the hub; a receiver may not change it
resource receivers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in principalIds: {
    name: guid(hub.id, principalId, roleIds.eventHubsDataReceiver)
    scope: hub
    properties: {
      principalId: principalId
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.eventHubsDataReceiver)
    }
  }
]

// selftest and replay put messages into it
resource senders 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in principalIds: {
    name: guid(hub.id, principalId, roleIds.eventHubsDataSender)
    scope: hub
    properties: {
      principalId: principalId
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.eventHubsDataSender)
    }
  }
]

// selftest looks for the kept alert, replay removes what it has put back
resource keepers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for principalId in principalIds: {
    name: guid(account.id, principalId, roleIds.storageBlobDataContributor)
    scope: account
    properties: {
      principalId: principalId
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roleIds.storageBlobDataContributor
      )
    }
  }
]
