import { TableClient } from '@azure/data-tables'
import { EventHubProducerClient } from '@azure/event-hubs'
import { ContainerClient } from '@azure/storage-blob'
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import { join } from 'node:path'
import { startAzureStorage, type AzureStorageEmulator } from '../emulators/azure-storage'
import { clientSettings } from '../emulators/client-settings'
import { startEventHub, type EventHubEmulator } from '../emulators/event-hub'
import { createFaultPlan, type FaultPlan } from '../emulators/fault-plan'
import { startFaultProxy, type ProxiedCall } from '../emulators/fault-proxy'
import { startFunctionsHost, type FunctionsHost } from '../emulators/functions-host'
import { openMailbox, type Mailbox } from '../emulators/mailbox'
import { IDENTITY_OBJECT_ID, startManagedIdentity, TENANT_ID } from '../emulators/managed-identity'
import { startSnsSqs } from '../emulators/sns-sqs'
import { startStsStub, type StsStub } from '../emulators/sts-stub'
import { startArmStub, type ArmStub } from './arm-stub'
import { startTrigger, type Trigger } from './event-hub-trigger'

const HUB = 'activity'
export const ENDPOINT_HUB = 'endpoint'
/** A hub that the app does not read. */
export const OTHER_HUB = 'other'

const HUBS = [HUB, ENDPOINT_HUB, OTHER_HUB]

const ROLE_ARN = 'arn:aws:iam::123456789012:role/runwarden-azure-publisher'
const AUDIENCE = 'api://00000000-0000-0000-0000-00000000000d'
const CLIENT_ID = '00000000-0000-0000-0000-00000000000e'

/** Everything around the built function app: its services as emulators, those that can fail behind a proxy. */
export interface AzureWorld {
  readonly app: FunctionsHost
  /** Further instances of the same app, with other settings where they are given. */
  readonly another: (settings?: Readonly<Record<string, string>>) => Promise<FunctionsHost>
  /** App settings, for what runs outside the app. */
  readonly settings: Readonly<Record<string, string>>
  readonly alerts: Mailbox
  readonly digests: Mailbox
  readonly arm: ArmStub
  readonly sts: StsStub
  readonly faults: {
    readonly tables: FaultPlan
    readonly blobs: FaultPlan
    readonly sns: FaultPlan
    readonly arm: FaultPlan
  }
  readonly storage: AzureStorageEmulator
  readonly hub: EventHubEmulator
  /** Puts messages into a hub, each with the partition key given, if any. */
  readonly produce: (
    messages: readonly unknown[],
    options?: { readonly hub?: string; readonly partitionKey?: string },
  ) => Promise<void>
  /** Reads a hub, or some of its partitions, for an instance of the app, as the host would. */
  readonly trigger: (host?: FunctionsHost, functionName?: string, partitions?: readonly string[]) => Promise<Trigger>
  readonly table: (name: string) => TableClient
  /** Makes deferred work due, whose time is the wall clock's; resolves to how much there is. */
  readonly makeDue: () => Promise<number>
  readonly blobs: (container: string) => Promise<readonly { readonly name: string; readonly content: unknown }[]>
  readonly stop: () => Promise<void>
}

const repository = join(__dirname, '..', '..')

export interface AzureWorldOptions {
  /** Entry of the app; the built bundle when not given. */
  readonly app?: string
  /** Faults of each service from the start. */
  readonly faults?: Partial<AzureWorld['faults']>
  /** Sees each call of the app to tables, blobs and SNS. */
  readonly onCall?: (call: ProxiedCall) => void
}

/** Starts the emulators and the built bundle. `settings` are further app settings. */
export const startAzureWorld = async (
  settings: Readonly<Record<string, string>> = {},
  { app = join(repository, 'dist', 'azure', 'index.js'), faults: planned = {}, onCall }: AzureWorldOptions = {},
): Promise<AzureWorld> => {
  const faults = {
    tables: createFaultPlan(),
    blobs: createFaultPlan(),
    sns: createFaultPlan(),
    arm: createFaultPlan(),
    ...planned,
  }
  const trust = { issuer: `https://sts.windows.net/${TENANT_ID}/`, audience: AUDIENCE, subject: IDENTITY_OBJECT_ID }
  const [storage, hub, messages, identity, sts, arm] = await Promise.all([
    startAzureStorage(),
    startEventHub({ hubs: HUBS.map((name) => ({ name, consumerGroups: ['runwarden', 'tail'] })) }),
    startSnsSqs(),
    startManagedIdentity({ clientId: CLIENT_ID }),
    startStsStub({ roles: [{ arn: ROLE_ARN, webIdentity: trust }] }),
    startArmStub(faults.arm),
  ])
  const [tableProxy, blobProxy, snsProxy] = await Promise.all([
    startFaultProxy(storage.tableEndpoint, faults.tables, onCall),
    startFaultProxy(storage.blobEndpoint, faults.blobs, onCall),
    startFaultProxy(messages.endpoint, faults.sns, onCall),
  ])
  const sns = new SNSClient(clientSettings(messages.endpoint))
  const topic = async (Name: string): Promise<string> =>
    (await sns.send(new CreateTopicCommand({ Name }))).TopicArn ?? ''
  const [topicArn, digestTopicArn] = await Promise.all([topic('alerts'), topic('digests')])
  const [alerts, digests] = await Promise.all([
    openMailbox(messages.endpoint, topicArn, 'alerts-mailbox'),
    openMailbox(messages.endpoint, digestTopicArn, 'digests-mailbox'),
  ])
  const env: Readonly<Record<string, string>> = {
    AzureWebJobsStorage: storage.connectionStringFor({ blob: blobProxy.endpoint, table: tableProxy.endpoint }),
    EventHubConnection: hub.connectionString(HUB),
    ACTIVITY_HUB_NAME: HUB,
    ENDPOINT_HUB_NAME: ENDPOINT_HUB,
    HUB_CONSUMER_GROUP: 'runwarden',
    RESOURCE_MANAGER_ENDPOINT: arm.endpoint,
    AWS_ENDPOINT_URL_SNS: snsProxy.endpoint,
    AWS_ENDPOINT_URL_STS: sts.endpoint,
    RUNWARDEN_TOPIC_ARN: topicArn,
    RUNWARDEN_DIGEST_TOPIC_ARN: digestTopicArn,
    RUNWARDEN_AWS_ROLE_ARN: ROLE_ARN,
    RUNWARDEN_AWS_AUDIENCE: AUDIENCE,
    RUNWARDEN_IDENTITY_CLIENT_ID: CLIENT_ID,
    RUNWARDEN_LEARNING_DAYS: '0',
    ...identity.env,
    ...settings,
  }
  const hosts: FunctionsHost[] = []
  const start = async (others: Readonly<Record<string, string>> = {}): Promise<FunctionsHost> => {
    const host = await startFunctionsHost({ entry: app, env: { ...env, ...others } })
    hosts.push(host)
    return host
  }
  const first = await start()
  const producers = new Map(HUBS.map((name) => [name, new EventHubProducerClient(hub.connectionString(name))]))
  const triggers: Trigger[] = []
  const insecure = { allowInsecureConnection: true }

  return {
    app: first,
    another: start,
    settings: env,
    alerts,
    digests,
    arm,
    sts,
    faults,
    storage,
    hub,
    produce: async (bodies, { hub: name = HUB, partitionKey } = {}) => {
      const events = bodies.map((body) => ({ body }))
      await producers.get(name)?.sendBatch(events, partitionKey === undefined ? {} : { partitionKey })
    },
    trigger: async (host = first, functionName = 'activityLog', partitions) => {
      const hubConnection = hub.connectionString(functionName === 'endpoint' ? ENDPOINT_HUB : HUB)
      const trigger = await startTrigger({
        host,
        functionName,
        hubConnection,
        consumerGroup: 'runwarden',
        storageConnection: storage.connectionString,
        ...(partitions === undefined ? {} : { partitions }),
      })
      triggers.push(trigger)
      return trigger
    },
    table: (name) => TableClient.fromConnectionString(storage.connectionString, name, insecure),
    makeDue: async () => {
      const table = TableClient.fromConnectionString(storage.connectionString, 'activities', insecure)
      let count = 0
      for await (const { partitionKey = '', rowKey = '' } of table.listEntities({
        queryOptions: { filter: "PartitionKey eq 'deferred'" },
      })) {
        await table.updateEntity({ partitionKey, rowKey, dueAt: new Date(0) }, 'Merge')
        count++
      }
      return count
    },
    blobs: async (name) => {
      const container = new ContainerClient(storage.connectionString, name)
      await container.createIfNotExists()
      const found: { name: string; content: unknown }[] = []
      for await (const blob of container.listBlobsFlat()) {
        const content: unknown = JSON.parse(
          (await container.getBlobClient(blob.name).downloadToBuffer()).toString('utf8'),
        )
        found.push({ name: blob.name, content })
      }
      return found
    },
    stop: async () => {
      await Promise.all(triggers.map((trigger) => trigger.stop()))
      await Promise.all([...producers.values()].map((producer) => producer.close()))
      alerts.close()
      digests.close()
      sns.destroy()
      await Promise.all(hosts.map((host) => host.stop()))
      await Promise.all([tableProxy, blobProxy, snsProxy, arm, sts, identity].map((server) => server.stop()))
      await Promise.all([storage.stop(), hub.stop(), messages.stop()])
    },
  }
}
