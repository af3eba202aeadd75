import { types, type EventContext, type Message, type Sender } from 'rhea'
import type { Hub, Partition } from './event-hub-store'

export const CBS = '$cbs'
export const MANAGEMENT = '$management'

interface Reply {
  readonly application_properties: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/**
 * Answers a request sent to `$cbs` (any token is good) or `$management`, on the link of the same session that the
 * request names. See https://learn.microsoft.com/azure/event-hubs/event-hubs-amqp-protocol-guide and the
 * management client of @azure/event-hubs.
 */
export function answerRequest(
  address: string,
  { message, session, delivery }: EventContext,
  hubs: ReadonlyMap<string, Hub>,
): void {
  delivery?.accept()
  if (message === undefined) return
  const replyLink = session?.find_sender((link: Sender) => link.name === message.reply_to)
  const reply = address === CBS ? TOKEN_ACCEPTED : answerManagement(message, hubs)
  replyLink?.send({ ...reply, correlation_id: message.message_id } as unknown as Message)
}

const TOKEN_ACCEPTED: Reply = { application_properties: { 'status-code': 202, 'status-description': 'Accepted' } }

function answerManagement({ application_properties: asked = {} }: Message, hubs: ReadonlyMap<string, Hub>): Reply {
  const {
    type,
    name,
    partition: id,
  } = asked as { readonly type?: string; readonly name?: string; readonly partition?: string }
  const hub = hubs.get(name ?? '')
  if (hub !== undefined && type === 'com.microsoft:eventhub') return ok(describeHub(hub))
  const partition = hub?.partitions.find((each) => each.id === id)
  if (hub !== undefined && partition !== undefined && type === 'com.microsoft:partition')
    return ok(describePartition(hub, partition))
  // The clients recognise the error by this sentence.
  const description = `The messaging entity '${[name, id].join('/')}' could not be found.`
  return {
    application_properties: {
      'status-code': 404,
      'status-description': description,
      'error-condition': 'amqp:not-found',
    },
  }
}

function ok(body: unknown): Reply {
  return { application_properties: { 'status-code': 200, 'status-description': 'OK' }, body }
}

function describeHub({ name, createdAt, partitions }: Hub): unknown {
  return {
    name,
    type: 'com.microsoft:eventhub',
    created_at: types.wrap_timestamp(createdAt),
    partition_count: partitions.length,
    partition_ids: partitions.map(({ id }) => id),
    georeplication_factor: 1,
  }
}

function describePartition({ name }: Hub, { id, events }: Partition): unknown {
  const last = events.at(-1)
  return {
    name,
    type: 'com.microsoft:partition',
    partition: id,
    begin_sequence_number: types.wrap_long(last === undefined ? -1 : 0),
    last_enqueued_sequence_number: types.wrap_long(last?.sequenceNumber ?? -1),
    last_enqueued_offset: last?.offset ?? '-1',
    last_enqueued_time_utc: types.wrap_timestamp(last?.enqueuedAt ?? 0),
    is_partition_empty: last === undefined,
  }
}
