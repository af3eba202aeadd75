import { readFile } from 'node:fs'
import { join } from 'node:path'
import { loadSettings } from '../../shared/config/load'
import { networkLookup } from '../../shared/enrich/network-lookup'
import { parseNetworkTable } from '../../shared/enrich/network-table'
import { storedHistory } from '../../shared/state/stored-history'
import { describeError } from '../../shared/model/errors'
import { MINUTE, type EpochMs } from '../../shared/model/time'
import { oncePerActivity } from '../../shared/pipeline/once-per-activity'
import { dedupeNotices } from '../../shared/pipeline/dedupe-notices'
import type { Detector } from '../../shared/pipeline/detector'
import { learningStart } from '../../shared/pipeline/learning-start'
import { NO_OBSERVER, NO_TRACES } from '../../shared/pipeline/ports'
import { storedNatives } from '../../shared/pipeline/process-native'
import { reportUnreadable } from '../../shared/pipeline/unreadable-values'
import { RULES } from '../../shared/rules'
import { systemClock } from '../adapters/system-clock'
import { alertSinks } from './alert-sinks'
import { keepAlert } from './alert-store'
import { awsClients, type Clients } from './clients'
import { ssmClients } from './command-text/ssm-clients'
import { ssmCommandText } from './command-text/ssm-command-text'
import { dynamoState } from './dynamo-state'
import { embeddedMetrics, type EmbeddedMetrics } from './embedded-metrics'
import { snsHealth } from './health'
import { jsonLog, type Log } from './log'
import { parameterReader, type SettingTexts } from './parameters'
import { sqsQuarantine } from './sqs-quarantine'

/** Everything one run needs. */
export interface Composition extends Pick<Clients, 'sqs' | 'cloudTrail'> {
  readonly detector: Detector
  readonly metrics: EmbeddedMetrics
  readonly log: Log
}

/** Settings in parameters, and a pushed baseline, take effect within this time in a warm container. */
const REFRESH_AFTER_MS = 5 * MINUTE

/**
 * By the callback: loading the promises of the file system loads a dozen modules more,
 * which a cold start would wait for.
 */
const bytesOf = (path: string): Promise<Uint8Array> =>
  new Promise((resolve, reject) => readFile(path, (error, bytes) => (error === null ? resolve(bytes) : reject(error))))

/** What outlives settings: clients with their open connections, the network table, counts of the run. */
const container = () => {
  const clock = systemClock
  const clients = awsClients()
  const environment = process.env
  // Past the runtime's console, which would wrap the line so that CloudWatch finds no metrics in it.
  const log = jsonLog(
    clock,
    environment['AWS_LAMBDA_FUNCTION_NAME'] ?? 'runwarden',
    (line) => void process.stdout.write(`${line}\n`),
  )
  return {
    clock,
    clients,
    log,
    settings: Object.fromEntries(
      Object.entries(environment).filter(([name]) => name.startsWith('RUNWARDEN_')),
    ) as SettingTexts,
    region: environment['AWS_REGION'] ?? 'us-east-1',
    metrics: embeddedMetrics(clock),
    once: oncePerActivity(),
    networks: bytesOf(join(__dirname, 'networks.bin')).then(parseNetworkTable),
    readParameters: parameterReader(clients.ssm),
  }
}

type Container = ReturnType<typeof container>

/**
 * The only place of the AWS half that reads the process environment. Rejects when a resource is not
 * set that nothing works without.
 */
const compose = async (
  { clock, clients, log, region, metrics, once, ...container }: Container,
  functionArn: string,
): Promise<Composition> => {
  const [values, networks] = await Promise.all([container.readParameters(container.settings), container.networks])
  const { settings, problems } = loadSettings([{ origin: 'environment', values }])
  const table = required(settings.table, 'RUNWARDEN_TABLE')
  const topicArn = required(settings.topicArn, 'RUNWARDEN_TOPIC_ARN')
  const [, partition = 'aws', , , account = null] = functionArn.split(':')
  const state = dynamoState(clients.dynamo, table, clock, (kind) => void reportUnreadable(health, kind))
  const health = dedupeNotices(state, clock, snsHealth(clients.sns, settings.operationsTopicArn, log))
  const ssmFor = ssmClients({
    ownAccount: account,
    ownRegion: region,
    memberRoleName: settings.memberRoleName,
    partition,
    clock,
    clients,
  })
  const onUnkept = (cause: unknown): void => {
    metrics.count('StoreFailures')
    log('ERROR', 'alert sent but not kept', { error: describeError(cause) })
  }
  const detector: Detector = {
    settings,
    rules: RULES,
    limitsRate: true,
    learningStart: await learningStart(state, clock, settings),
    ports: {
      state,
      history: storedHistory(state, clock),
      text: ssmCommandText(ssmFor, partition, clock),
      natives: storedNatives(state, clock),
      network: networkLookup(networks, settings.knownNetworks),
      sinks: alertSinks(
        clients.sns,
        { ...settings, topicArn },
        (alert) => keepAlert(clients.dynamo, table, clock, alert),
        onUnkept,
      ).map(once),
      quarantine: sqsQuarantine(clients.sqs, required(settings.quarantineQueueUrl, 'RUNWARDEN_QUARANTINE_QUEUE_URL')),
      traces: NO_TRACES,
      metrics,
      health,
      clock,
      observer: NO_OBSERVER,
    },
  }
  if (problems.length > 0)
    await health.notice(
      'Settings cannot be read',
      'their defaults are used until they are ' +
        `corrected: ${problems.map(({ name, expected }) => `${name}: expected ${expected}`).join('; ')}`,
    )
  return { detector, metrics, log, sqs: clients.sqs, cloudTrail: clients.cloudTrail }
}

/** Only a missing resource is fatal: nothing could be said, remembered or put aside. */
const required = (value: string | null, name: string): string => {
  if (value === null)
    throw new Error(`${name} is not set: got nothing, expected a value written by the deployment; deploy again`)
  return value
}

/** Made while the function is initialised, so that the network table is read before the first event comes. */
const own: Container = container()
// The composition rejects for a table that cannot be read; until then nobody listens.
own.networks.catch(() => {})

let latest: { readonly parts: Promise<Composition>; readonly refreshAt: EpochMs } | undefined

/**
 * One composition for each container, replaced every five minutes. One that could not be
 * made is tried with the next event.
 */
export const composition = (functionArn: string): Promise<Composition> => {
  if (latest === undefined || own.clock.now() >= latest.refreshAt) {
    const parts = compose(own, functionArn).catch((cause: unknown) => {
      latest = undefined
      throw cause
    })
    latest = { parts, refreshAt: own.clock.now() + REFRESH_AFTER_MS }
  }
  return latest.parts
}
