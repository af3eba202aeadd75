import { createHash } from 'node:crypto'

export interface HubOptions {
  readonly name: string
  /** Four when not given. */
  readonly partitions?: number
  /** Beside `$Default`, which always exists. */
  readonly consumerGroups?: readonly string[]
}

/** What the emulator reads of a decoded message; its other fields are passed on as they are. */
export interface AmqpMessage {
  readonly body?: unknown
  readonly message_annotations?: Readonly<Record<string, unknown>>
}

/** Why a link is closed. */
export class LinkRefusal {
  constructor(
    readonly condition: string,
    readonly description: string,
  ) {}
}

export interface StoredEvent {
  readonly sequenceNumber: number
  readonly offset: string
  /** Epoch milliseconds. */
  readonly enqueuedAt: number
  readonly partitionKey: string | undefined
  readonly message: AmqpMessage
}

export interface Partition {
  readonly id: string
  readonly events: StoredEvent[]
}

export interface Hub {
  readonly name: string
  readonly createdAt: number
  readonly partitions: readonly Partition[]
  readonly hasConsumerGroup: (name: string) => boolean
  /**
   * A key always meets the same partition, though not the one it would meet in Azure; without a key they take turns.
   */
  readonly choosePartition: (key: string | undefined) => Partition | undefined
}

export function createHub({ name, partitions = 4, consumerGroups = [] }: HubOptions): Hub {
  const groups = new Set(['$Default', ...consumerGroups].map((group) => group.toLowerCase()))
  const list = Array.from({ length: partitions }, (_, id): Partition => ({ id: String(id), events: [] }))
  let turn = 0
  return {
    name,
    createdAt: Date.now(),
    partitions: list,
    hasConsumerGroup: (group) => groups.has(group.toLowerCase()),
    choosePartition(key) {
      const number = key === undefined ? turn++ : createHash('sha256').update(key).digest().readUInt32BE(0)
      return list[number % list.length]
    },
  }
}

// Offsets are opaque in Azure. Steps of more than one let nobody take them for sequence numbers.
const OFFSET_STEP = 64

export function append(partition: Partition, messages: readonly AmqpMessage[], partitionKey: string | undefined): void {
  const enqueuedAt = Date.now()
  for (const message of messages) {
    const sequenceNumber = partition.events.length
    partition.events.push({
      sequenceNumber,
      offset: String(sequenceNumber * OFFSET_STEP),
      enqueuedAt,
      partitionKey,
      message,
    })
  }
}

/**
 * The index of the first event that a receiver's filter selects, from 0 to the number of events; undefined when it is
 * no filter. Filters are `amqp.annotation.x-opt-<offset|sequence-number|enqueued-time> <>|>=> '<value>'`; the value
 * `@latest` selects only what comes later.
 */
export function startIndex({ events }: Partition, filter: string): number | undefined {
  const [, annotation, comparison, value] = /^amqp\.annotation\.x-opt-([a-z-]+)\s*(>=?)\s*'([^']*)'$/.exec(filter) ?? []
  const read = READ_ANNOTATION[annotation ?? '']
  if (read === undefined || comparison === undefined) return undefined
  if (value === '@latest') return events.length
  const bound = Number(value)
  const index = events.findIndex((event) => (comparison === '>' ? read(event) > bound : read(event) >= bound))
  return index === -1 ? events.length : index
}

const READ_ANNOTATION: Readonly<Record<string, (event: StoredEvent) => number>> = {
  offset: (event) => Number(event.offset),
  'sequence-number': (event) => event.sequenceNumber,
  'enqueued-time': (event) => event.enqueuedAt,
}
