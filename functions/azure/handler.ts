import { app, type EventHubFunctionOptions, type InvocationContext } from '@azure/functions'
import { compose, functionApp, type Composition } from './compose'
import { heartbeat } from './heartbeat'
import { hubsOf } from './host'
import type { Log } from './log'
import { takeBatch } from './take-batch'

let composed: Promise<Composition> | undefined

/** One composition for each instance; a failed one is tried again with the next invocation. */
const composition = (log: Log): Promise<Composition> => {
  composed ??= compose(functionApp(), log).catch((cause: unknown) => {
    composed = undefined
    throw cause
  })
  return composed
}

/** Each line is one text: Application Insights then keeps it whole, and queries parse it. */
const logOf =
  (context: InvocationContext): Log =>
  (level, line) =>
    context[level](JSON.stringify(line))

/** Retries run in the host's memory; 5, 10, 20, 40 and 60 seconds give a service that is down some two minutes. */
const RETRY = {
  strategy: 'exponentialBackoff',
  maxRetryCount: 5,
  minimumInterval: { seconds: 5 },
  maximumInterval: { minutes: 1 },
} as const

/** Without a retry context nothing would come again. */
const isLastAttempt = ({ retryContext }: InvocationContext): boolean =>
  retryContext === undefined || retryContext === null || retryContext.retryCount >= retryContext.maxRetryCount

const takeMessages = async (messages: unknown, context: InvocationContext): Promise<void> => {
  const log = logOf(context)
  const { detectorFor, traces } = await composition(log)
  const { detector, counts } = detectorFor(log)
  try {
    await takeBatch(detector, Array.isArray(messages) ? messages : [messages], isLastAttempt(context))
  } finally {
    log(
      'info',
      counts.line({
        function: context.functionName,
        attempt: context.retryContext?.retryCount ?? 0,
        digestsLost: traces.lost(),
      }),
    )
  }
}

const { consumerGroup, hasEndpointHub } = hubsOf(functionApp())

const trigger = (eventHubName: string): EventHubFunctionOptions => ({
  connection: 'EventHubConnection',
  eventHubName,
  consumerGroup,
  cardinality: 'many',
  retry: RETRY,
  handler: takeMessages,
})

app.eventHub('activityLog', trigger('%ACTIVITY_HUB_NAME%'))
if (hasEndpointHub) app.eventHub('endpoint', trigger('%ENDPOINT_HUB_NAME%'))
app.timer('heartbeat', {
  schedule: '0 */5 * * * *',
  handler: async (_timer, context) => {
    const log = logOf(context)
    await heartbeat(await composition(log), log)
  },
})
