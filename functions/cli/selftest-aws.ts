import { CloudTrailClient, DescribeTrailsCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { ListSubscriptionsByTopicCommand, SNSClient, type Subscription } from '@aws-sdk/client-sns'
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { selftestEntry, type SelftestReport } from '../../shared/contracts/self-test'
import { SELFTEST } from '../../shared/state/kinds'
import type { StateStore } from '../../shared/state/store'
import { MINUTE, SECOND } from '../../shared/model/time'
import { plain } from '../../shared/render/neutralize'
import { systemClock } from '../adapters/system-clock'
import { dynamoState } from '../aws/dynamo-state'
import { findInstallation, type InstallationOptions } from './aws/installation'
import { EXIT, write, type Io } from './io'

export interface SelftestAwsOptions extends InstallationOptions {
  /** How long to wait for the report, in minutes. */
  readonly minutes?: number
}

const DEFAULT_MINUTES = 2

/** A hop of the way, whether it works, and what is known of it. */
interface Hop {
  readonly name: string
  readonly works: boolean
  readonly detail: string
}

/**
 * `runwarden selftest aws`: looks whether a trail logs and somebody has confirmed a subscription, then
 * sends a marked event through the bus of the account and reports each hop with its latency. Resolves to 0
 * when every hop works, else to 1.
 */
export const selftestAws = async (
  { minutes = DEFAULT_MINUTES, ...options }: SelftestAwsOptions,
  io: Io,
): Promise<number> => {
  const { region, topicArn, table } = await findInstallation(['topicArn', 'table'], options, io)
  let works = true
  const report = async (hop: Hop): Promise<void> => {
    works &&= hop.works
    await write(io.stdout, `${hop.works ? 'ok    ' : 'FAILED'}  ${hop.name.padEnd(14)}${hop.detail}\n`)
  }
  const trail = await trailHop(region)
  await report(trail)
  // Without a trail nothing will ever arrive, whatever the marked event does.
  if (!trail.works) return EXIT.failOn
  await report(await subscriptionHop(region, topicArn))
  const state = dynamoState(new DynamoDBClient({ region }), table, systemClock)
  for await (const hop of markedEvent(region, state, minutes)) await report(hop)
  return works ? EXIT.done : EXIT.failOn
}

/** A trail in another Region feeds this one's bus only when it is multi-Region. */
const trailHop = async (region: string): Promise<Hop> => {
  const client = new CloudTrailClient({ region })
  const { trailList = [] } = await client.send(new DescribeTrailsCommand({}))
  const seeing = trailList.filter(
    ({ IsMultiRegionTrail, HomeRegion }) => IsMultiRegionTrail === true || HomeRegion === region,
  )
  for (const { TrailARN, Name } of seeing) {
    const isLogging = await client.send(new GetTrailStatusCommand({ Name: TrailARN })).then(
      (status) => status.IsLogging === true,
      () => false,
    )
    if (isLogging) return { name: 'trail', works: true, detail: `${plain(Name ?? '', 128)} logs` }
  }
  const detail = seeing.length === 0 ? `no trail records ${region}` : `no trail that records ${region} is logging`
  return { name: 'trail', works: false, detail: `${detail}: nothing will arrive; create a trail or start its logging` }
}

const subscriptionHop = async (region: string, TopicArn: string): Promise<Hop> => {
  const client = new SNSClient({ region })
  const subscriptions: Subscription[] = []
  let next: string | undefined
  do {
    const page = await client.send(
      new ListSubscriptionsByTopicCommand({ TopicArn, ...(next === undefined ? {} : { NextToken: next }) }),
    )
    subscriptions.push(...(page.Subscriptions ?? []))
    next = page.NextToken
  } while (next !== undefined)
  const waiting = subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:') !== true)
  const confirmed = subscriptions.length - waiting.length
  const addresses = waiting.map(({ Endpoint }) => plain(Endpoint ?? '', 128)).join(', ')
  const rest = `, ${waiting.length} waiting for a click on the link in their mail: ${addresses}`
  const detail = `${confirmed} confirmed${waiting.length === 0 ? '' : rest}`
  return {
    name: 'subscriptions',
    works: confirmed > 0,
    detail: confirmed > 0 ? detail : `${detail}; nobody receives alerts`,
  }
}

async function* markedEvent(region: string, state: StateStore, minutes: number): AsyncGenerator<Hop> {
  const mark = randomBytes(16).toString('hex')
  const sentAt = Date.now()
  const { Entries = [] } = await new EventBridgeClient({ region }).send(
    new PutEventsCommand({
      Entries: [selftestEntry(mark)],
    }),
  )
  const refused = Entries[0]?.ErrorCode
  if (refused !== undefined) return yield { name: 'bus', works: false, detail: `refused the event: ${refused}` }
  const takenAt = Date.now()
  yield { name: 'bus', works: true, detail: `took the event in ${duration(takenAt - sentAt)}` }

  const report = await reportOf(state, mark, takenAt + minutes * MINUTE)
  if (report === null)
    return yield {
      name: 'function',
      works: false,
      detail: `left no report within ${minutes} minutes: see its log, and the rule for selftest events`,
    }
  const seenAt = Date.now()
  yield { name: 'function', works: true, detail: `received it ${duration(report.receivedAt - takenAt)} later` }
  if (report.publishedAt === null)
    return yield { name: 'topic', works: false, detail: `took nothing: ${plain(report.problem ?? '', 500)}` }
  yield {
    name: 'topic',
    works: true,
    detail: `took the test alert ${duration(report.publishedAt - report.receivedAt)} after that`,
  }
  yield {
    name: 'alert store',
    works: true,
    detail: `holds alert ${mark}; all in all ${duration(seenAt - sentAt)}; its mail says [TEST]`,
  }
}

/** The clocks of this machine and of the function may differ by more than the event takes. */
const duration = (ms: number): string => `${Math.max(0, ms)} ms`

const reportOf = async (state: StateStore, mark: string, until: number): Promise<SelftestReport | null> => {
  while (Date.now() < until) {
    const report = (await state.read(SELFTEST, [mark])).get(mark)?.value
    if (report !== undefined) return report
    await sleep(SECOND / 4)
  }
  return null
}
