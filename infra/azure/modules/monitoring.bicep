import { tagsType } from 'tags.bicep'

@description('Region of the resources.')
param location string

@description('Name that the resources carry.')
param name string

@description('Tags of the resources.')
param tags tagsType

@description('Address that notices about Runwarden itself go to.')
@minLength(3)
param operationsEmail string

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 31
    features: {
      disableLocalAuth: true
    }
  }
}

// Sampling would drop alerts and heartbeats; the app switches it off on its own side as well.
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: name
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
    SamplingPercentage: 100
  }
}

resource operations 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-operations'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'runwarden'
    emailReceivers: [
      {
        name: 'operations'
        emailAddress: operationsEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

@description('Resource id of the Log Analytics workspace.')
output workspaceId string = workspace.id

@description('Resource id of the action group for notices about Runwarden itself.')
output operationsGroupId string = operations.id
