import { person } from '../../scripts/examples/activity-log'
import { singleSignOn } from '../../scripts/examples/aws-callers'
import { instance, vm } from '../../scripts/examples/ids'
import { newStory } from '../../scripts/examples/story'
import { ACCESS, expectGolden, mailAbout, scanStory } from './scenario'

const RUN = 'Microsoft.Compute/virtualMachines/runCommand/action'
const inAzure = person('jane@example.com', 0x41, { ip: ACCESS })
const inAws = singleSignOn('OnCall', 'jane@example.com', { ip: ACCESS })

/** One person at work in both clouds: half an hour apart, and on the next day with nothing near. */
const story = newStory()
story.operation('2026-03-02T10:00:00.000Z', inAzure, RUN, vm('vm-web-01'))
story.trail.push(story.cloudTrail.startSession('2026-03-02T10:30:00.000Z', inAws, instance(1)))
story.trail.push(
  story.cloudTrail.startSession(
    '2026-03-03T10:30:00.000Z',
    singleSignOn('OnCall', 'joe@example.com', { ip: '192.0.2.99' }),
    instance(2),
  ),
)

const NEW = { 'first-seen-caller': 'medium', 'first-seen-caller-on-target': 'low' }

describe('one person in two clouds', () => {
  it('is shown in the alert about AWS, by address and by name, and changes no severity', async () => {
    const { findings, alerts } = await scanStory(story)
    expect(findings).toEqual({
      [`02 10:00:00 ${RUN.toLowerCase()}`]: NEW,
      '02 10:30:00 ssm:StartSession': NEW,
      '03 10:30:00 ssm:StartSession': NEW,
    })
    const traces = alerts.map(({ time, findings: all }) => [
      time.slice(0, 16),
      all.flatMap(({ evidence }) => evidence.map(({ label }) => label)).filter((label) => label.startsWith('Same ')),
    ])
    expect(traces).toEqual([
      ['2026-03-02T10:00', []],
      ['2026-03-02T10:30', ['Same address in Azure', 'Same person in Azure']],
      ['2026-03-03T10:30', []],
    ])
    expectGolden('two-clouds', mailAbout(alerts.slice(1), 'first-seen-caller'))
  })
})
