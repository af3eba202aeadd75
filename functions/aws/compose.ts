import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SNSClient } from '@aws-sdk/client-sns'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import type { SQSClient } from '@aws-sdk/client-sqs'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadSettings } from '../../shared/config/load'
import type { Settings } from '../../shared/config/settings'
import { networkLookup } from '../../shared/enrich/network-lookup'
import { parseNetworkTable } from '../../shared/enrich/network-table'
import { storedHistory } from '../../shared/history/stored'
import type { Alert } from '../../shared/model/alert'
import type { Clock } from '../../shared/model/clock'
import type { Detector } from '../../shared/pipeline/detector'
import { learningStart } from '../../shared/pipeline/installation'
import type { Sink } from '../../shared/pipeline/ports'
import { textWithNatives } from '../../shared/pipeline/process-native'
import { chatMessage, jsonMessage, mailMessage } from '../../shared/render/topic-message'
import { RULES } from '../../shared/rules'
import { keepAlert } from './alert-store'
import { ssmClients, type AwsCredentials } from './command-text/clients'
import { ssmCommandText } from './command-text/ssm-command-text'
import { dynamoState } from './dynamo-state'
import { embeddedMetrics, type EmbeddedMetrics } from './embedded-metrics'
import { snsHealth } from './health'
import { partitionOf } from './partition'
import { snsSink } from './sns-sink'
import { sqsQuarantine } from './sqs-quarantine'

/** Everything the handler needs, made once for each container. */
export interface Composition {
  readonly detector: Detector
  readonly metrics: EmbeddedMetrics
  readonly sqs: () => Promise<SQSClient>
  readonly region: string
  readonly account: string | null
  /** Writes one line past the runtime's console, which would wrap it so that CloudWatch finds no metrics in it. */
  readonly print: (line: string) => void
}

/** A hung connection must not eat the function's 30 seconds. */
const QUICK = { requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000 }, maxAttempts: 3 }

/** The only place of the AWS half that reads the process environment. */
export const compose = async (): Promise<Composition> => {
  const environment = process.env
  const region = environment['AWS_REGION'] ?? 'us-east-1'
  const clock: Clock = { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random }
  const ssm = new SSMClient(QUICK)
  const { settings, problems } = loadSettings([{ origin: 'environment', values: await follow(environment, ssm) }])
  const dynamo = new DynamoDBClient(QUICK)
  const sns = new SNSClient(QUICK)
  const sqs = lazily(async () => {
    const { SQSClient: Client } = await import('./lazy-sqs')
    return new Client(QUICK)
  })
  const table = required(settings.table, 'RUNWARDEN_TABLE')
  const state = dynamoState(dynamo, table, clock)
  const metrics = embeddedMetrics(clock, environment['AWS_LAMBDA_FUNCTION_NAME'] ?? 'runwarden')
  const health = snsHealth(sns, settings.operationsTopicArn)
  const account = environment['RUNWARDEN_ACCOUNT'] ?? /:(\d{12}):/.exec(settings.topicArn ?? '')?.[1] ?? null
  const clients = ssmClients({
    ownAccount: account,
    ownRegion: region,
    memberRoleName: settings.memberRoleName,
    partition: partitionOf(region),
    now: Date.now,
    make: (where, credentials) => (where === region && credentials === null ? ssm : new SSMClient({ ...QUICK, region: where, ...(credentials === null ? {} : { credentials }) })),
    assume: assumeRole,
  })
  const detector: Detector = {
    settings,
    rules: RULES,
    limitsRate: true,
    learningStart: await learningStart(state, clock, settings),
    ports: {
      state,
      history: storedHistory(state, clock),
      text: textWithNatives(state, clock, ssmCommandText(clients, clock)),
      network: networkLookup(parseNetworkTable(readFileSync(join(__dirname, 'networks.bin'))), settings.knownNetworks),
      sinks: sinks(sns, settings, (alert) => keepAlert(dynamo, table, clock, alert)),
      quarantine: sqsQuarantine(sqs, required(settings.quarantineQueueUrl, 'RUNWARDEN_QUARANTINE_QUEUE_URL')),
      metrics,
      health,
      clock,
      observer: { judged: () => {}, amended: () => {}, counted: () => {}, kept: () => {} },
    },
  }
  for (const { name, expected } of problems) await health.notice('A setting cannot be read', `${name}: expected ${expected}; its default is used until it is corrected`)
  return { detector, metrics, sqs, region, account, print: (line) => void process.stdout.write(`${line}\n`) }
}

/** Only a missing topic or table is fatal: nothing could be said or remembered. */
const required = (value: string | null, name: string): string => {
  if (value === null) throw new Error(`${name} is not set: got nothing, expected a value written by the deployment; deploy again`)
  return value
}

const lazily = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}

const sinks = (sns: SNSClient, settings: Settings, keep: (alert: Alert) => Promise<void>): readonly Sink[] => {
  const context = { accountNames: settings.accountNames }
  const mail = snsSink('sns', sns, required(settings.topicArn, 'RUNWARDEN_TOPIC_ARN'), (alert) => mailMessage(alert, context))
  const kept: Sink = {
    name: mail.name,
    send: async (alert) => {
      await Promise.all([keep(alert), mail.send(alert)])
    },
  }
  const asJson = settings.jsonTopicArn === null ? [] : [snsSink('sns-json', sns, settings.jsonTopicArn, jsonMessage)]
  const chat = settings.chatTopicArn === null ? [] : [snsSink('sns-chat', sns, settings.chatTopicArn, (alert) => chatMessage(alert, context))]
  return [kept, ...asJson, ...chat]
}

const assumeRole = async (RoleArn: string, region: string, DurationSeconds: number): Promise<AwsCredentials> => {
  const { AssumeRoleCommand, STSClient } = await import('./lazy-sts')
  const { Credentials } = await new STSClient({ ...QUICK, region }).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'runwarden', DurationSeconds }))
  if (Credentials?.AccessKeyId === undefined || Credentials.SecretAccessKey === undefined || Credentials.SessionToken === undefined) throw new Error(`no credentials for ${RoleArn}`)
  return { accessKeyId: Credentials.AccessKeyId, secretAccessKey: Credentials.SecretAccessKey, sessionToken: Credentials.SessionToken, expiration: Credentials.Expiration ?? new Date(0) }
}

/** Replaces `ssm:/path` values by the parameter's value; one that cannot be read is left as it is and reported as unreadable. */
const follow = async (environment: NodeJS.ProcessEnv, ssm: SSMClient): Promise<Record<string, string | undefined>> => {
  const entries = Object.entries(environment).filter(([name]) => name.startsWith('RUNWARDEN_') && name !== 'RUNWARDEN_ACCOUNT')
  return Object.fromEntries(
    await Promise.all(
      entries.map(async ([name, value]) => {
        if (value?.startsWith('ssm:') !== true) return [name, value] as const
        const parameter = await ssm.send(new GetParameterCommand({ Name: value.slice('ssm:'.length), WithDecryption: true })).catch(() => null)
        return [name, parameter?.Parameter?.Value ?? value] as const
      }),
    ),
  )
}
