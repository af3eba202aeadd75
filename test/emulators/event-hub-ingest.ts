import { message as codec, type EventContext } from 'rhea'
import { append, LinkRefusal, type AmqpMessage, type Hub, type Partition } from './event-hub-store'

/** The format of a transfer whose body is a list of encoded messages. */
const BATCH_FORMAT = 0x80013700
const PARTITION_KEY = 'x-opt-partition-key'

/** Where a producer's link leads: a partition, or the hub, which chooses one for each transfer. */
export interface Destination {
  readonly hub: Hub
  readonly partition: Partition | undefined
}

/**
 * Reads the address of a producer's link, `<hub>` or `<hub>/Partitions/<id>`; otherwise the
 * error that the link is closed with.
 */
export function findDestination(address: string, hubs: ReadonlyMap<string, Hub>): Destination | LinkRefusal {
  const [, name = '', id] = /^([^/]+)(?:\/Partitions\/([^/]+))?$/i.exec(address) ?? []
  const hub = hubs.get(name)
  if (hub === undefined)
    return new LinkRefusal('amqp:not-found', `The messaging entity '${address}' could not be found.`)
  if (id === undefined) return { hub, partition: undefined }
  const partition = hub.partitions.find((each) => each.id === id)
  if (partition !== undefined) return { hub, partition }
  return new LinkRefusal('com.microsoft:argument-out-of-range', `The specified partition ${id} is invalid.`)
}

/** Stores what one transfer carries, accepts it and returns the partition it went to. */
export function ingest({ hub, partition: fixed }: Destination, context: EventContext): Partition | undefined {
  // For a format other than 0, rhea hands over the bytes.
  const carried = context.message as AmqpMessage | Buffer | undefined
  if (carried === undefined) return undefined
  const envelope = Buffer.isBuffer(carried) ? decode(carried) : carried
  const isBatch = context.delivery?.format === BATCH_FORMAT
  const events = isBatch ? dataSections(envelope).map(decode) : [envelope]
  const key = partitionKey(envelope) ?? events.map(partitionKey)[0]
  const partition = fixed ?? hub.choosePartition(key)
  if (partition !== undefined) append(partition, events, key)
  context.delivery?.accept()
  return partition
}

/** The binary body of a message: rhea gives one data section as a buffer, several as a list. */
export function dataSections({ body }: AmqpMessage): readonly Buffer[] {
  const content = (body as { readonly content?: unknown } | null)?.content
  if (Buffer.isBuffer(content)) return [content]
  return Array.isArray(content) ? content.filter((part) => Buffer.isBuffer(part)) : []
}

function decode(bytes: Buffer): AmqpMessage {
  return codec.decode(bytes) as unknown as AmqpMessage
}

function partitionKey({ message_annotations: annotations }: AmqpMessage): string | undefined {
  const key = annotations?.[PARTITION_KEY]
  return typeof key === 'string' ? key : undefined
}
