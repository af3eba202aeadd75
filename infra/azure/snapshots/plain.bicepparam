// Azure alone: an action group mails a summary of each alert.
using '../main.bicep'

param environmentName = 'production'
param location = 'westeurope'
param operationsEmail = 'operations@example.com'
param actionGroupId = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/on-call/providers/Microsoft.Insights/actionGroups/on-call'
