targetScope = 'subscription'

@description('Name of the setting.')
param name string

@description('Resource id of a rule of the Event Hubs namespace that may send.')
param exportRuleId string

@description('Name of the hub that receives the Activity Log.')
param hubName string

// Administrative holds every write, delete and action on a resource; no other category is needed.
resource export 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: name
  properties: {
    eventHubAuthorizationRuleId: exportRuleId
    eventHubName: hubName
    logs: [
      {
        category: 'Administrative'
        enabled: true
      }
    ]
  }
}
