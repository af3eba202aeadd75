import type { SSMClient } from '@aws-sdk/client-ssm'
import { tookEffect, type Activity, type Payload, type Scope, type Targets } from '../../../shared/model/activity'
import type { Clock } from '../../../shared/model/clock'
import type { CommandTextPort } from '../../../shared/pipeline/ports'
import { findOperation } from '../../../shared/providers/aws/operations'
import { isCustomDocument, readDocumentSteps, TEXT_READERS } from './read-text'
import { resolveTargets } from './resolve-targets'

/** Answers kept for a container's life: a redelivered command costs no second call. */
const MAX_CACHED = 500

/**
 * Command text and machines of AWS activities, read from Systems Manager in the account and Region of the call. Never rejects:
 * throttling, denial and a missing role become the reason why there is no text.
 */
export const ssmCommandText = (clientFor: (scope: Scope) => Promise<SSMClient>, clock: Clock): CommandTextPort => {
  const cache = new Map<string, Promise<Activity>>()
  return {
    complete: (activity) => {
      if (activity.cloud !== 'aws' || activity.process !== null || activity.automatic || !tookEffect(activity)) return Promise.resolve(activity)
      const known = cache.get(activity.id)
      if (known !== undefined) return known
      const completed = complete(clientFor, clock, activity)
      if (cache.size >= MAX_CACHED) cache.delete(cache.keys().next().value ?? '')
      cache.set(activity.id, completed)
      // What could not be read now may be readable when the record comes again.
      void completed.then((result) => result.payload.kind === 'hidden' && cache.delete(activity.id))
      return completed
    },
  }
}

const complete = async (clientFor: (scope: Scope) => Promise<SSMClient>, clock: Clock, activity: Activity): Promise<Activity> => {
  const [payload, targets] = await Promise.all([payloadOf(clientFor, clock, activity), targetsOf(clientFor, activity)])
  return { ...activity, payload, targets }
}

const payloadOf = async (clientFor: (scope: Scope) => Promise<SSMClient>, clock: Clock, activity: Activity): Promise<Payload> => {
  const reader = TEXT_READERS[findOperation(activity.operation)?.text ?? 'none']
  if (reader === undefined || activity.payload.kind === 'text') return activity.payload
  try {
    const client = await clientFor(activity.scope)
    const pieces = [await reader.read(client, activity, clock)]
    if (reader.call !== 'GetDocument' && isCustomDocument(activity)) pieces.push(await readDocumentSteps(client, activity, clock))
    const text = pieces.filter((piece) => piece !== null).join('\n')
    return text === '' ? { kind: 'hidden', reason: `${reader.call} does not know the command yet` } : { kind: 'text', text }
  } catch (cause) {
    return { kind: 'hidden', reason: `text not available: ${reader.call}: ${reasonOf(cause)}` }
  }
}

const targetsOf = async (clientFor: (scope: Scope) => Promise<SSMClient>, { scope, targets }: Activity): Promise<Targets> => {
  if (targets.kind !== 'selected') return targets
  try {
    return await resolveTargets(await clientFor(scope), targets)
  } catch {
    return targets
  }
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? (cause.name === 'NoAccess' ? cause.message : cause.name) : String(cause))
