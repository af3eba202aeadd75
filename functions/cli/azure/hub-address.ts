import {
  EventHubConsumerClient,
  EventHubProducerClient,
  type CheckpointStore,
  type EventHubConsumerClientOptions,
} from '@azure/event-hubs'
import { given, type Host } from '../../azure/host'
import type { TokenSource } from '../../azure/identity/managed-identity'
import { UsageError } from '../io'

export interface HubOptions {
  /** Event Hubs namespace, its name or its whole host name. */
  readonly namespace?: string
  readonly hub?: string
}

/** Where a hub is and how it is opened. */
export type HubAddress = { readonly hub: string } & (
  | { readonly connectionString: string }
  | { readonly namespace: string; readonly credential: TokenSource }
)

const NAMESPACE = /^[a-z][a-z0-9-]{0,49}(?:\.[a-z0-9.-]+)?$/i

/**
 * The hub of the options, else of the app settings that the function app itself has. Throws a
 * UsageError when there is none to be had.
 */
export const hubAddress = ({ namespace, hub }: HubOptions, host: Host, credential: TokenSource): HubAddress => {
  const connectionString = given(host, 'EventHubConnection')
  const name =
    hub ?? given(host, 'ACTIVITY_HUB_NAME') ?? /;EntityPath=([^;]+)/i.exec(connectionString ?? '')?.[1] ?? 'activity'
  if (namespace === undefined && connectionString !== null) {
    if (!/^Endpoint=sb:\/\/[^;]+;.*SharedAccess(?:Key|Signature)=/i.test(connectionString))
      throw new UsageError(
        'EventHubConnection: got something else, expected a connection string ' +
          '(Endpoint=sb://...;SharedAccessKeyName=...;SharedAccessKey=...); remove it, and give --namespace',
      )
    return { hub: name, connectionString: connectionString.replace(/;EntityPath=[^;]*/i, '') }
  }
  const where = namespace ?? given(host, 'EventHubConnection__fullyQualifiedNamespace')
  if (where === null)
    throw new UsageError(
      '--namespace: got none, expected the Event Hubs namespace of the installation; azd env get-values shows it ' +
        'as RUNWARDEN_HUB_HOST',
    )
  if (!NAMESPACE.test(where))
    throw new UsageError(
      `--namespace: got ${where}, expected the name or the host name of an Event Hubs namespace; azd env ` +
        'get-values shows it as RUNWARDEN_HUB_HOST',
    )
  return { hub: name, namespace: where.includes('.') ? where : `${where}.servicebus.windows.net`, credential }
}

export const hubProducer = (address: HubAddress): EventHubProducerClient =>
  'connectionString' in address
    ? new EventHubProducerClient(address.connectionString, address.hub)
    : new EventHubProducerClient(address.namespace, address.hub, address.credential)

/** Partitions are taken all at once; another reader of the group gets its share. */
const OPTIONS: EventHubConsumerClientOptions = {
  loadBalancingOptions: { strategy: 'greedy', updateIntervalInMs: 5_000 },
}

export const hubConsumer = (
  address: HubAddress,
  group: string,
  store: CheckpointStore | null,
): EventHubConsumerClient => {
  if ('connectionString' in address)
    return store === null
      ? new EventHubConsumerClient(group, address.connectionString, address.hub, OPTIONS)
      : new EventHubConsumerClient(group, address.connectionString, address.hub, store, OPTIONS)
  const { namespace, hub, credential } = address
  return store === null
    ? new EventHubConsumerClient(group, namespace, hub, credential, OPTIONS)
    : new EventHubConsumerClient(group, namespace, hub, credential, store, OPTIONS)
}
