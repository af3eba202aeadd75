import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { create_container, type Connection, type Container, type EventContext, type Receiver, type Sender } from 'rhea'
import { dataSections, findDestination, ingest, type Destination } from './event-hub-ingest'
import { createReaders } from './event-hub-readers'
import { answerRequest, CBS, MANAGEMENT } from './event-hub-requests'
import { createHub, LinkRefusal, type Hub, type HubOptions } from './event-hub-store'

/** An event as it lies in a hub. */
interface HubEvent {
  readonly partitionId: string
  readonly sequenceNumber: number
  readonly partitionKey: string | undefined
  readonly body: string
}

export interface EventHubEmulator {
  /** For the clients of @azure/event-hubs; with the development flag they use plain AMQP. */
  connectionString(hub: string): string
  /** What lies in a hub, partition by partition. */
  events(hub: string): HubEvent[]
  stop(): Promise<void>
}

// https://learn.microsoft.com/azure/event-hubs/event-hubs-quotas, Standard tier. A producer sizes its batches by it.
const MAX_MESSAGE_BYTES = 1024 * 1024

/**
 * Azure Event Hubs in memory, over AMQP without TLS: hubs, partitions, consumer groups, start positions, owner levels
 * and credit as the real clients use them. It has no retention, no throttling, no geo-replication and no idempotent
 * producers, and takes any token.
 */
export async function startEventHub(options: { readonly hubs: readonly HubOptions[] }): Promise<EventHubEmulator> {
  const hubs = new Map<string, Hub>(options.hubs.map((hub) => [hub.name, createHub(hub)]))
  const container = create_container()
  offerMechanisms(container)
  serveLinks(container, hubs)

  const server = container.listen({
    port: 0,
    host: '127.0.0.1',
    max_frame_size: 65_536,
    channel_max: 4999,
    idle_time_out: 240_000,
    receiver_options: { autoaccept: false, credit_window: 300, max_message_size: MAX_MESSAGE_BYTES },
    sender_options: { autosettle: true },
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    connectionString: (hub) =>
      `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=example;` +
      `UseDevelopmentEmulator=true;EntityPath=${hub}`,
    events: (hub) =>
      (hubs.get(hub)?.partitions ?? []).flatMap(({ id, events }) =>
        events.map(({ sequenceNumber, partitionKey, message }) => {
          const body = Buffer.concat(dataSections(message)).toString('utf8')
          return { partitionId: id, sequenceNumber, partitionKey, body }
        }),
      ),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Only an error or an orderly end makes rhea clear the heartbeat of a connection.
        for (const socket of sockets) socket.destroy(new Error('the emulator has stopped'))
      }),
  }
}

function serveLinks(container: Container, hubs: ReadonlyMap<string, Hub>): void {
  const readers = createReaders(hubs)
  const producers = new WeakMap<Receiver, Destination>()

  container.on('connection_open', ({ connection }: EventContext) => passOverLateFrames(connection))
  container.on('receiver_open', ({ receiver }: EventContext) => {
    if (receiver === undefined) return
    const address = mirrorAddresses(receiver).target
    if (address === CBS || address === MANAGEMENT) return
    const destination = findDestination(address, hubs)
    if (destination instanceof LinkRefusal) receiver.close(destination)
    else producers.set(receiver, destination)
  })
  container.on('message', (context: EventContext) => {
    const { receiver } = context
    if (receiver === undefined) return
    const destination = producers.get(receiver)
    if (destination === undefined) return answerRequest(receiver.target?.address ?? '', context, hubs)
    const partition = ingest(destination, context)
    if (partition !== undefined) readers.wake(partition)
  })
  container.on('sender_open', ({ sender }: EventContext) => {
    if (sender === undefined) return
    const address = mirrorAddresses(sender).source
    if (address === CBS || address === MANAGEMENT) return
    const refusal = readers.attach(sender)
    if (refusal !== undefined) sender.close(refusal)
  })
  container.on('sendable', ({ sender }: EventContext) => sender !== undefined && readers.resume(sender))
  container.on('sender_close', ({ sender }: EventContext) => sender !== undefined && readers.detach(sender))
  for (const event of ['connection_close', 'disconnected']) {
    container.on(event, ({ connection }: EventContext) => readers.detachAll(connection))
  }
  // Without a listener rhea throws them: a client that leaves in the middle of something is no fault of the server.
  for (const event of [
    'connection_error',
    'session_error',
    'sender_error',
    'receiver_error',
    'protocol_error',
    'error',
  ]) {
    container.on(event, () => undefined)
  }
}

interface FrameHandlers {
  readonly remote_channel_map: Readonly<Record<number, unknown>>
  on_disposition(frame: { readonly channel: number }): void
  on_flow(frame: { readonly channel: number }): void
}

/**
 * A client that has ended a session may still acknowledge what was on its way to it. Rhea would take that for a breach
 * of the protocol and cut the connection, and the client's close would wait a minute for its answer.
 */
function passOverLateFrames(connection: Connection): void {
  const handlers = connection as unknown as FrameHandlers
  for (const name of ['on_disposition', 'on_flow'] as const) {
    const handle = handlers[name].bind(connection)
    handlers[name] = (frame) => (handlers.remote_channel_map[frame.channel] === undefined ? undefined : handle(frame))
  }
}

/** Answers an attach with the addresses it asked for; without them a client takes the link for refused. */
function mirrorAddresses(link: Sender | Receiver): { readonly source: string; readonly target: string } {
  const source = link.source?.address ?? ''
  const target = link.target?.address ?? ''
  link.set_source({ address: source })
  link.set_target({ address: target })
  return { source, target }
}

/**
 * The JavaScript client sends its key name by ANONYMOUS; MSSBCBS, "authenticate later on $cbs", is what the
 * clients of other languages ask for.
 */
function offerMechanisms(container: Container): void {
  const mechanisms = container.sasl_server_mechanisms as Record<string, unknown> & { enable_anonymous(): void }
  mechanisms.enable_anonymous()
  mechanisms.MSSBCBS = () => {
    const mechanism = { outcome: undefined as boolean | undefined, start: () => void (mechanism.outcome = true) }
    return mechanism
  }
}
