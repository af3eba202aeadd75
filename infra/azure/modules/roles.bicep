// Built-in roles: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles

@description('Definition ids of the built-in roles that the deployment assigns.')
@export()
var roleIds = {
  eventHubsDataReceiver: 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'
  eventHubsDataSender: '2b629674-e913-4c01-ae53-ef4638d8f975'
  monitoringContributor: '749f88d5-cbae-40b8-bcfc-e573ddc772fa'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

@description('All that reading the text of a command needs: nothing that changes, runs or lists secrets.')
@export()
var commandReaderActions = [
  'Microsoft.Compute/virtualMachines/read'
  'Microsoft.Compute/virtualMachines/runCommands/read'
  'Microsoft.Compute/virtualMachines/extensions/read'
  'Microsoft.Compute/virtualMachineScaleSets/extensions/read'
  // the user data of an instance, which scripts fetch and run
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read'
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommands/read'
  'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/extensions/read'
  'Microsoft.HybridCompute/machines/read'
  'Microsoft.HybridCompute/machines/runCommands/read'
  'Microsoft.HybridCompute/machines/extensions/read'
  'Microsoft.Automation/automationAccounts/runbooks/read'
  'Microsoft.Automation/automationAccounts/runbooks/content/read'
  'Microsoft.Automation/automationAccounts/runbooks/draft/read'
  // a role may only name listed operations, and draft/content/read is not listed: the wildcard stands for it
  'Microsoft.Automation/automationAccounts/runbooks/draft/*/read'
  'Microsoft.Automation/automationAccounts/jobs/read'
  'Microsoft.Automation/automationAccounts/jobs/runbookContent/action'
]
