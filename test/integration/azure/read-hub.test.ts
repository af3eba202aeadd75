import {
  type Checkpoint,
  type CheckpointStore,
  type PartitionOwnership,
  EventHubProducerClient,
} from '@azure/event-hubs'
import { setTimeout as sleep } from 'node:timers/promises'
import { hubConsumer } from '../../../functions/cli/azure/hub-address'
import { readHub } from '../../../functions/cli/tail/read-hub'
import { startEventHub, type EventHubEmulator } from '../../emulators/event-hub'

const HUB = 'activity'

let hub: EventHubEmulator
let producer: EventHubProducerClient

beforeAll(async () => {
  hub = await startEventHub({ hubs: [{ name: HUB, partitions: 1, consumerGroups: ['tail'] }] })
  producer = new EventHubProducerClient(hub.connectionString(HUB))
})
afterAll(async () => {
  await producer.close()
  await hub.stop()
})

/** Marks and owners in memory, as long as the test. */
const memoryStore = (): CheckpointStore & { readonly marks: number[] } => {
  const owners = new Map<string, PartitionOwnership>()
  const checkpoints = new Map<string, Checkpoint>()
  const marks: number[] = []
  return {
    marks,
    listOwnership: async () => [...owners.values()],
    claimOwnership: async (claims) => {
      const claimed = claims.map((claim) => ({
        ...claim,
        etag: String(Math.random()),
        lastModifiedTimeInMs: Date.now(),
      }))
      for (const claim of claimed) owners.set(claim.partitionId, claim)
      return claimed
    },
    updateCheckpoint: async (checkpoint) => {
      checkpoints.set(checkpoint.partitionId, checkpoint)
      marks.push(checkpoint.sequenceNumber)
    },
    listCheckpoints: async () => [...checkpoints.values()],
  }
}

/** Reads until `isEnough`; the calls of `take`, with the faults reported. */
const read = async (
  store: CheckpointStore,
  take: (messages: readonly unknown[], isLast: boolean) => Promise<void>,
  isEnough: () => boolean,
): Promise<readonly string[]> => {
  const faults: string[] = []
  const controller = new AbortController()
  const address = { hub: HUB, connectionString: hub.connectionString(HUB).replace(/;EntityPath=.*$/, '') }
  const reading = readHub({
    consumer: hubConsumer(address, 'tail', store),
    take,
    keepsPlace: true,
    fault: (detail) => void faults.push(detail),
    signal: controller.signal,
    pausesMs: [1, 1],
  })
  while (!isEnough()) await sleep(5)
  controller.abort()
  await reading
  return faults
}

const send = (...bodies: readonly string[]): Promise<void> => producer.sendBatch(bodies.map((body) => ({ body })))

describe('readHub', () => {
  it('marks a batch as read when it is processed, and goes on there', async () => {
    const store = memoryStore()
    const taken: unknown[] = []
    const take = async (messages: readonly unknown[]): Promise<void> => void taken.push(...messages)
    await send('a', 'b')
    await read(store, take, () => taken.length === 2)
    expect(store.marks.at(-1)).toBe(1)
    await send('c')
    await read(store, take, () => taken.length === 3)
    expect(taken).toEqual(['a', 'b', 'c'])
    expect(store.marks.at(-1)).toBe(2)
  })

  it('tries a batch again, the last times as the last, and passes none over that cannot be put aside', async () => {
    const store = memoryStore()
    const attempts: boolean[] = []
    const take = async (_messages: readonly unknown[], isLast: boolean): Promise<void> => {
      attempts.push(isLast)
      if (attempts.length < 6) {
        expect(store.marks).toEqual([])
        throw new Error('everything is down')
      }
    }
    const faults = await read(store, take, () => store.marks.length > 0)
    expect(attempts).toEqual([false, false, true, true, true, true])
    expect(faults).toEqual(Array.from({ length: 5 }, () => 'a batch failed: everything is down'))
  })

  it('leaves a batch unmarked that fails when it is to stop', async () => {
    const store = memoryStore()
    let tries = 0
    const take = async (): Promise<void> => {
      tries++
      throw new Error('down')
    }
    await read(store, take, () => tries > 0)
    expect(store.marks).toEqual([])
  })

  it('finishes and marks the batch that it has begun', async () => {
    const store = memoryStore()
    let begun = false
    let finished = false
    const take = async (): Promise<void> => {
      begun = true
      await sleep(200)
      finished = true
    }
    await read(store, take, () => begun)
    expect(finished).toBe(true)
    expect(store.marks).toHaveLength(1)
  })
})
