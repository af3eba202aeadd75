import { person } from '../../scripts/examples/activity-log'
import { GROUP, later, vm } from '../../scripts/examples/ids'
import { newStory } from '../../scripts/examples/story'
import { ACCESS, expectGolden, mailAbout, scanStory } from './scenario'

const caller = person('contractor@example.com', 0x61, { ip: ACCESS })
const arc = `${GROUP}/providers/Microsoft.HybridCompute/machines/branch-01`

/**
 * Invoke-AzVMBulkCMD runs one script on every machine; Get-AzArcCertificates writes a run command of random letters on
 * an Arc machine and deletes it.
 */
const story = newStory()
for (const [place, name] of ['vm-01', 'vm-02', 'vm-03', 'vm-04', 'vm-05'].entries())
  story.operation(
    later('2026-03-02T10:00:00.000Z', place * 20),
    caller,
    'Microsoft.Compute/virtualMachines/runCommand/action',
    vm(name),
  )
story.operation(
  '2026-03-02T12:00:00.000Z',
  caller,
  'Microsoft.HybridCompute/machines/runCommands/write',
  `${arc}/runCommands/QwErTyUiOpAsDfG`,
  {
    requestBody: {
      location: 'westeurope',
      properties: { source: { script: 'gc C:\\ProgramData\\AzureConnectedMachineAgent\\Certs\\myCert.cer' } },
    },
  },
)
story.operation(
  '2026-03-02T12:00:40.000Z',
  caller,
  'Microsoft.HybridCompute/machines/runCommands/delete',
  `${arc}/runCommands/QwErTyUiOpAsDfG`,
)

const NEW_TARGET = { 'first-seen-caller-on-target': 'low' }
const at = (time: string) => `02 ${time} microsoft.compute/virtualmachines/runcommand/action`

describe('MicroBurst', () => {
  it('is seen on the fourth machine, and by what it reads from the Arc agent', async () => {
    const { findings, alerts } = await scanStory(story)
    expect(findings).toEqual({
      [at('10:00:00')]: { 'first-seen-caller': 'medium', ...NEW_TARGET },
      [at('10:00:20')]: NEW_TARGET,
      [at('10:00:40')]: NEW_TARGET,
      [at('10:01:00')]: { ...NEW_TARGET, 'mass-execution': 'medium' },
      [at('10:01:20')]: { ...NEW_TARGET, 'mass-execution': 'medium' },
      '02 12:00:00 microsoft.hybridcompute/machines/runcommands/write': { ...NEW_TARGET, 'suspicious-command': 'high' },
    })
    expectGolden('microburst', mailAbout(alerts, 'suspicious-command'))
  })
})
