import { tagsType } from 'modules/tags.bicep'
import { settingsType } from 'settings.bicep'

targetScope = 'subscription'

metadata description = 'Runwarden on Azure: watches the Activity Log of this subscription and raises alerts.'

@description('Name of the installation; part of the names of all it creates.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Region of all resources.')
param location string

@description('Address that notices about Runwarden itself go to: failures, quarantine, missing heartbeat.')
@minLength(3)
param operationsEmail string

@description('Node version of the function app.')
@allowed([
  '22'
  '24'
])
param nodeVersion string = '22'

@description('Whether this subscription exports its Activity Log to the hub. Off where management-group.bicep sees to it: two exports deliver everything twice.')
param exportActivityLog bool = true

@description('Whether the namespace takes keys. On until the smoke test has passed: RUNWARDEN_HUB_LOCAL_AUTH=false and one more `azd provision` switch it off; no records within 90 minutes means this tenant still needs it.')
param hubLocalAuth bool = true

@description('Whether to make a second hub, for ECS process events from the machines.')
param endpointHub bool = false

@description('Object ids of the service principals that send process events.')
param endpointSenderPrincipalIds string[] = []

@description('Object ids of the people or groups that run `selftest azure`, `replay azure` and `tail azure`: owners of a subscription may not touch its data.')
param operatorPrincipalIds string[] = []

@description('SNS topic that alerts go to; empty without AWS.')
param topicArn string = ''

@description('AWS role that the app assumes to publish; empty without AWS.')
param awsRoleArn string = ''

@description('Application id URI that is the audience of the token shown to AWS; the pre-provision hook sets it.')
param awsAudience string = ''

@description('Resource id of an action group that receives a summary of each alert; empty for none.')
param actionGroupId string = ''

@description('Tuning; every property is a setting of docs/reference/settings.md in camel case.')
param settings settingsType = {}

var token = uniqueString(subscription().id, environmentName, location)
var name = 'runwarden-${token}'
var storageAccountName = 'runwarden${token}'
var activityHubName = 'activity'
var endpointHubName = 'endpoint'
var exportName = 'runwarden-${environmentName}'
var tags tagsType = {
  'azd-env-name': environmentName
  project: 'Runwarden'
}

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-runwarden-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    location: location
    name: name
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    location: location
    name: name
    tags: tags
    operationsEmail: operationsEmail
  }
}

module hub 'modules/hub.bicep' = {
  scope: group
  params: {
    location: location
    name: name
    tags: tags
    localAuth: hubLocalAuth
    activityHubName: activityHubName
    endpointHub: endpointHub
    endpointHubName: endpointHubName
    endpointSenderPrincipalIds: endpointSenderPrincipalIds
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    location: location
    name: storageAccountName
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

module operators 'modules/operators.bicep' = {
  scope: group
  params: {
    principalIds: operatorPrincipalIds
    namespaceName: name
    hubName: activityHubName
    storageAccountName: storageAccountName
  }
  dependsOn: [hub, storage]
}

module identityRoles 'modules/identity-roles.bicep' = {
  scope: group
  params: {
    #disable-next-line what-if-short-circuiting // Azure gives the id, and names of role assignments are made of it
    principalId: identity.outputs.principalId
    insightsName: name
    namespaceName: name
    activityHubName: activityHubName
    endpointHub: endpointHub
    endpointHubName: endpointHubName
    storageAccountName: storageAccountName
  }
  dependsOn: [monitoring, hub, storage]
}

module commandReader 'modules/command-reader.bicep' = {
  params: {
    suffix: environmentName
  }
}

module commandReaderAssignment 'modules/command-reader-assignment.bicep' = {
  params: {
    #disable-diagnostics what-if-short-circuiting // as above
    principalId: identity.outputs.principalId
    roleName: commandReader.outputs.name
    #restore-diagnostics what-if-short-circuiting
  }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    location: location
    name: name
    tags: tags
    nodeVersion: nodeVersion
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageAccountName: storageAccountName
    insightsName: name
    namespaceHost: hub.outputs.namespaceHost
    activityHubName: activityHubName
    endpointHubName: endpointHub ? endpointHubName : ''
    ownResources: [
      group.id
      '${group.id}/*'
      // the export of this subscription and those that management-group.bicep makes
      '/subscriptions/*/providers/microsoft.insights/diagnosticSettings/runwarden-*'
    ]
    topicArn: topicArn
    awsRoleArn: awsRoleArn
    awsAudience: awsAudience
    actionGroupId: actionGroupId
    settings: settings
  }
  // what it reads and writes, and the right to
  dependsOn: [identityRoles]
}

module alertRules 'modules/alert-rules.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    appName: name
    operationsGroupId: monitoring.outputs.operationsGroupId
    actionGroupId: actionGroupId
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    appName: name
    // in lower case, as the portal asks for the workbooks of a workspace
    sourceId: toLower(monitoring.outputs.workspaceId)
  }
}

module activityLog 'modules/activity-log.bicep' = if (exportActivityLog) {
  params: {
    name: exportName
    exportRuleId: hub.outputs.exportRuleId
    hubName: activityHubName
  }
}

@description('Resource group of the installation.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the function app.')
output RUNWARDEN_FUNCTION_APP string = name

@description('Storage account of state, quarantine and alerts.')
output RUNWARDEN_STORAGE_ACCOUNT string = storageAccountName

@description('Host that readers of the consumer group `tail` connect to.')
output RUNWARDEN_HUB_HOST string = hub.outputs.namespaceHost

@description('Hub of the Activity Log, for management-group.bicep.')
output RUNWARDEN_HUB_NAME string = activityHubName

@description('Rule that the export sends with, for management-group.bicep.')
output RUNWARDEN_HUB_EXPORT_RULE_ID string = hub.outputs.exportRuleId

@description('Tenant of the identity: the AWS half needs it to trust its tokens.')
output RUNWARDEN_TENANT_ID string = tenant().tenantId

@description('Object id of the identity: the AWS half accepts tokens of this subject only.')
output RUNWARDEN_IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId

@description('Workbook that shows what the detector does.')
output RUNWARDEN_WORKBOOK_ID string = workbook.outputs.id
