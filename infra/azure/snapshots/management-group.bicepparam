// All subscriptions of a management group export to the hub of one installation.
using '../management-group.bicep'

param location = 'westeurope'
param hubExportRuleId = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-runwarden-production/providers/Microsoft.EventHub/namespaces/runwarden-f3qa6a4scysqu/authorizationRules/activity-log-export'
param hubName = 'activity'
param identityPrincipalId = '00000000-0000-0000-0000-000000000071'
