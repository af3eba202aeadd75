import type { Activity, Outcome, Principal } from '../../model/activity'
import type { Stage } from '../../model/normalized'
import type { EpochMs } from '../../model/time'
import { activityId } from './activity-id'

/** Something that rules look at and that a later stage made known. */
export type Learned = 'address' | 'caller' | 'text' | 'document' | 'targets' | 'outcome'

/**
 * Activities of the stages of one fold key, in the order of their Starts, whatever the order and repetition of the
 * stages: exports deliver twice and the caller chooses the correlation id, so it may come again (ADR 18).
 */
export const foldStages = (stages: readonly Stage[]): readonly Activity[] =>
  groupByStart(stages).map((group, number) => {
    const { foldKey, activity } = group.toSorted(compareStages).reduce((known, later) => mergeStage(known, later).stage)
    return { ...activity, id: activityId(foldKey, number) }
  })

/**
 * Stages by the Start they belong to, none of the groups empty, in one pass over time, so that a correlation id reused
 * thousands of times costs no more.
 */
const groupByStart = (stages: readonly Stage[]): readonly (readonly Stage[])[] => {
  const groups: Stage[][] = []
  let latestStart: EpochMs | null = null
  for (const stage of stages.toSorted((a, b) => a.activity.at - b.activity.at || RANK[a.stage] - RANK[b.stage])) {
    const current = groups.at(-1)
    const opens = isStart(stage) && latestStart !== null && latestStart !== stage.activity.at
    if (current === undefined || opens) groups.push([stage])
    else current.push(stage)
    if (isStart(stage)) latestStart = stage.activity.at
  }
  return groups
}

/**
 * Running number of the activity that a stage belongs to: the latest of the numbered Starts that is not after
 * it, 0 when it precedes them all.
 */
export const startNumber = (starts: readonly EpochMs[], at: EpochMs): number =>
  starts.reduce(
    (best, start, number) => (start <= at && start > (best.start ?? -Infinity) ? { start, number } : best),
    NO_START,
  ).number

const NO_START: { readonly start: EpochMs | null; readonly number: number } = { start: null, number: 0 }

/**
 * Two stages of one activity as one. Start's facts win, else those of the earlier stage, and the other fills what is
 * missing; a stage merged with itself is itself. `learned` says what `known` did not know: empty when a second
 * judgement would see nothing new.
 */
export const mergeStage = (
  known: Stage,
  later: Stage,
): { readonly stage: Stage; readonly learned: readonly Learned[] } => {
  const [winner, other] = compareStages(known, later) <= 0 ? [known, later] : [later, known]
  const outcome = moreCertain(winner.activity, other.activity)
  const activity: Activity = {
    ...winner.activity,
    ...filled(winner.activity, other.activity),
    id: known.activity.id,
    outcome: outcome.outcome,
    errorCode: outcome.errorCode,
    origin: {
      ...winner.activity.origin,
      records: [...new Set([...winner.activity.origin.records, ...other.activity.origin.records])].toSorted(),
    },
  }
  return { stage: { ...winner, activity }, learned: learnedBetween(known.activity, activity) }
}

const isStart = ({ stage }: Stage): boolean => stage === 'start'

const RANK: Readonly<Record<Stage['stage'], number>> = { start: 0, accept: 1, final: 2 }

/** Start first, then by time; the rest makes the order total, so that a fold never depends on arrival. */
const compareStages = (a: Stage, b: Stage): number =>
  Number(isStart(b)) - Number(isStart(a)) ||
  a.activity.at - b.activity.at ||
  RANK[a.stage] - RANK[b.stage] ||
  compareText(a.activity.origin.hash, b.activity.origin.hash) ||
  compareText(a.activity.origin.format, b.activity.origin.format)

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What was seen to happen outweighs what was seen to fail, and both outweigh that it began. */
const CERTAINTY: Readonly<Record<Outcome, number>> = { succeeded: 4, denied: 3, failed: 2, pending: 1, unknown: 0 }

const moreCertain = (a: Activity, b: Activity): Activity => (CERTAINTY[b.outcome] > CERTAINTY[a.outcome] ? b : a)

const filled = (own: Activity, other: Activity): Partial<Activity> => ({
  actor: mergeActors(own.actor, other.actor),
  source: own.source.kind === 'unknown' ? other.source : own.source,
  clientId: own.clientId ?? other.clientId,
  scope: {
    account: own.scope.account ?? other.scope.account,
    region: own.scope.region ?? other.scope.region,
    tenant: own.scope.tenant ?? other.scope.tenant,
    resourceGroup: own.scope.resourceGroup ?? other.scope.resourceGroup,
  },
  targets: own.targets.kind === 'unknown' ? other.targets : own.targets,
  // A document from a body names publisher and version; one from the path has the name that the writer chose.
  document:
    own.document === null ||
    (own.document.version === null && other.document !== null && other.document.version !== null)
      ? other.document
      : own.document,
  payload: own.payload.kind === 'text' || other.payload.kind !== 'text' ? own.payload : other.payload,
  item: own.item ?? other.item,
})

/**
 * How much a key says: an object id, an application id, a name, nothing. Final stages often
 * lack the claims that Start has.
 */
const keyWeight = ({ key }: Principal): number => {
  if (key === 'azure:unknown') return 0
  if (key.startsWith('azure:app/')) return 2
  return /^azure:[0-9a-f]{8}-/.test(key) ? 3 : 1
}

const mergeActors = (own: Principal, other: Principal): Principal => {
  if (keyWeight(other) > keyWeight(own)) return other
  if (own.key !== other.key) return own
  return {
    ...own,
    human: own.human ?? other.human,
    mfa: own.mfa ?? other.mfa,
    homeTenant: own.homeTenant ?? other.homeTenant,
    instance: own.instance ?? other.instance,
    assignedTo: own.assignedTo ?? other.assignedTo,
    aliases: [...new Set([...own.aliases, ...other.aliases])],
  }
}

const learnedBetween = (before: Activity, after: Activity): readonly Learned[] => {
  const fields: readonly (readonly [Learned, (activity: Activity) => string | null])[] = [
    ['address', ({ source }) => (source.kind === 'address' ? source.ip : null)],
    ['caller', callerFields],
    ['text', ({ payload }) => (payload.kind === 'text' ? payload.text : null)],
    ['document', ({ document }) => document?.name ?? null],
    ['targets', ({ targets }) => (targets.kind === 'listed' ? targets.ids.join(' ') : null)],
    ['outcome', ({ outcome }) => outcome],
  ]
  return fields.filter(([, read]) => read(before) !== read(after)).map(([learnt]) => learnt)
}

const callerFields = ({ actor, clientId, scope }: Activity): string =>
  JSON.stringify([
    actor.key,
    actor.kind,
    actor.homeTenant,
    actor.assignedTo,
    actor.instance,
    actor.aliases,
    clientId,
    scope.tenant,
  ])
