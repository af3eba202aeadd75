import { AZURE_OPERATIONS, azureOperation } from '../../../../shared/providers/azure/operations'

describe('the table of Azure operations', () => {
  it.each([
    'Microsoft.Compute/virtualMachines/runCommand/action',
    'MICROSOFT.COMPUTE/VIRTUALMACHINES/RUNCOMMAND/ACTION',
    'microsoft.compute/virtualmachines/runcommand/action',
  ])('finds a row by its name in any case: %s', (name) => {
    expect(azureOperation(name)?.name).toBe('microsoft.compute/virtualmachines/runcommand/action')
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
