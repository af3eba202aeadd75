import { user } from '../../scripts/examples/aws-callers'
import { newStory } from '../../scripts/examples/story'
import { ACCESS, expectGolden, mailAbout, scanStory } from './scenario'

const tester = user('atomic', { ip: ACCESS, userAgent: 'AWSPowerShell.Common/4.1.500' })

/** T1651-1: one command to whatever carries the tag, so that the call names no machine. */
const story = newStory()
const commandId = story.send(
  '2026-03-02T10:00:00.000Z',
  tester,
  { targets: [{ key: 'tag:AtomicTest', values: ['T1651-1'] }] },
  ['cat /etc/shadow'],
)
for (const second of ['05', '10'])
  story.trail.push(
    story.cloudTrail.call(`2026-03-02T10:00:${second}.000Z`, tester, 'ssm:GetCommandInvocation', {
      commandId,
      instanceId: 'i-00000000000000001',
    }),
  )

describe('Atomic Red Team T1651-1', () => {
  it('is seen although its targets are a tag', async () => {
    const { findings, alerts, activities } = await scanStory(story)
    expect(findings).toEqual({
      '02 10:00:00 ssm:SendCommand': {
        'first-seen-caller': 'medium',
        'broad-target-selector': 'medium',
        'suspicious-command': 'high',
      },
    })
    expect(activities).toBe(3)
    expectGolden('atomic-red-team', mailAbout(alerts, 'broad-target-selector'))
  })
})
