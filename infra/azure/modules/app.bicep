import { settingNames, settingsType } from '../settings.bicep'
import { tagsType } from 'tags.bicep'

@description('Region of the app.')
param location string

@description('Name of the app and its plan.')
param name string

@description('Tags of the app; one of them tells azd where to deploy the code.')
param tags tagsType

@description('Node version of the app.')
@allowed([
  '22'
  '24'
])
param nodeVersion string

@description('Resource id of the identity of the app.')
param identityId string

@description('Client id of the identity of the app.')
param identityClientId string

@description('Name of the storage account of code and state.')
param storageAccountName string

@description('Name of the Application Insights component.')
param insightsName string

@description('Host name of the Event Hubs namespace.')
param namespaceHost string

@description('Name of the hub of the Activity Log.')
param activityHubName string

@description('Name of the hub of process events; empty without one.')
param endpointHubName string

@description('Resources whose change is an attack on the detector, as patterns of ids.')
param ownResources string[]

@description('SNS topic that alerts go to; empty without AWS.')
param topicArn string

@description('AWS role that the app assumes to publish; empty without AWS.')
param awsRoleArn string

@description('Audience of the token that AWS is shown; empty without AWS.')
param awsAudience string

@description('Action group that receives a summary of each alert; empty for none.')
param actionGroupId string

@description('Tuning; see docs/reference/settings.md.')
param settings settingsType

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'detector' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      // no function answers requests; the deployment site stays open to those who hold a token for it
      ipSecurityRestrictionsDefaultAction: 'Deny'
      scmIpSecurityRestrictionsDefaultAction: 'Allow'
      scmIpSecurityRestrictionsUseMain: false
    }
    functionAppConfig: {
      runtime: {
        name: 'node'
        version: nodeVersion
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 512
        maximumInstanceCount: 40
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}deployments'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
    }
  }

  resource ftpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource deploymentPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(platformSettings, ownSettings, tuning)
  }
}

var platformSettings = {
  AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
  AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  EventHubConnection__fullyQualifiedNamespace: namespaceHost
  EventHubConnection__credential: 'managedidentity'
  EventHubConnection__clientId: identityClientId
  ACTIVITY_HUB_NAME: activityHubName
  ENDPOINT_HUB_NAME: endpointHubName
  HUB_CONSUMER_GROUP: 'runwarden'
  RESOURCE_MANAGER_ENDPOINT: environment().resourceManager
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AzureFunctionsJobHost__logging__applicationInsights__samplingSettings__isEnabled: 'false'
}

var ownSettings = {
  RUNWARDEN_TOPIC_ARN: topicArn
  RUNWARDEN_AWS_ROLE_ARN: awsRoleArn
  RUNWARDEN_AWS_AUDIENCE: awsAudience
  RUNWARDEN_ACTION_GROUP_ID: actionGroupId
  RUNWARDEN_STORAGE_ACCOUNT: storageAccountName
  RUNWARDEN_IDENTITY_CLIENT_ID: identityClientId
  RUNWARDEN_OWN_RESOURCES: string(ownResources)
  // the account is as old as the installation, whichever deployment this is
  RUNWARDEN_INSTALLED_AT: dateTimeAdd(storage.properties.creationTime, 'PT0S', 'yyyy-MM-ddTHH:mm:ssZ')
}

// ARM writes numbers as digits and lists as JSON: the form the settings are read in
var tuning = toObject(items(settings), item => settingNames[item.key], item => string(item.value))
