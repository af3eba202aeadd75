import { person } from '../../scripts/examples/activity-log'
import { vm } from '../../scripts/examples/ids'
import { newStory } from '../../scripts/examples/story'
import { ACCESS, expectGolden, HOSTING, mailAbout, scanStory } from './scenario'

const RUN = 'Microsoft.Compute/virtualMachines/runCommand/action'
const ON_SCALE_SET = 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommand/action'
const alice = (ip: string) => person('alice@example.com', 0x11, { ip })
/** The same person, with rights that came through a group: seed 003 would see another principal. */
const throughGroup = person('alice@example.com', 0x11, { ip: ACCESS, through: 'Group' })
const scaleSet = vm('x').replace('virtualMachines/x', 'virtualMachineScaleSets/web/virtualMachines/3')

/** New (caller, machine, network) within seven days. */
const story = newStory()
story.operation('2026-03-02T10:00:00.000Z', alice(ACCESS), RUN, vm('vm-web-01'))
story.operation('2026-03-03T10:00:00.000Z', alice(ACCESS), RUN, vm('vm-web-01'))
story.operation('2026-03-04T10:00:00.000Z', throughGroup, RUN, vm('vm-web-01'))
story.operation('2026-03-05T10:00:00.000Z', alice(HOSTING), RUN, vm('vm-web-01'))
story.operation('2026-03-05T11:00:00.000Z', alice(ACCESS), RUN, vm('vm-web-02'), {
  ends: [['Failure', 3, 'Failed.Forbidden']],
})
story.operation('2026-03-05T12:00:00.000Z', alice(ACCESS), RUN, vm('vm-web-02'))
story.operation('2026-03-06T10:00:00.000Z', alice(ACCESS), ON_SCALE_SET, scaleSet)
story.operation('2026-03-11T10:00:00.001Z', alice(ACCESS), RUN, vm('vm-web-01'))
story.operation('2026-03-18T10:00:00.001Z', alice(ACCESS), RUN, vm('vm-web-01'))
story.operation('2026-03-25T10:00:00.002Z', alice(ACCESS), RUN, vm('vm-web-01'))

const at = (time: string) => `${time} microsoft.compute/virtualmachines/runcommand/action`
const NEW_TARGET = { 'first-seen-caller-on-target': 'low' }

describe('seed 003: a caller, a machine and a network that did not meet within seven days', () => {
  it('are reported once, again from another network, and again when forgotten to the millisecond', async () => {
    const { findings, alerts } = await scanStory(story, { RUNWARDEN_MIN_SEVERITY: 'low' })
    expect(findings).toEqual({
      [at('02 10:00:00')]: { 'first-seen-caller': 'medium', ...NEW_TARGET },
      [at('05 10:00:00')]: { ...NEW_TARGET, 'anonymised-source': 'low' },
      [at('05 12:00:00')]: NEW_TARGET,
      '06 10:00:00 microsoft.compute/virtualmachinescalesets/virtualmachines/runcommand/action': NEW_TARGET,
      [at('11 10:00:00')]: NEW_TARGET,
      [at('25 10:00:00')]: { 'first-seen-caller': 'medium', ...NEW_TARGET },
    })
    expectGolden('seed-003', mailAbout(alerts, 'first-seen-caller-on-target'))
  })
})
