// One of many subscriptions: the management group exports, machines send process events, people run the commands.
using '../main.bicep'

param environmentName = 'production'
param location = 'westeurope'
param operationsEmail = 'operations@example.com'
param nodeVersion = '24'
param exportActivityLog = false
param endpointHub = true
param endpointSenderPrincipalIds = ['00000000-0000-0000-0000-000000000051', '00000000-0000-0000-0000-000000000052']
param operatorPrincipalIds = ['00000000-0000-0000-0000-000000000061', '00000000-0000-0000-0000-000000000062']
param actionGroupId = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/on-call/providers/Microsoft.Insights/actionGroups/on-call'
