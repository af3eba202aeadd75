import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { pushBaselineAws } from '../../../functions/cli/baseline-push-aws'
import { writeBaseline } from '../../../functions/cli/baseline-file'
import { UsageError, type Io } from '../../../functions/cli/io'
import { replayAws } from '../../../functions/cli/replay-aws'
import { selftestAws } from '../../../functions/cli/selftest-aws'
import { DAY } from '../../../shared/model/time'
import { awsActivity, principal } from '../../support/activity'
import { heartbeatEvent, MACHINE, startSessionEvent } from '../../support/aws-events'
import { startAwsWorld, TABLE, taken, type AwsWorld } from '../../support/aws-world'

let world: AwsWorld
let before: NodeJS.ProcessEnv

beforeAll(async () => {
  world = await startAwsWorld({ settings: { RUNWARDEN_LEARNING_DAYS: '7' } })
  before = { ...process.env }
  Object.assign(process.env, world.environment)
})

afterAll(async () => {
  for (const name of Object.keys(world.environment)) delete process.env[name]
  Object.assign(process.env, before)
  await world.stop()
})

afterEach(async () => {
  for (const plan of Object.values(world.faults)) plan.up()
  await world.clear()
  await world.alerts.read()
  world.ssm.state.trails.length = 0
})

const logging = {
  Name: 'main',
  TrailARN: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/main',
  HomeRegion: 'us-east-1',
  IsMultiRegionTrail: true,
  IsLogging: true,
}

const outputs = (given: Readonly<Record<string, string>> = {}) => ({
  'Runwarden-prod': {
    AlertsTopicArn: world.topics.alerts,
    TableName: TABLE,
    QuarantineQueueUrl: world.queues.quarantine,
    FunctionFailuresQueueUrl: world.queues.failures,
    ...given,
  },
})

const fileOf = (value: unknown): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'runwarden-outputs-')), 'outputs.json')
  writeFileSync(path, JSON.stringify(value))
  return path
}

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs one verb as the command line does. */
const run = async (verb: (io: Io) => Promise<number>, stdin = ''): Promise<Ran> => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const texts = [stdout, stderr].map((stream) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    return () => Buffer.concat(chunks).toString('utf8')
  })
  const io: Io = {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout,
    stderr,
    environment: {},
    color: false,
    interactive: false,
    width: 100,
    home: '',
  }
  const code = await verb(io)
  return { code, out: texts[0]!(), err: texts[1]!() }
}

const selftest = (
  options: Parameters<typeof selftestAws>[0] = { outputs: fileOf(outputs()) },
  stdin = '',
): Promise<Ran> => run((io) => selftestAws(options, io), stdin)

describe('runwarden selftest aws', () => {
  it('reports every hop of a marked event with its latency, and exits with 0', async () => {
    world.ssm.state.trails.push(logging)
    const { code, out } = await selftest()
    expect(out.replaceAll(/\d+ ms/g, 'N ms').replaceAll(/[0-9a-f]{32}/g, 'MARK')).toBe(
      [
        'ok      trail         main logs',
        'ok      subscriptions 1 confirmed',
        'ok      bus           took the event in N ms',
        'ok      function      received it N ms later',
        'ok      topic         took the test alert N ms after that',
        'ok      alert store   holds alert MARK; all in all N ms; its mail says [TEST]',
        '',
      ].join('\n'),
    )
    expect(code).toBe(0)
    expect((await world.alerts.read({ atLeast: 1 })).map(({ attributes }) => attributes['kind'])).toEqual(['test'])
  })

  it.each([
    ['there is no trail', [], 'no trail records us-east-1: nothing will arrive'],
    [
      'the trail is stopped',
      [{ ...logging, IsLogging: false }],
      'no trail that records us-east-1 is logging: nothing will arrive',
    ],
    [
      'the trail sees another Region only',
      [{ ...logging, HomeRegion: 'eu-west-1', IsMultiRegionTrail: false }],
      'no trail records us-east-1: nothing will arrive',
    ],
  ])('ends with 1 and sends nothing when %s', async (_what, trails, expected) => {
    world.ssm.state.trails.push(...trails)
    const { code, out } = await selftest()
    expect([code, out]).toEqual([1, expect.stringContaining(`FAILED  trail         ${expected}`)])
    expect(await world.alerts.read()).toEqual([])
  })

  it('says that nobody has confirmed a subscription', async () => {
    world.ssm.state.trails.push(logging)
    const sns = mockClient(SNSClient)
      .on(ListSubscriptionsByTopicCommand)
      .resolves({
        Subscriptions: [{ SubscriptionArn: 'PendingConfirmation', Protocol: 'email', Endpoint: 'oncall@example.com' }],
      })
    const { code, out } = await selftest()
    sns.restore()
    expect(code).toBe(1)
    expect(out).toContain(
      'FAILED  subscriptions 0 confirmed, 1 waiting for a click on the link in their mail: oncall@example.com; ' +
        'nobody receives alerts',
    )
  })

  it('says which hop fails: the topic', async () => {
    world.ssm.state.trails.push(logging)
    world.faults.messages.failAfter(0, 'error', { operation: 'sns:Publish' })
    const { code, out } = await selftest()
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(
        /ok {6}function .*\nFAILED {2}topic +took nothing: alert [0-9a-f]{32} reached no sink: sns: InternalFailure/,
      ),
    ])
  })

  it('says which hop fails: the function, when its report never comes', async () => {
    world.ssm.state.trails.push(logging)
    const { code, out } = await selftest({ outputs: fileOf(outputs()), table: TABLE, minutes: 0 })
    expect([code, out]).toEqual([1, expect.stringContaining('FAILED  function      left no report within 0 minutes')])
  })
})

describe('the installation', () => {
  const described = (stacks: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
    JSON.stringify({
      Stacks: Object.entries(stacks).map(([StackName, values]) => ({
        StackName,
        Outputs: Object.entries(values).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
      })),
    })

  it.each([
    ['what CloudFormation describes', () => ({ options: { outputs: '-' }, stdin: described(outputs()) })],
    ['flags alone', () => ({ options: { topicArn: world.topics.alerts, table: TABLE }, stdin: '' })],
    [
      'one stack of several',
      () => ({
        options: { outputs: '-', stack: 'Runwarden-prod' },
        stdin: described({
          ...outputs(),
          'Runwarden-test': { TableName: 'other', AlertsTopicArn: 'arn:aws:sns:eu-west-1:123456789012:x' },
        }),
      }),
    ],
  ])('is found by %s', async (_what, given) => {
    world.ssm.state.trails.push(logging)
    const { options, stdin } = given()
    expect((await selftest(options, stdin)).code).toBe(0)
    await world.alerts.read({ atLeast: 1 })
  })

  it.each([
    ['no outputs and no flags', () => ({ options: {}, stdin: '' }), /got no --topic-arn, --table, --region/],
    [
      'a file that is not there',
      () => ({ options: { outputs: '/no/such/file' }, stdin: '' }),
      /--outputs \/no\/such\/file: cannot be read/,
    ],
    [
      'a file of something else',
      () => ({ options: { outputs: '-' }, stdin: '[1]' }),
      /expected the file that npm run deploy:aws writes/,
    ],
    [
      'several installations',
      () => ({ options: { outputs: '-' }, stdin: described({ a: { TableName: 't' }, b: { TableName: 'u' } }) }),
      /several installations among the outputs: got a, b/,
    ],
    [
      'another stack than the named one',
      () => ({ options: { outputs: '-', stack: 'c' }, stdin: described(outputs()) }),
      /no stack c among the outputs: got Runwarden-prod/,
    ],
  ])('that cannot be found is a usage error: %s', async (_what, given, expected) => {
    const { options, stdin } = given()
    const failed: unknown = await selftest(options, stdin).catch((cause: unknown) => cause)
    expect(failed).toBeInstanceOf(UsageError)
    expect((failed as UsageError).message).toMatch(expected)
  })
})

describe('runwarden replay aws', () => {
  const replay = (options: { readonly dryRun?: boolean } = {}): Promise<Ran> =>
    run((io) => replayAws({ outputs: fileOf(outputs()), ...options }, io))
  const quarantine = async (body: unknown): Promise<void> => {
    await world.sqs.send(
      new SendMessageCommand({
        QueueUrl: world.queues.quarantine,
        MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    )
  }
  const record = {
    schema: 'runwarden.quarantined/1',
    reason: 'the time cannot be read',
    format: 'eventbridge',
    at: 0,
    body: startSessionEvent(MACHINE, { role: 'Fixed' }).detail,
  }
  const failed = startSessionEvent(MACHINE, { role: 'FailedForADay' })

  it('lists what would be sent and why, sends it, and leaves what nobody can read', async () => {
    await quarantine(record)
    await quarantine(failed)
    await quarantine({
      schema: 'runwarden.quarantined/1',
      reason: 'value of no known format',
      format: 'unknown',
      at: 0,
      beginning: '{"a":',
    })
    const listed = await replay({ dryRun: true })
    expect(
      listed.out
        .split('\n')
        .map((line) => line.replace(/^\S+: /, ''))
        .toSorted(),
    ).toEqual(['', 'eventbridge: the time cannot be read', 'failed for a day'])
    expect([listed.code, listed.err]).toEqual([
      3,
      expect.stringMatching(
        /unknown: value of no known format; left where it is.*\n2 messages would be sent, 1 left\n$/,
      ),
    ])
    expect(await world.peek(world.queues.failures)).toEqual([])

    const sent = await replay()
    expect([sent.code, sent.err]).toEqual([
      3,
      expect.stringMatching(/2 messages sent: the next heartbeat tries them, 1 left\n$/),
    ])
    taken(await world.lambda.invoke(heartbeatEvent()))
    expect(world.logs().findLast(({ kind }) => kind === 'heartbeat')).toMatchObject({
      EventsRecovered: 2,
      ActivitiesEvaluated: 2,
    })
    const again = await replay()
    expect([again.code, again.err]).toEqual([
      3,
      expect.stringMatching(/0 messages sent: the next heartbeat tries them, 1 left\n$/),
    ])
  })
})

describe('runwarden replay aws of deferred work', () => {
  it('has the next sweep do what was given up', async () => {
    const activity = awsActivity({ id: 'given-up', actor: principal({ key: 'aws:123456789012:role/GivenUp' }) })
    const entry = {
      schema: 'runwarden.quarantined/1',
      reason: 'deferred work given up: Error: no',
      format: 'deferred',
      at: 0,
      body: { key: 'judge/given-up', since: 0, tries: 300, value: activity },
      verdict: { severity: 'low', risk: 21, rules: [] },
    }
    await world.alerts.read()
    for (const body of [entry, { ...entry, body: { ...entry.body, key: 'future/x' } }])
      await world.sqs.send(
        new SendMessageCommand({ QueueUrl: world.queues.quarantine, MessageBody: JSON.stringify(body) }),
      )
    await run((io) => replayAws({ outputs: fileOf(outputs()) }, io))
    for (let beat = 0; beat < 2; beat++) taken(await world.lambda.invoke(heartbeatEvent()))
    const mails = await world.alerts.read({ atLeast: 1 })
    expect(mails.map(({ body }) => body)).toEqual([expect.stringContaining('role/Deploy')])
    // What no version knows is back where it was, and is never lost.
    expect((await world.peek(world.queues.quarantine)).filter((body) => body.includes('future/x'))).toHaveLength(1)
  })
})

describe('runwarden baseline push aws', () => {
  const today = Date.now()
  const baseline = async (): Promise<string> => {
    const path = fileOf({})
    const day = Math.floor((today - DAY) / DAY)
    const seen = { at: today - DAY, id: 'a' }
    const old = { at: today - 200 * DAY, id: 'b' }
    await writeBaseline(path, {
      start: today - 30 * DAY,
      terms: [
        ['caller|123456789012|aws:123456789012:role/Known|session', [{ day, first: seen, last: seen }]],
        ['caller|123456789012|aws:123456789012:role/Gone|session', [{ day: day - 199, first: old, last: old }]],
      ],
      withheld: [{ id: 'w', at: today, what: 'high: ssm:SendCommand by role/X', sightings: [] }],
    })
    return path
  }
  const push = async (options: { readonly dryRun?: boolean } = {}): Promise<Ran> => {
    const file = await baseline()
    return run((io) => pushBaselineAws(file, { outputs: fileOf(outputs()), ...options }, io))
  }

  it('makes known who was known, and ends the learning that is over', async () => {
    const container = await world.another({ RUNWARDEN_INSTALLED_AT: new Date(today - DAY).toISOString() })
    const time = new Date(today).toISOString()
    const first = await push()
    expect([first.code, first.err]).toEqual([
      0,
      expect.stringMatching(
        /^1 terms pushed to runwarden, 1 left out as older than 90 days; learning began at .*; 1 act/,
      ),
    ])
    taken(await container.invoke(startSessionEvent(MACHINE, { role: 'Known', time })))
    expect(await world.alerts.read()).toEqual([])
    taken(await container.invoke(startSessionEvent(MACHINE, { role: 'Unknown', time })))
    const [mail] = await world.alerts.read({ atLeast: 1 })
    expect(mail?.subject).toContain('[MEDIUM] First Seen Caller')
  })

  it('changes nothing the second time, and nothing at all on a dry run', async () => {
    const dry = await push({ dryRun: true })
    expect([dry.err, await world.items()]).toEqual([expect.stringContaining('1 terms would be pushed'), []])
    await push()
    const once = await world.items()
    await push()
    expect(await world.items()).toEqual(once)
  })
})
