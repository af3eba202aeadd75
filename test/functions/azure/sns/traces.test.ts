import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns'
import { mockClient } from 'aws-sdk-client-mock'
import { setTimeout as sleep } from 'node:timers/promises'
import { tracePublisher } from '../../../../functions/azure/sns/traces'
import { encodeTrace, TRACE_SCHEMA, type Trace } from '../../../../shared/contracts/trace'
import { NOON } from '../../../support/activity'

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:traces'
const sns = mockClient(SNSClient)
const publisher = {
  client: async () => new SNSClient({ region: 'eu-west-1' }),
  guard: <T>(call: () => Promise<T>) => call(),
}
const trace: Trace = {
  schema: TRACE_SCHEMA,
  id: 'a-0',
  at: NOON,
  human: 'alice@example.com',
  address: '192.0.2.10',
  asn: 64_496,
  family: 'command',
}

beforeEach(() => {
  sns.reset()
  sns.on(PublishBatchCommand).resolves({ Successful: [], Failed: [] })
})

const published = async (atLeast: number): Promise<readonly unknown[]> => {
  const entries = () =>
    sns
      .commandCalls(PublishBatchCommand)
      .flatMap(({ args }) =>
        (args[0].input.PublishBatchRequestEntries ?? []).map(({ Message }) => JSON.parse(Message ?? '') as unknown),
      )
  while (entries().length < atLeast) await sleep(1)
  return entries()
}

describe('tracePublisher', () => {
  it('publishes what it is offered as the contract writes it', async () => {
    await tracePublisher(publisher, TOPIC).offer(trace)
    expect(await published(1)).toEqual([JSON.parse(encodeTrace(trace))])
  })

  it('sends ten at a time, in order', async () => {
    const traces = tracePublisher(publisher, TOPIC)
    for (let number = 0; number < 25; number++) await traces.offer({ ...trace, id: String(number) })
    expect((await published(25)).map((message) => (message as { id: string }).id)).toEqual(
      Array.from({ length: 25 }, (_, number) => String(number)),
    )
    expect(
      sns
        .commandCalls(PublishBatchCommand)
        .every(({ args }) => (args[0].input.PublishBatchRequestEntries ?? []).length <= 10),
    ).toBe(true)
  })

  it('counts what is lost, and goes on', async () => {
    sns
      .on(PublishBatchCommand)
      .rejectsOnce(new Error('down'))
      .resolvesOnce({ Successful: [], Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] })
      .resolves({ Successful: [], Failed: [] })
    const traces = tracePublisher(publisher, TOPIC)
    for (let failure = 0; failure < 2; failure++) {
      await traces.offer(trace)
      let lost = 0
      while (lost === 0) {
        await sleep(1)
        lost = traces.lost()
      }
      expect(lost).toBe(1)
    }
    await traces.offer(trace)
    await published(3)
    expect(traces.lost()).toBe(0)
  })

  it('drops what a thousand are waiting before, and counts it', async () => {
    const traces = tracePublisher({ ...publisher, client: () => new Promise(() => undefined) }, TOPIC)
    const [underWay, tooMany] = [1, 5]
    for (let number = 0; number < underWay + 1_000 + tooMany; number++) await traces.offer(trace)
    expect(traces.lost()).toBe(tooMany)
    expect(traces.lost()).toBe(0)
  })

  it('does nothing without a topic', async () => {
    const traces = tracePublisher(publisher, null)
    await traces.offer(trace)
    expect(sns.calls()).toEqual([])
  })
})
