import { commandReaderActions, roleIds } from 'modules/roles.bicep'

targetScope = 'managementGroup'

metadata description = 'Exports the Activity Log of every subscription of a management group to the hub that main.bicep made, and lets the detector read command text there.'

@description('Region of the policy assignment and its deployments.')
param location string

@description('Output RUNWARDEN_HUB_EXPORT_RULE_ID of main.bicep.')
param hubExportRuleId string

@description('Output RUNWARDEN_HUB_NAME of main.bicep.')
param hubName string

@description('Output RUNWARDEN_IDENTITY_PRINCIPAL_ID of main.bicep.')
param identityPrincipalId string

@description('Name of the diagnostic setting in each subscription.')
param settingName string = 'runwarden-fleet'

var policyName = 'runwarden-activity-log'

// Subscriptions that exist already are brought into line by a remediation task once the policy has been evaluated:
// az policy remediation create --management-group <group> --name runwarden --policy-assignment runwarden-activity-log
resource definition 'Microsoft.Authorization/policyDefinitions@2025-03-01' = {
  name: policyName
  properties: {
    policyType: 'Custom'
    mode: 'All'
    displayName: 'Export the Activity Log to Runwarden'
    description: 'Deploys a diagnostic setting that sends the administrative category of the Activity Log to the hub of Runwarden.'
    metadata: {
      category: 'Monitoring'
    }
    policyRule: {
      if: {
        field: 'type'
        equals: 'Microsoft.Resources/subscriptions'
      }
      then: {
        effect: 'DeployIfNotExists'
        details: {
          type: 'Microsoft.Insights/diagnosticSettings'
          deploymentScope: 'Subscription'
          existenceScope: 'Subscription'
          roleDefinitionIds: [
            tenantResourceId('Microsoft.Authorization/roleDefinitions', roleIds.monitoringContributor)
          ]
          existenceCondition: {
            allOf: [
              {
                field: 'Microsoft.Insights/diagnosticSettings/eventHubAuthorizationRuleId'
                equals: hubExportRuleId
              }
              {
                field: 'Microsoft.Insights/diagnosticSettings/eventHubName'
                equals: hubName
              }
            ]
          }
          deployment: {
            location: location
            properties: {
              mode: 'Incremental'
              template: {
                '$schema': 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#'
                contentVersion: '1.0.0.0'
                resources: [
                  {
                    type: 'Microsoft.Insights/diagnosticSettings'
                    apiVersion: '2021-05-01-preview'
                    name: settingName
                    properties: {
                      eventHubAuthorizationRuleId: hubExportRuleId
                      eventHubName: hubName
                      logs: [
                        {
                          category: 'Administrative'
                          enabled: true
                        }
                      ]
                    }
                  }
                ]
              }
            }
          }
        }
      }
    }
  }
}

resource assignment 'Microsoft.Authorization/policyAssignments@2025-03-01' = {
  name: policyName
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    displayName: 'Export the Activity Log to Runwarden'
    policyDefinitionId: definition.id
    enforcementMode: 'Default'
  }
}

// deploys the settings
resource exporter 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(managementGroup().id, policyName, roleIds.monitoringContributor)
  properties: {
    principalId: assignment.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: tenantResourceId('Microsoft.Authorization/roleDefinitions', roleIds.monitoringContributor)
  }
}

module ruleUser 'modules/export-rule-user.bicep' = {
  scope: resourceGroup(split(hubExportRuleId, '/')[2], split(hubExportRuleId, '/')[4])
  params: {
    suffix: managementGroup().name
  }
}

// may name the rule in the settings
module ruleUserAssignment 'modules/export-rule-user-assignment.bicep' = {
  scope: resourceGroup(split(hubExportRuleId, '/')[2], split(hubExportRuleId, '/')[4])
  params: {
    namespaceName: split(hubExportRuleId, '/')[8]
    ruleName: last(split(hubExportRuleId, '/'))!
    #disable-diagnostics what-if-short-circuiting // Azure gives the id, and names of role assignments are made of it
    principalId: assignment.identity.principalId
    roleName: ruleUser.outputs.name
    #restore-diagnostics what-if-short-circuiting
  }
}

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(managementGroup().id, 'runwarden-command-reader')
  properties: {
    type: 'CustomRole'
    roleName: 'Runwarden command reader (${managementGroup().name})'
    description: 'Reads the text of run commands, extensions and runbooks, and nothing else.'
    assignableScopes: [managementGroup().id]
    permissions: [
      {
        actions: commandReaderActions
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(managementGroup().id, identityPrincipalId, role.name)
  properties: {
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: role.id
  }
}
