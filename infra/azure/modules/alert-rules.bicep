import { tagsType } from 'tags.bicep'

@description('Region of the rules.')
param location string

@description('Tags of the rules.')
param tags tagsType

@description('Resource id of the workspace that the rules ask.')
param workspaceId string

@description('Name of the function app.')
param appName string

@description('Action group for notices about Runwarden itself.')
param operationsGroupId string

@description('Action group that receives a summary of each alert; empty for none.')
param actionGroupId string

// Names of functions and log lines are those of functions/azure.
var rules = [
  {
    name: 'function-failures'
    description: 'A function failed: records may wait or sit in quarantine. See docs/guide/operate.md.'
    severity: 2
    query: 'union (AppRequests | where Success == false), AppExceptions | where AppRoleName =~ \'${appName}\''
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT15M'
  }
  {
    name: 'quarantine-growth'
    description: 'A record could not be read or an alert not be delivered; it waits in the container quarantine. See docs/guide/operate.md.'
    severity: 2
    query: 'StorageBlobLogs | where OperationName startswith \'PutBl\' and ObjectKey has \'/quarantine/\' and toint(StatusCode) < 400'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT15M'
  }
  {
    name: 'delivery-failed'
    description: 'An alert could not be published to AWS, or no topic is connected. It lies in the container alerts and is tried again for 24 hours. See docs/guide/operate.md.'
    severity: 1
    query: 'AppTraces | where AppRoleName =~ \'${appName}\' | extend line = parse_json(Message) | where line.event == \'RunwardenDeliveryFailed\''
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT15M'
  }
  {
    name: 'health-notice'
    description: 'Something about Runwarden itself needs a person: a setting that cannot be read, a rule that fails, deferred work given up. See docs/guide/operate.md.'
    severity: 2
    query: 'AppTraces | where AppRoleName =~ \'${appName}\' | extend line = parse_json(Message) | where line.event == \'HealthNotice\''
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT15M'
  }
  {
    name: 'heartbeat-missing'
    description: 'The function heartbeat has not run for 15 minutes: the detector is stopped or cut off. See docs/guide/operate.md.'
    severity: 1
    query: 'AppRequests | where AppRoleName =~ \'${appName}\' and Name == \'heartbeat\' and Success == true'
    operator: 'LessThan'
    threshold: 1
    window: 'PT15M'
  }
  {
    name: 'records-missing'
    description: 'No record of the Activity Log has come for a day: the export is gone, or this tenant needs keys for it. See docs/guide/operate.md.'
    severity: 2
    query: 'AppTraces | where AppRoleName =~ \'${appName}\' | extend line = parse_json(Message) | where line.event == \'Run\' and toint(line.RecordsReceived) > 0'
    operator: 'LessThan'
    threshold: 1
    window: 'P1D'
  }
]

resource ruleResources 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${appName}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${appName}: ${rule.name}'
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: rule.window
      // the tables appear with the first records, which is after this deployment
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: rule.operator
            threshold: rule.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [operationsGroupId]
      }
    }
  }
]

// An action group shows the values of dimensions and nothing else: a summary of the alert, never its text.
resource summaries 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = if (!empty(actionGroupId)) {
  name: '${appName}-alerts'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${appName}: alert'
    description: 'Runwarden sent an alert; its text is in the mail of the topic and in the container alerts.'
    severity: 1
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    // the table appears with the first records, which is after this deployment
    skipQueryValidation: true
    autoMitigate: false
    criteria: {
      allOf: [
        {
          query: 'AppTraces | where AppRoleName =~ \'${appName}\' | extend line = parse_json(Message) | where line.event == \'AlertSent\' | extend Severity = tostring(line.severity), Title = tostring(line[\'title\']), Alert = tostring(line.alert)'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          dimensions: [
            for dimension in ['Severity', 'Title', 'Alert']: {
              name: dimension
              operator: 'Include'
              values: ['*']
            }
          ]
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [actionGroupId]
    }
  }
}
