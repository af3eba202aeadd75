import { redactSecrets } from '../command/secrets'
import type { Settings } from '../config/settings'
import type { SourceNetwork } from '../enrich/source-network'
import { keyOf } from '../state/request'
import {
  ALERT_SCHEMA,
  type Alert,
  type AlertCommand,
  type AlertKind,
  type AlertSource,
  type AlertTargets,
} from '../model/alert'
import type { Activity } from '../model/activity'
import type { Finding } from '../model/finding'
import { sha256 } from '../model/hash'
import { severityRank, type Severity } from '../model/severity'
import { DAY, isoTime } from '../model/time'
import { UNSILENCEABLE_RULE, RULES } from '../rules'
import { linksOf } from './console-links'
import { scriptHash } from './script-hash'

/** Most characters of a command that an alert shows. */
export const MAX_TEXT = 2_000

/** Most machine ids an alert lists. */
export const MAX_IDS = 50

/** Most steps an alert asks of a person. */
const MAX_STEPS = 6

/** Days until a suggested suppression ends. */
export const SILENCE_DAYS = 30

/**
 * Equal for every delivery about one command or activity, whichever record came first (semantics.md, "Activities and
 * ids"). @internal
 */
export const alertId = ({ id, commandId }: Pick<Activity, 'id' | 'commandId'>): string =>
  sha256(commandId === null ? `alert/${id}` : `alert/command/${commandId}`).slice(0, 32)

/** Caller, operation family and account or subscription: what repeats are grouped by. */
export const alertKey = ({ actor, family, scope }: Activity): string => keyOf(actor.key, family, scope.account)

/** What is known of an activity beside its findings. */
export interface AlertDraft {
  readonly activity: Activity
  readonly network: SourceNetwork
  readonly findings: readonly Finding[]
  readonly risk: number
  readonly severity: Severity
  readonly learning: boolean
  readonly degraded: string | null
}

/** The alert a person may receive about one activity. */
export const buildAlert = (
  draft: AlertDraft,
  settings: Settings,
  kind: AlertKind,
  repeats: number,
  because: string | null = null,
): Alert => {
  const { activity, findings } = draft
  const { actor, scope } = activity
  const reported = [...findings]
    .filter(({ suppressed }) => suppressed === null)
    .sort((a, b) => severityRank(b.severity) - severityRank(a.severity))
  return {
    schema: ALERT_SCHEMA,
    id: alertId(activity),
    key: alertKey(activity),
    kind,
    severity: draft.severity,
    risk: draft.risk,
    time: isoTime(activity.at),
    title: title(reported, activity),
    cloud: activity.cloud,
    account: scope.account,
    tenant: scope.tenant,
    region: scope.region,
    resourceGroup: scope.resourceGroup,
    operation: activity.operation,
    outcome: activity.outcome,
    actor: { key: actor.key, kind: actor.kind, display: actor.display, session: actor.session },
    source: alertSource(activity, draft.network),
    targets: alertTargets(activity),
    command: alertCommand(activity),
    findings,
    learning: draft.learning,
    degraded: draft.degraded,
    because,
    repeats,
    activities: [activity.id],
    links: linksOf(activity, settings.runbookUrl),
    next: nextSteps(reported),
    silence: reported.some(({ rule }) => rule === UNSILENCEABLE_RULE) ? null : silence(reported, activity),
  }
}

const title = (reported: readonly Finding[], { actor, operation, process }: Activity): string => {
  const first = reported[0]?.title ?? operation
  const rest = reported.filter(({ severity }) => severity !== 'informational').length - 1
  // The account of a guest process means little, since the agent started it: the machine says more.
  const where = process === null ? `by ${actor.display}` : `on ${process.machineNames[0] ?? 'a machine'}`
  return `${first}${rest > 0 ? ` and ${rest} more` : ''} ${where}`
}

export const alertSource = ({ source, userAgent }: Activity, network: SourceNetwork): AlertSource => ({
  kind: source.kind,
  ip: source.kind === 'address' ? source.ip : source.kind === 'service' ? source.name : null,
  asn: network.asn,
  organization: network.organization,
  network: network.ours ? 'ours' : network.class,
  userAgent,
})

export const alertTargets = ({ targets }: Activity): AlertTargets => {
  if (targets.kind === 'listed')
    return { kind: 'listed', ids: targets.ids.slice(0, MAX_IDS), selectors: [], total: targets.ids.length }
  if (targets.kind === 'unknown') return { kind: 'unknown', ids: [], selectors: [], total: null }
  return {
    kind: 'selected',
    ids: (targets.resolved ?? []).slice(0, MAX_IDS),
    selectors: targets.selectors,
    total: targets.total ?? targets.resolved?.length ?? null,
  }
}

export const alertCommand = (activity: Activity): AlertCommand => {
  const { payload, document } = activity
  const text = payload.kind === 'text' ? redactSecrets(payload.text) : null
  return {
    document: document?.name ?? null,
    text:
      text !== null && text.length > MAX_TEXT
        ? `${text.slice(0, MAX_TEXT)} [${text.length - MAX_TEXT} more characters]`
        : text,
    hash: scriptHash(activity),
    hidden: payload.kind === 'hidden' ? payload.reason : null,
  }
}

const nextSteps = (reported: readonly Finding[]): readonly string[] => {
  const steps = reported
    .filter(({ severity }) => severity !== 'informational')
    .map(({ rule }) => RULES.find(({ id }) => id === rule)?.triage ?? [])
  const inTurn = Array.from({ length: MAX_STEPS }, (_, place) => steps.flatMap((own) => own[place] ?? [])).flat()
  return [...new Set(inTurn)].slice(0, MAX_STEPS)
}

/**
 * The narrowest suppression that covers this again: this caller, these rules, this
 * operation and this script or document.
 */
const silence = (reported: readonly Finding[], activity: Activity): string => {
  const hash = scriptHash(activity)
  return JSON.stringify({
    caller: activity.actor.key,
    rule: reported.map(({ rule }) => rule),
    operation: activity.operation,
    ...(hash !== null ? { scriptHash: hash } : activity.document !== null ? { document: activity.document.name } : {}),
    ...(activity.scope.account === null ? {} : { account: activity.scope.account }),
    until: isoTime(activity.at + SILENCE_DAYS * DAY).slice(0, 10),
    reason: 'say why this is expected',
  })
}
