import type { SSMClient } from '@aws-sdk/client-ssm'
import { tookEffect, type Activity, type Payload, type Scope, type Targets } from '../../../shared/model/activity'
import type { Clock } from '../../../shared/model/clock'
import type { TextSource } from '../../../shared/model/operation'
import type { CommandTextPort } from '../../../shared/pipeline/ports'
import { findOperation } from '../../../shared/providers/aws/operations'
import { callFor, readText } from './read-text'
import { resolveTargets } from './resolve-targets'

/** Answers kept for a container's life: a redelivered command costs no second call. */
const MAX_CACHED = 500

/** All that may be asked for one alert ends after this: an alert without text beats a late one. */
const PATIENCE_MS = 5_000

type ClientFor = (scope: Scope) => Promise<SSMClient>

/** What was learned of one record. */
type Learned = Pick<Activity, 'payload' | 'targets'>

/**
 * Command text and machines of AWS activities, read from Systems Manager in the account and Region of the
 * call. Never rejects: throttling, denial and a missing role become the reason why there is no text, and
 * whether it is worth asking again.
 */
export const ssmCommandText = (clientFor: ClientFor, partition: string, clock: Clock): CommandTextPort => {
  const cache = new Map<string, Promise<Learned>>()

  const learn = async (activity: Activity): Promise<Learned> => {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const [payload, targets] = await Promise.all([
      payloadOf(clientFor, partition, clock, signal, activity),
      targetsOf(clientFor, signal, activity),
    ])
    return { payload, targets }
  }

  const cached = (activity: Activity): Promise<Learned> => {
    // A correction has the id of what it corrects, and other content.
    const key = `${activity.id} ${activity.origin.hash}`
    const known = cache.get(key)
    if (known !== undefined) return known
    const learned = learn(activity)
    if (cache.size >= MAX_CACHED) cache.delete(cache.keys().next().value ?? '')
    cache.set(key, learned)
    // What could not be read now may be readable when the record comes again.
    void learned.then(({ payload }) => payload.kind === 'hidden' && cache.delete(key))
    return learned
  }

  return { complete: async (activity) => (mayAsk(activity) ? { ...activity, ...(await cached(activity)) } : activity) }
}

const mayAsk = (activity: Activity): boolean =>
  activity.cloud === 'aws' &&
  activity.process === null &&
  !activity.automatic &&
  tookEffect(activity) &&
  (callFor(activity, sourceOf(activity)) !== null || activity.targets.kind === 'selected')

const sourceOf = ({ operation }: Activity): TextSource => findOperation(operation)?.text ?? 'none'

const payloadOf = async (
  clientFor: ClientFor,
  partition: string,
  clock: Clock,
  signal: AbortSignal,
  activity: Activity,
): Promise<Payload> => {
  const call = callFor(activity, sourceOf(activity))
  if (call === null) return activity.payload
  try {
    const client = await clientFor(activity.scope)
    const text = await readText({ client, partition, activity, clock, signal }, sourceOf(activity))
    return text === null ? { kind: 'none' } : { kind: 'text', text }
  } catch (cause) {
    return activity.payload.kind === 'text'
      ? activity.payload
      : {
          kind: 'hidden',
          reason: `text not available: ${reasonOf(call, cause)}`,
          ...(isForGood(cause) ? {} : { again: true }),
        }
  }
}

const targetsOf = async (clientFor: ClientFor, signal: AbortSignal, activity: Activity): Promise<Targets> => {
  if (activity.targets.kind !== 'selected') return activity.targets
  try {
    return await resolveTargets(await clientFor(activity.scope), activity, signal)
  } catch {
    return activity.targets
  }
}

/** Denial lasts until somebody changes a policy; everything else passes. */
const isForGood = (cause: unknown): boolean =>
  cause instanceof Error && (cause.name === 'NoAccess' || DENIED.test(cause.name))

const DENIED = /AccessDenied|NotAuthorized|Unauthorized/i

/** Why, in words that a person can act on. */
const reasonOf = (call: string, cause: unknown): string => {
  if (!(cause instanceof Error)) return `${call} failed (${String(cause)})`
  if (cause.name === 'NoAccess' || cause.name === 'NoText') return cause.message
  if (/throttl|TooManyRequests|RateExceeded/i.test(cause.name)) return `${call} was throttled`
  if (DENIED.test(cause.name)) return `${call} was denied (${cause.name})`
  if (/Timeout|Abort/i.test(cause.name)) return `${call} did not answer in time`
  return `${call} failed (${cause.name})`
}
