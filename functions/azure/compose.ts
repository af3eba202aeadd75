import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadSettings } from '../../shared/config/load'
import type { Settings } from '../../shared/config/settings'
import { networkLookup } from '../../shared/enrich/network-lookup'
import { parseNetworkTable } from '../../shared/enrich/network-table'
import { storedHistory } from '../../shared/history/stored'
import type { Clock } from '../../shared/model/clock'
import { withoutDegradedRepeats } from '../../shared/pipeline/degraded-repeats'
import type { Detector } from '../../shared/pipeline/detector'
import { learningStart } from '../../shared/pipeline/installation'
import type { Sink } from '../../shared/pipeline/ports'
import { chatMessage, jsonMessage, mailMessage } from '../../shared/render/topic-message'
import { RULES } from '../../shared/rules'
import { alertArchive } from './alert-archive'
import { blobQuarantine } from './blob-quarantine'
import { armClient } from './command-text/arm-client'
import { armCommandText } from './command-text/arm-command-text'
import { managedIdentity, type TokenSource } from './identity/managed-identity'
import type { Log } from './log'
import { logHealth } from './log-health'
import { monitorSink } from './monitor-sink'
import { runCounts, type RunCounts } from './run-counts'
import { snsDigests, type Digests } from './sns/digests'
import { snsPublisher } from './sns/publisher'
import { snsSink, type Publisher } from './sns/sns-sink'
import { tableState } from './state/table-state'
import { prepareLocalStorage, storageAt, type Storage, type StorageAddress } from './storage'

export type Environment = Readonly<Record<string, string | undefined>>

/** Everything the functions need, made once for each instance. */
export interface Composition {
  /** A detector that logs and counts for one invocation. */
  readonly detectorFor: (log: Log) => { readonly detector: Detector; readonly counts: RunCounts }
  readonly storage: Storage
  readonly clock: Clock
  readonly digests: Digests
}

/** Where a composition runs. `tokens` stands in for the managed identity outside Azure. */
export interface Host {
  readonly environment: Environment
  /** Folder of the network table. */
  readonly home: string
  readonly tokens?: TokenSource
}

/** The function app this code runs in. */
export const functionApp = (): Host => ({ environment: process.env, home: __dirname })

/** The consumer group the triggers read in, and whether there is a hub of process events. */
export const hubsOf = ({ environment }: Host): { readonly consumerGroup: string; readonly hasEndpointHub: boolean } => ({
  consumerGroup: given(environment, 'HUB_CONSUMER_GROUP') ?? 'runwarden',
  hasEndpointHub: given(environment, 'ENDPOINT_HUB_NAME') !== null,
})

const given = (environment: Environment, name: string): string | null => {
  const value = environment[name]
  return value === undefined || value === '' ? null : value
}

/** The only place of the Azure half that reads the process environment. */
export const compose = async (host: Host, log: Log): Promise<Composition> => {
  const { environment } = host
  const clock: Clock = { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random }
  const own = Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('RUNWARDEN_')))
  const { settings, problems } = loadSettings([{ origin: 'environment', values: own }])
  const tokens = host.tokens ?? identityOf(environment, settings, clock)
  const storage = await storageOf(environment, tokens)
  const state = tableState(storage, clock)
  const history = storedHistory(state, clock)
  const arm = armClient({ endpoint: given(environment, 'RESOURCE_MANAGER_ENDPOINT') ?? 'https://management.azure.com', tokens }, clock)
  const text = armCommandText(arm)
  const network = networkLookup(parseNetworkTable(readFileSync(join(host.home, 'networks.bin'))), settings.knownNetworks)
  const quarantine = blobQuarantine(() => storage.container('quarantine'))
  const publisher = snsPublisher(settings, tokens, clock)
  const digests = snsDigests(publisher, settings.digestTopicArn)
  const once = withoutDegradedRepeats()
  const start = await learningStart(state, clock, settings)
  for (const { name, expected } of problems) await logHealth(log).notice('A setting cannot be read', `${name}: expected ${expected}; its default is used until it is corrected`)

  const detectorFor = (invocationLog: Log): ReturnType<Composition['detectorFor']> => {
    const counts = runCounts()
    const detector: Detector = {
      settings,
      rules: RULES,
      limitsRate: true,
      learningStart: start,
      ports: {
        state,
        history,
        text,
        network,
        sinks: sinksOf(settings, storage, publisher, invocationLog).map(once),
        quarantine,
        metrics: counts,
        health: logHealth(invocationLog),
        clock,
        observer: { judged: (activity, _verdict, facts) => digests.offer(activity, facts.network.asn), amended: () => {}, counted: () => {}, kept: () => {} },
      },
    }
    return { detector, counts }
  }
  return { detectorFor, storage, clock, digests }
}

const identityOf = (environment: Environment, settings: Settings, clock: Clock): TokenSource => {
  const [endpoint, header] = [given(environment, 'IDENTITY_ENDPOINT'), given(environment, 'IDENTITY_HEADER')]
  if (endpoint !== null && header !== null) return managedIdentity({ endpoint, header, clientId: settings.clientId }, clock)
  return { getToken: () => Promise.reject(new Error('this host has no managed identity: got no IDENTITY_ENDPOINT and IDENTITY_HEADER, expected them from the platform; assign an identity')) }
}

/** The app's own storage: the Functions host keeps its checkpoints there too, so neither goes on without the other. */
const storageOf = async (environment: Environment, credential: TokenSource): Promise<Storage> => {
  const connectionString = given(environment, 'AzureWebJobsStorage')
  if (connectionString !== null) {
    const local = storageAt({ kind: 'connection-string', connectionString })
    await prepareLocalStorage(local)
    return local
  }
  const [tables, blobs] = [given(environment, 'AzureWebJobsStorage__tableServiceUri'), given(environment, 'AzureWebJobsStorage__blobServiceUri')]
  if (tables === null || blobs === null) throw new Error('no storage is configured: got no AzureWebJobsStorage__tableServiceUri and __blobServiceUri, expected the values written by the deployment; deploy again')
  const address: StorageAddress = { kind: 'identity', tables, blobs, credential }
  return storageAt(address)
}

/** Without a topic an action group may be the only way out; with neither, alerts wait in the retry store for the topic to be connected. */
const sinksOf = (settings: Settings, storage: Storage, publisher: Publisher, log: Log): readonly Sink[] => {
  const context = { accountNames: settings.accountNames }
  const { topicArn, jsonTopicArn, chatTopicArn, actionGroupUrl } = settings
  const isMailed = topicArn !== null || actionGroupUrl === null
  return [
    alertArchive(() => storage.container('alerts')),
    monitorSink(log, context),
    ...(isMailed ? [snsSink('sns', publisher, topicArn, (alert) => mailMessage(alert, context), log)] : []),
    ...(jsonTopicArn === null ? [] : [snsSink('sns-json', publisher, jsonTopicArn, jsonMessage, log)]),
    ...(chatTopicArn === null ? [] : [snsSink('sns-chat', publisher, chatTopicArn, (alert) => chatMessage(alert, context), log)]),
  ]
}
