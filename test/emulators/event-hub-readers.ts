import { types, type Connection, type Message, type Sender, type Typed } from 'rhea'
import { LinkRefusal, startIndex, type Hub, type Partition, type StoredEvent } from './event-hub-store'

const SELECTOR = 'apache.org:selector-filter:string'
const EPOCH = 'com.microsoft:epoch'
const RUNTIME_METRIC = 'com.microsoft:enable-receiver-runtime-metric'

interface Reader {
  readonly link: Sender
  readonly partition: Partition
  readonly group: string
  /** The owner level; undefined for a reader that shares. */
  readonly epoch: number | undefined
  readonly wantsMetric: boolean
  next: number
  sent: number
}

export interface Readers {
  /** Takes a consumer's link in, or says why not. */
  attach(link: Sender): LinkRefusal | undefined
  /** Sends what there is and what the link has credit for. */
  resume(link: Sender): void
  wake(partition: Partition): void
  detach(link: Sender): void
  detachAll(connection: Connection): void
}

/**
 * The consumers of all partitions, with the rules of ownership: the highest owner level reads
 * alone, an equal one takes over.
 */
export function createReaders(hubs: ReadonlyMap<string, Hub>): Readers {
  const readers = new Map<Sender, Reader>()

  return {
    attach(link) {
      const reader = readLink(link, hubs)
      if (reader instanceof LinkRefusal) return reader
      const rivals = [...readers.values()].filter(
        ({ partition, group }) => partition === reader.partition && group === reader.group,
      )
      const highest = Math.max(...rivals.map(({ epoch }) => epoch ?? -Infinity))
      if ((reader.epoch ?? -Infinity) < highest) return stolen(highest)
      if (reader.epoch !== undefined) {
        for (const rival of rivals) {
          readers.delete(rival.link)
          rival.link.close(stolen(reader.epoch))
        }
      }
      readers.set(link, reader)
      return undefined
    },
    resume(link) {
      const reader = readers.get(link)
      if (reader !== undefined) pump(reader)
    },
    wake(partition) {
      for (const reader of readers.values()) if (reader.partition === partition) pump(reader)
    },
    detach: (link) => void readers.delete(link),
    detachAll(connection) {
      for (const { link } of readers.values()) if (link.connection === connection) readers.delete(link)
    },
  }
}

function stolen(epoch: number): LinkRefusal {
  return new LinkRefusal('amqp:link:stolen', `a receiver with epoch '${epoch}' owns the partition`)
}

function readLink(link: Sender, hubs: ReadonlyMap<string, Hub>): Reader | LinkRefusal {
  const address = link.source?.address ?? ''
  const [, name = '', group = '', id = ''] =
    /^([^/]+)\/ConsumerGroups\/([^/]+)\/Partitions\/([^/]+)$/i.exec(address) ?? []
  const hub = hubs.get(name)
  if (hub?.hasConsumerGroup(group) !== true)
    return new LinkRefusal('amqp:not-found', `The messaging entity '${address}' could not be found.`)
  const partition = hub.partitions.find((each) => each.id === id)
  if (partition === undefined)
    return new LinkRefusal('com.microsoft:argument-out-of-range', `The specified partition ${id} is invalid.`)
  const filters = link.source.filter as Readonly<Record<string, Typed | undefined>> | undefined
  const filter: unknown = filters?.[SELECTOR]?.value
  const next = typeof filter === 'string' ? startIndex(partition, filter) : 0
  if (next === undefined)
    return new LinkRefusal('amqp:invalid-field', `The filter ${String(filter)} is not understood.`)
  const epoch: unknown = link.properties?.[EPOCH]
  return {
    link,
    partition,
    group: group.toLowerCase(),
    epoch: typeof epoch === 'number' ? epoch : undefined,
    wantsMetric: [link.desired_capabilities].flat().includes(RUNTIME_METRIC),
    next,
    sent: 0,
  }
}

/**
 * rhea spends credit when it writes a message, a turn after it was given to it; the sum of both
 * numbers is the receiver's limit.
 */
interface FlowState {
  readonly credit: number
  readonly delivery_count: number
}

function pump(reader: Reader): void {
  const { link, partition } = reader
  const { credit, delivery_count } = link as unknown as FlowState
  const limit = credit + delivery_count
  while (reader.sent < limit && link.sendable()) {
    const event = partition.events[reader.next]
    if (event === undefined) return
    reader.next++
    reader.sent++
    link.send(outgoing(event, reader.wantsMetric ? partition.events.at(-1) : undefined))
  }
}

function outgoing(event: StoredEvent, last: StoredEvent | undefined): Message {
  return {
    ...event.message,
    message_annotations: {
      ...event.message.message_annotations,
      'x-opt-sequence-number': types.wrap_long(event.sequenceNumber),
      'x-opt-offset': event.offset,
      'x-opt-enqueued-time': types.wrap_timestamp(event.enqueuedAt),
      ...(event.partitionKey === undefined ? {} : { 'x-opt-partition-key': event.partitionKey }),
    },
    ...(last === undefined
      ? {}
      : {
          delivery_annotations: {
            last_enqueued_sequence_number: types.wrap_long(last.sequenceNumber),
            last_enqueued_offset: last.offset,
            last_enqueued_time_utc: types.wrap_timestamp(last.enqueuedAt),
            runtime_info_retrieval_time_utc: types.wrap_timestamp(Date.now()),
          },
        }),
  } as unknown as Message
}
