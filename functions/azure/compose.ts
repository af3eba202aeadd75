import type { Settings } from '../../shared/config/settings'
import { storedHistory } from '../../shared/state/stored-history'
import type { Clock } from '../../shared/model/clock'
import { oncePerActivity } from '../../shared/pipeline/once-per-activity'
import type { Detector } from '../../shared/pipeline/detector'
import { learningStart } from '../../shared/pipeline/learning-start'
import { NO_NATIVES, NO_OBSERVER, type Sink } from '../../shared/pipeline/ports'
import { chatMessage, jsonMessage, mailMessage } from '../../shared/render/topic-message'
import { reportUnreadable } from '../../shared/pipeline/unreadable-values'
import { RULES } from '../../shared/rules'
import { alertArchive } from './alert-archive'
import { blobQuarantine } from './blob-quarantine'
import { dependenciesOf } from './dependencies'
import { given, type Host } from './host'
import type { TokenSource } from './identity/managed-identity'
import type { Log } from './log'
import { logHealth } from './log-health'
import { monitorSink } from './monitor-sink'
import { runCounts, type RunCounts } from './run-counts'
import { snsPublisher } from './sns/publisher'
import { snsSink, type Publisher } from './sns/sns-sink'
import { tracePublisher, type TracePublisher } from './sns/traces'
import { tableState } from './state/table-state'
import { prepareLocalStorage, storageAt, type Storage } from './storage'

/** Everything the functions need, made once for each instance. */
export interface Composition {
  /** A detector that logs and counts for one invocation. */
  readonly detectorFor: (log: Log) => { readonly detector: Detector; readonly counts: RunCounts }
  readonly storage: Storage
  readonly clock: Clock
  readonly traces: TracePublisher
}

/** The function app this code runs in: the only place of the Azure half that reads the process environment. */
export const functionApp = (): Host => ({ environment: process.env, home: __dirname })

/** The detector of a host, with its state in tables and its alerts going to where the settings say. */
export const compose = async (host: Host, log: Log): Promise<Composition> => {
  const { settings, problems, clock, tokens, text, ...dependencies } = dependenciesOf(host)
  const storage = await storageOf(host, tokens)
  const state = tableState(storage, clock, (kind) => void reportUnreadable(logHealth(log), kind))
  const history = storedHistory(state, clock)
  const quarantine = blobQuarantine(() => storage.container('quarantine'))
  const publisher = snsPublisher(settings, tokens, clock)
  const traces = tracePublisher(publisher, settings.digestTopicArn)
  const once = oncePerActivity()
  const [start, network] = await Promise.all([learningStart(state, clock, settings), dependencies.network])
  for (const { name, expected } of problems)
    await logHealth(log).notice(
      'A setting cannot be read',
      `${name}: expected ${expected}; its default is used until it is corrected`,
    )

  const detectorFor: Composition['detectorFor'] = (invocationLog) => {
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
        natives: NO_NATIVES,
        network,
        sinks: sinksOf(settings, storage, publisher, invocationLog).map(once),
        quarantine,
        traces,
        metrics: counts,
        health: logHealth(invocationLog),
        clock,
        observer: NO_OBSERVER,
      },
    }
    return { detector, counts }
  }
  return { detectorFor, storage, clock, traces }
}

/** The storage of the app, or of what takes its place. */
export const storageOf = async (host: Host, credential: TokenSource): Promise<Storage> => {
  const connectionString = given(host, 'AzureWebJobsStorage')
  if (connectionString !== null) {
    const local = storageAt({ kind: 'connection-string', connectionString })
    await prepareLocalStorage(local)
    return local
  }
  const [tables, blobs] = [
    given(host, 'AzureWebJobsStorage__tableServiceUri'),
    given(host, 'AzureWebJobsStorage__blobServiceUri'),
  ]
  if (tables === null || blobs === null)
    throw new Error(
      'no storage is configured: got no AzureWebJobsStorage__tableServiceUri and __blobServiceUri, expected the ' +
        'values written by the deployment; deploy again',
    )
  return storageAt({ kind: 'identity', tables, blobs, credential })
}

/**
 * Without a topic an action group may be the only way out; with neither, alerts wait in the retry store
 * for the topic to be connected.
 */
const sinksOf = (settings: Settings, storage: Storage, publisher: Publisher, log: Log): readonly Sink[] => {
  const context = { accountNames: settings.accountNames }
  const { topicArn, jsonTopicArn, chatTopicArn, actionGroupId } = settings
  const isMailed = topicArn !== null || actionGroupId === null
  return [
    alertArchive(() => storage.container('alerts')),
    monitorSink(log, context),
    ...(isMailed ? [snsSink('sns', publisher, topicArn, (alert) => mailMessage(alert, context), log)] : []),
    ...(jsonTopicArn === null ? [] : [snsSink('sns-json', publisher, jsonTopicArn, jsonMessage, log)]),
    ...(chatTopicArn === null
      ? []
      : [snsSink('sns-chat', publisher, chatTopicArn, (alert) => chatMessage(alert, context), log)]),
  ]
}
