import { AZURE_OPERATIONS, azureOperation } from '../../../../shared/providers/azure/operations'

describe('the table of Azure operations', () => {
  it.each([
    ['command', 'machine', 'Microsoft.Compute/virtualMachines/runCommand/action'],
    ['command', 'machine', 'MICROSOFT.COMPUTE/VIRTUALMACHINESCALESETS/VIRTUALMACHINES/RUNCOMMAND/ACTION'],
    ['command', 'cluster', 'Microsoft.ContainerService/managedClusters/runCommand/action'],
    ['command', 'machine', 'Microsoft.Compute/virtualMachines/runCommands/write'],
    ['command', 'machine', 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommands/write'],
    ['command', 'machine', 'Microsoft.HybridCompute/machines/runCommands/write'],
    ['session', 'machine', 'Microsoft.SerialConsole/serialPorts/connect/action'],
    ['session', 'machine', 'Microsoft.HybridConnectivity/endpoints/listCredentials/action'],
    ['automation', 'automation-account', 'Microsoft.Automation/automationAccounts/jobs/write'],
    ['automation', 'automation-account', 'Microsoft.Automation/automationAccounts/jobs/resume/action'],
    ['automation', 'automation-account', 'Microsoft.Automation/automationAccounts/runbooks/draft/testJob/write'],
    ['automation', 'automation-account', 'Microsoft.Automation/automationAccounts/watchers/start/action'],
    ['schedule', 'automation-account', 'Microsoft.Automation/automationAccounts/schedules/write'],
    ['schedule', 'automation-account', 'Microsoft.Automation/automationAccounts/jobSchedules/write'],
    ['schedule', 'automation-account', 'Microsoft.Automation/automationAccounts/webhooks/action'],
    ['schedule', 'automation-account', 'Microsoft.Automation/automationAccounts/softwareUpdateConfigurations/write'],
    ['document', 'automation-account', 'Microsoft.Automation/automationAccounts/runbooks/publish/action'],
    ['document', 'automation-account', 'Microsoft.Automation/automationAccounts/modules/write'],
    ['document', 'automation-account', 'Microsoft.Automation/automationAccounts/compilationjobs/write'],
    ['document', 'automation-account', 'Microsoft.Automation/automationAccounts/sourceControls/write'],
    [
      'document',
      'automation-account',
      'Microsoft.Automation/automationAccounts/sourceControls/sourceControlSyncJobs/write',
    ],
    ['document', 'automation-account', 'Microsoft.Automation/automationAccounts/runtimeEnvironments/packages/write'],
    ['document', 'automation-account', 'Microsoft.Automation/automationAccounts/nodes/write'],
    ['extension', 'machine', 'Microsoft.Compute/virtualMachines/extensions/write'],
    ['extension', 'cluster', 'Microsoft.Compute/virtualMachineScaleSets/extensions/write'],
    ['extension', 'machine', 'Microsoft.HybridCompute/machines/extensions/write'],
    ['extension', 'resource', 'Microsoft.Compute/galleries/applications/versions/write'],
    ['configuration', 'resource', 'Microsoft.SerialConsole/consoleServices/enableConsole/action'],
    ['configuration', 'machine', 'Microsoft.GuestConfiguration/guestConfigurationAssignments/write'],
    ['identity', 'resource', 'Microsoft.Authorization/roleAssignments/write'],
    ['identity', 'resource', 'Microsoft.ManagedServices/registrationAssignments/write'],
    ['identity', 'resource', 'Microsoft.HybridCompute/machines/write'],
    ['identity', 'automation-account', 'Microsoft.Automation/automationAccounts/write'],
    ['discovery', 'machine', 'Microsoft.Compute/virtualMachines/retrieveBootDiagnosticsData/action'],
    ['cleanup', 'machine', 'Microsoft.HybridCompute/machines/runCommands/delete'],
    ['cleanup', 'automation-account', 'Microsoft.Automation/automationAccounts/runbooks/delete'],
    ['protection', 'resource', 'Microsoft.Insights/diagnosticSettings/delete'],
    ['protection', 'resource', 'Microsoft.EventHub/namespaces/eventhubs/delete'],
    ['protection', 'resource', 'Microsoft.Web/sites/stop/Action'],
  ])('%s on %s: %s', (family, acts, name) => {
    expect(azureOperation(name)).toMatchObject({ family, acts, name: name.toLowerCase() })
  })

  it.each([
    ['a read', 'Microsoft.Compute/virtualMachines/runCommands/read'],
    ['a write of the machine itself', 'Microsoft.Compute/virtualMachines/write'],
    ['a start of the machine', 'Microsoft.Compute/virtualMachines/start/action'],
    ['a run of a host', 'Microsoft.Web/sites/hostruntime/host/action'],
    ['a deleted schedule', 'Microsoft.Automation/automationAccounts/schedules/delete'],
    ['a localised name', 'Run Command on Virtual Machine'],
    ['a name that only begins like one', 'Microsoft.Compute/virtualMachines/runCommand/action/x'],
    ['an inherited member', 'constructor'],
    ['nothing', ''],
  ])('does not look at %s', (_name, operation) => {
    expect(azureOperation(operation)).toBeNull()
  })

  it('has each name once, in lower case, with words that finish "it runs ..."', () => {
    const names = AZURE_OPERATIONS.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { name, runs } of AZURE_OPERATIONS) {
      expect(name).toMatch(/^microsoft\.[a-z]+(\/[a-z0-9]+)+\/(write|delete|action)$/)
      expect(runs).toMatch(/^[a-zA-Z][^.]+$/)
    }
  })

  it('says where a text can be read exactly where something runs', () => {
    for (const { family, text } of AZURE_OPERATIONS)
      if (text !== 'none') expect(['command', 'automation', 'document', 'extension']).toContain(family)
  })
})
