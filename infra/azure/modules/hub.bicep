import { roleIds } from 'roles.bicep'
import { tagsType } from 'tags.bicep'

@description('Region of the namespace.')
param location string

@description('Name of the namespace.')
@minLength(6)
@maxLength(50)
param name string

@description('Tags of the namespace.')
param tags tagsType

@description('Whether keys are accepted beside Entra tokens. Only the Activity Log export could need one.')
param localAuth bool

@description('Name of the hub that receives the Activity Log.')
param activityHubName string

@description('Whether to make a second hub for ECS process events from the machines.')
param endpointHub bool

@description('Name of the hub that receives process events.')
param endpointHubName string

@description('Object ids of the service principals that send process events.')
param endpointSenderPrincipalIds string[]

var retentionDays = 7

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: 'Standard'
    tier: 'Standard'
    capacity: 1
  }
  properties: {
    disableLocalAuth: !localAuth
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Enabled'
    isAutoInflateEnabled: true
    maximumThroughputUnits: 4
  }
}

resource activityHub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = {
  parent: namespace
  name: activityHubName
  properties: {
    partitionCount: 4
    messageRetentionInDays: retentionDays
  }

  resource detectorGroup 'consumergroups' = {
    name: 'runwarden'
  }

  // for people who look at the stream: a reader in the detector's own group would take its records
  resource tailGroup 'consumergroups' = {
    name: 'tail'
  }
}

// The export takes a rule of the namespace only, and with a hub name the right to send is enough.
resource exportRule 'Microsoft.EventHub/namespaces/authorizationRules@2024-01-01' = {
  parent: namespace
  name: 'activity-log-export'
  properties: {
    rights: [
      'Send'
    ]
  }
}

resource processHub 'Microsoft.EventHub/namespaces/eventhubs@2024-01-01' = if (endpointHub) {
  parent: namespace
  name: endpointHubName
  properties: {
    partitionCount: 4
    messageRetentionInDays: retentionDays
  }

  resource detectorGroup 'consumergroups' = {
    name: 'runwarden'
  }
}

resource processSenders 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for senderId in endpointSenderPrincipalIds: if (endpointHub) {
    name: guid(processHub.id, senderId, roleIds.eventHubsDataSender)
    scope: processHub
    properties: {
      principalId: senderId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.eventHubsDataSender)
    }
  }
]

@description('Host name of the namespace, which differs between clouds.')
output namespaceHost string = split(replace(namespace.properties.serviceBusEndpoint, 'https://', ''), ':')[0]

@description('Resource id of the rule that the Activity Log export sends with.')
output exportRuleId string = exportRule.id
