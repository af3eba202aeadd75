import {
  earliestEventPosition,
  EventHubConsumerClient,
  EventHubProducerClient,
  latestEventPosition,
  type EventPosition,
  type ReceivedEventData,
  type SubscribeOptions,
  type Subscription,
} from '@azure/event-hubs'
import { once } from 'node:events'
import { create_container, type Session } from 'rhea'
import frames from 'rhea/lib/frames.js'
import { startEventHub, type EventHubEmulator } from './event-hub'

const HUB = 'activity-log'
const GROUP = 'runwarden'

let emulator: EventHubEmulator
let producer: EventHubProducerClient
const consumers: EventHubConsumerClient[] = []

beforeEach(async () => {
  emulator = await startEventHub({
    hubs: [
      { name: HUB, consumerGroups: [GROUP] },
      { name: 'empty', partitions: 1 },
    ],
  })
  producer = new EventHubProducerClient(emulator.connectionString(HUB))
})

afterEach(async () => {
  await Promise.all(consumers.splice(0).map((consumer) => consumer.close()))
  await producer.close()
  await emulator.stop()
})

function newConsumer(group = '$Default'): EventHubConsumerClient {
  const consumer = new EventHubConsumerClient(group, emulator.connectionString(HUB), {
    retryOptions: { maxRetries: 0 },
  })
  consumers.push(consumer)
  return consumer
}

interface Reading {
  readonly events: ReceivedEventData[]
  readonly errors: string[]
  readonly subscription: Subscription
  /** Resolves when so many events or errors have come. */
  until(events: number, errors?: number): Promise<void>
}

function read(consumer: EventHubConsumerClient, partitionId: string, options: SubscribeOptions): Reading {
  const events: ReceivedEventData[] = []
  const errors: string[] = []
  let wake = (): void => undefined
  const subscription = consumer.subscribe(
    partitionId,
    {
      processEvents: async (batch) => {
        events.push(...batch)
        wake()
      },
      processError: async (error) => {
        errors.push((error as Error & { code?: string }).code ?? error.name)
        wake()
      },
    },
    { maxWaitTimeInSeconds: 1, ...options },
  )
  const until = async (wanted: number, wantedErrors = 0): Promise<void> => {
    while (events.length < wanted || errors.length < wantedErrors) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { events, errors, subscription, until }
}

async function sendTo(partitionId: string, bodies: readonly unknown[]): Promise<void> {
  await producer.sendBatch(
    bodies.map((body) => ({ body })),
    { partitionId },
  )
}

function bodies(reading: Reading): unknown[] {
  return reading.events.map(({ body }) => body as unknown)
}

describe('management', () => {
  it('describes a hub and its partitions', async () => {
    expect(await producer.getEventHubProperties()).toMatchObject({
      name: HUB,
      partitionIds: ['0', '1', '2', '3'],
      createdOn: expect.any(Date),
    })
    expect(await producer.getPartitionProperties('1')).toMatchObject({ isEmpty: true, lastEnqueuedSequenceNumber: -1 })
    await sendTo('1', ['a', 'b'])
    expect(await producer.getPartitionProperties('1')).toMatchObject({
      isEmpty: false,
      beginningSequenceNumber: 0,
      lastEnqueuedSequenceNumber: 1,
    })
  })

  it('does not know a hub that is not there', async () => {
    const lost = new EventHubProducerClient(emulator.connectionString('nowhere'), { retryOptions: { maxRetries: 0 } })
    await expect(lost.getEventHubProperties()).rejects.toMatchObject({ code: 'MessagingEntityNotFoundError' })
    await expect(lost.sendBatch([{ body: 'x' }])).rejects.toMatchObject({ code: 'MessagingEntityNotFoundError' })
    await lost.close()
  })
})

describe('sending', () => {
  it('keeps events of one key on one partition, in order', async () => {
    for (const n of [1, 2, 3]) await producer.sendBatch([{ body: { n } }], { partitionKey: 'vm-1' })
    const stored = emulator.events(HUB)
    expect(new Set(stored.map(({ partitionId }) => partitionId)).size).toBe(1)
    expect(stored.map(({ sequenceNumber, partitionKey, body }) => [sequenceNumber, partitionKey, body])).toEqual([
      [0, 'vm-1', '{"n":1}'],
      [1, 'vm-1', '{"n":2}'],
      [2, 'vm-1', '{"n":3}'],
    ])
  })

  it('spreads batches without a key over all partitions', async () => {
    for (let n = 0; n < 4; n++) await producer.sendBatch([{ body: n }])
    expect(emulator.events(HUB).map(({ partitionId }) => partitionId)).toEqual(['0', '1', '2', '3'])
  })

  it('informs the producer how large a batch may be', async () => {
    const batch = await producer.createBatch()
    expect(batch.maxSizeInBytes).toBe(1024 * 1024)
    expect(batch.tryAdd({ body: 'x'.repeat(1024 * 1024) })).toBe(false)
    expect(batch.tryAdd({ body: 'x' })).toBe(true)
  })

  it('refuses a partition that is not there', async () => {
    await expect(sendTo('9', ['a'])).rejects.toMatchObject({ code: 'ArgumentOutOfRangeError' })
  })
})

describe('receiving', () => {
  it.each<[string, EventPosition, string[]]>([
    ['earliest', earliestEventPosition, ['a', 'b', 'c', 'new']],
    ['latest', latestEventPosition, ['new']],
    ['after an offset', { offset: '0' }, ['b', 'c', 'new']],
    ['from a sequence number on', { sequenceNumber: 1, isInclusive: true }, ['b', 'c', 'new']],
    ['after a sequence number', { sequenceNumber: 1 }, ['c', 'new']],
    ['after a time in the past', { enqueuedOn: 1 }, ['a', 'b', 'c', 'new']],
    ['after a time in the future', { enqueuedOn: 4_000_000_000_000 }, ['new']],
  ])('starts at %s', async (_name, startPosition, expected) => {
    await sendTo('0', ['a', 'b', 'c'])
    const reading = read(newConsumer(), '0', { startPosition })
    // Nothing shows when a reader is attached, so new events are sent until it sees one.
    while (reading.events.at(-1)?.body !== 'new') {
      await sendTo('0', ['new'])
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(bodies(reading).slice(0, expected.length)).toEqual(expected)
  })

  it('brings body, properties, key and position of an event', async () => {
    await producer.sendBatch(
      [
        {
          body: { records: [1] },
          properties: { kind: 'test', n: 7 },
          contentType: 'application/json',
          messageId: 'm1',
        },
      ],
      {
        partitionKey: 'vm-1',
      },
    )
    const partitionId = emulator.events(HUB)[0]?.partitionId ?? ''
    const reading = read(newConsumer(GROUP), partitionId, {
      startPosition: earliestEventPosition,
      trackLastEnqueuedEventProperties: true,
    })
    await reading.until(1)
    expect(reading.events[0]).toMatchObject({
      body: { records: [1] },
      properties: { kind: 'test', n: 7 },
      contentType: 'application/json',
      messageId: 'm1',
      partitionKey: 'vm-1',
      sequenceNumber: 0,
      offset: '0',
      enqueuedTimeUtc: expect.any(Date),
    })
  })

  it('does not know a consumer group that is not there', async () => {
    const reading = read(newConsumer('other'), '0', { startPosition: earliestEventPosition })
    await reading.until(0, 1)
    expect(reading.errors[0]).toBe('MessagingEntityNotFoundError')
  })

  it('carries 5,000 events, each once and in order', async () => {
    const sent = Array.from({ length: 5000 }, (_, n) => n)
    for (let start = 0; start < sent.length; start += 500) await sendTo('2', sent.slice(start, start + 500))
    const reading = read(newConsumer(), '2', {
      startPosition: earliestEventPosition,
      maxBatchSize: 300,
      prefetchCount: 600,
    })
    await reading.until(sent.length)
    expect(bodies(reading)).toEqual(sent)
  })
})

describe('ownership', () => {
  it('gives a partition to the reader with the higher owner level', async () => {
    await sendTo('0', ['a'])
    const first = read(newConsumer(), '0', { startPosition: earliestEventPosition, ownerLevel: 1 })
    await first.until(1)
    const second = read(newConsumer(), '0', { startPosition: earliestEventPosition, ownerLevel: 2 })
    await second.until(1)
    await first.until(1, 1)
    expect(first.errors[0]).toBe('ReceiverDisconnectedError')
    const third = read(newConsumer(), '0', { startPosition: earliestEventPosition, ownerLevel: 1 })
    await third.until(0, 1)
    expect([third.errors[0], third.events]).toEqual(['ReceiverDisconnectedError', []])
  })

  it('lets another consumer group read beside an owner', async () => {
    await sendTo('0', ['a'])
    const owner = read(newConsumer(), '0', { startPosition: earliestEventPosition, ownerLevel: 1 })
    const other = read(newConsumer(GROUP), '0', { startPosition: earliestEventPosition })
    await Promise.all([owner.until(1), other.until(1)])
    expect([owner.errors, other.errors]).toEqual([[], []])
  })
})

describe('a client that leaves', () => {
  it('may acknowledge what was on its way when it ended its session', async () => {
    const { hostname: host, port } = new URL(
      emulator.connectionString(HUB).split(';')[0]!.replace('Endpoint=sb:', 'http:'),
    )
    const connection = create_container().connect({ host, port: Number(port), username: 'any', reconnect: false })
    await once(connection, 'connection_open')
    const open = async (): Promise<Session> => {
      const session = connection.create_session()
      session.begin()
      await Promise.race([
        once(session, 'session_open'),
        once(connection, 'disconnected').then(() => Promise.reject(new Error('the hub has cut the connection'))),
      ])
      return session
    }
    const session = await open()
    session.close()
    await once(session, 'session_close')
    const writer = session as unknown as { output(frame: unknown): void }
    writer.output(frames.disposition({ role: true, first: 0, last: 0, settled: true, state: null }))
    await open()
    connection.close()
    await once(connection, 'connection_close')
  })
})
