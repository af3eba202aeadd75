import { awsActivity } from '../../support/activity'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import {
  heartbeatEvent,
  MACHINE,
  nextId,
  queueEvent,
  sendCommandEvent,
  startSessionEvent,
  trace,
} from '../../support/aws-events'
import { startAwsWorld, type AwsWorld } from '../../support/aws-world'

let world: AwsWorld

beforeAll(async () => {
  world = await startAwsWorld()
})

afterAll(() => world.stop())

afterEach(async () => {
  for (const plan of Object.values(world.faults)) plan.up()
  await world.clear()
  await world.alerts.read()
})

const fail = async (body: unknown): Promise<void> => {
  await world.sqs.send(
    new SendMessageCommand({
      QueueUrl: world.queues.failures,
      MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  )
}

/** An event as Lambda's failure destination wraps it. */
const failedTwice = (event: unknown) => ({
  version: '1.0',
  timestamp: '2026-03-02T10:03:00.000Z',
  requestContext: {
    requestId: nextId(),
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:runwarden:$LATEST',
    condition: 'RetriesExhausted',
    approximateInvokeCount: 3,
  },
  requestPayload: event,
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: { errorType: 'NothingSent', errorMessage: 'no' },
})

const lastRun = (): Readonly<Record<string, unknown>> | undefined =>
  world.logs().findLast(({ message }) => message === 'run')

describe('traces of the other cloud', () => {
  it('are kept once, however often they come', async () => {
    await world.deliver(queueEvent([trace()]))
    const once = await world.items()
    expect(once).not.toEqual([])
    expect(await world.deliver(queueEvent([trace(), trace()]))).toEqual({ batchItemFailures: [] })
    expect(await world.items()).toEqual(once)
  })

  it('show in the mail about somebody who is new here', async () => {
    await world.deliver(queueEvent([trace()]))
    await world.deliver(startSessionEvent(MACHINE, { role: 'Elsewhere', session: 'alice@example.com' }))
    const [mail] = await world.alerts.read({ atLeast: 1 })
    const text = mail?.body.replaceAll(/\s+/g, ' ')
    expect(text).toContain('Same address in Azure: 192.0.2.10: command, 30 minutes earlier')
    expect(text).toContain('Same person in Azure: alice@example.com: command, 30 minutes earlier')
  })

  it('that could not be kept come again, and they alone', async () => {
    // The first trace is kept with two calls for each of its two keys.
    world.faults.dynamo.failAfter(4, 'error')
    const answer = await world.deliver(
      queueEvent([trace(), trace({ id: 'second', address: '192.0.2.11', human: null })]),
    )
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] })
  })

  it.each([
    ['no JSON', '{"schema":'],
    ['a text', '"trace"'],
    ['a trace without a time', { ...trace(), at: 'today' }],
  ])('that nobody can read are put aside and do not come again: %s', async (_what, body) => {
    const before = (await world.peek(world.queues.quarantine)).length
    expect(await world.deliver(queueEvent([body, trace()]))).toEqual({ batchItemFailures: [] })
    expect((await world.peek(world.queues.quarantine)).length).toBe(before + 1)
    expect(await world.items()).not.toEqual([])
  })
})

describe('deferred work among traces', () => {
  it('is put aside and never done: the right to publish traces is no right to have mails sent', async () => {
    const before = (await world.peek(world.queues.quarantine)).length
    const entry = {
      schema: 'runwarden.quarantined/1',
      reason: 'a test',
      format: 'deferred',
      at: 0,
      body: { key: 'judge/forged', since: 0, tries: 0, value: awsActivity({ id: 'forged' }) },
    }
    expect(await world.deliver(queueEvent([entry]))).toEqual({ batchItemFailures: [] })
    for (let beat = 0; beat < 2; beat++) await world.deliver(heartbeatEvent())
    expect(await world.alerts.read()).toEqual([])
    expect((await world.peek(world.queues.quarantine)).length).toBe(before + 1)
  })
})

describe('the failure queues', () => {
  it.each([
    ['from a rule', startSessionEvent(MACHINE, { role: 'FromRule' })],
    ['from the function', failedTwice(startSessionEvent(MACHINE, { role: 'FromFunction' }))],
    [
      'from quarantine',
      {
        schema: 'runwarden.quarantined/1',
        reason: 'a test',
        format: 'eventbridge',
        at: 0,
        body: startSessionEvent(MACHINE, { role: 'FromQuarantine' }).detail,
      },
    ],
  ])('are emptied by the heartbeat: an event %s is judged', async (_where, message) => {
    await fail(message)
    await world.deliver(heartbeatEvent())
    expect(await world.alerts.read({ atLeast: 1 })).toHaveLength(1)
    expect(lastRun()).toMatchObject({ kind: 'heartbeat', EventsRecovered: 1 })
    await world.deliver(heartbeatEvent())
    expect(lastRun()).not.toHaveProperty('EventsRecovered')
  })

  it('hide what fails again for a quarter of an hour, and go on with the rest', async () => {
    world.faults.messages.failAfter(0, 'error', { operation: 'sns:Publish' })
    await fail(startSessionEvent(MACHINE, { role: 'Again' }))
    await world.deliver(heartbeatEvent())
    world.faults.messages.up()
    await fail(startSessionEvent(MACHINE, { role: 'Next' }))
    await world.deliver(heartbeatEvent())
    const mails = await world.alerts.read({ atLeast: 1 })
    expect(mails.map(({ body }) => /^Key (.*)$/m.exec(body)?.[1])).toEqual([expect.stringContaining('role/Next')])
  })

  it('drop a heartbeat whose time is over', async () => {
    await fail(failedTwice(heartbeatEvent()))
    await world.deliver(heartbeatEvent())
    expect(lastRun()).toMatchObject({ Heartbeats: 1, EventsRecovered: 1 })
  })

  it('never wait for each other: many at once are one heartbeat', async () => {
    for (let place = 0; place < 25; place++)
      await fail(
        sendCommandEvent({
          commandId: '00000000-0000-0000-0000-0000000000c1',
          instances: [MACHINE],
          role: `Many-${place}`,
          time: '2026-03-02T10:00:00Z',
        }),
      )
    world.ssm.state.commands.push({
      CommandId: '00000000-0000-0000-0000-0000000000c1',
      Parameters: { commands: ['date'] },
    })
    await world.deliver(heartbeatEvent())
    expect(lastRun()).toMatchObject({ EventsRecovered: 25 })
    expect(await world.alerts.read({ atLeast: 25 })).toHaveLength(25)
  })
})
