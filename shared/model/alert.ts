import type { Cloud, Outcome, PrincipalKind, Selector } from './activity'
import type { Finding } from './finding'
import type { Severity } from './severity'

/** Version of the alert's JSON form. Fields are only ever added. */
export const ALERT_SCHEMA = 'runwarden.alert/1'

/**
 * Why this was sent: the first word about a key, more about one that is already open, more about one activity,
 * several that were rate-limited, or a notice about Runwarden itself.
 */
export type AlertKind = 'alert' | 'escalation' | 'update' | 'digest' | 'test'

export interface AlertActor {
  readonly key: string
  readonly kind: PrincipalKind
  readonly display: string
  readonly session: string | null
}

export interface AlertSource {
  readonly kind: 'address' | 'service' | 'unknown'
  readonly ip: string | null
  readonly asn: number | null
  readonly organization: string | null
  readonly network: string
  readonly userAgent: string | null
}

export interface AlertTargets {
  readonly kind: 'listed' | 'selected' | 'unknown'
  readonly ids: readonly string[]
  readonly selectors: readonly Selector[]
  /** How many machines in all, null when nobody knows. */
  readonly total: number | null
}

export interface AlertCommand {
  readonly document: string | null
  /** Redacted text or its beginning, null when none is to be had. */
  readonly text: string | null
  readonly hash: string | null
  /** Why there is no text, null when there is or when there is none to hide. */
  readonly hidden: string | null
}

export interface AlertLink {
  readonly label: string
  readonly url: string
}

/** What a person receives: one activity with all its findings, and what came of its key since. */
export interface Alert {
  readonly schema: typeof ALERT_SCHEMA
  /** Equal for every delivery about one activity. */
  readonly id: string
  /** Caller, operation family and account: what repeats are grouped by. */
  readonly key: string
  readonly kind: AlertKind
  readonly severity: Severity
  readonly risk: number
  readonly time: string
  readonly title: string
  readonly cloud: Cloud
  readonly account: string | null
  readonly tenant: string | null
  readonly region: string | null
  readonly resourceGroup: string | null
  readonly operation: string
  readonly outcome: Outcome
  readonly actor: AlertActor
  readonly source: AlertSource
  readonly targets: AlertTargets
  readonly command: AlertCommand
  readonly findings: readonly Finding[]
  readonly learning: boolean
  /** What could not be asked when it was judged, null when nothing was missing. */
  readonly degraded: string | null
  /** Why an open key was sent again; null for its first alert. */
  readonly because: string | null
  /** Activities of the key counted since the alert before this one (in a scan: since this one). */
  readonly repeats: number
  readonly activities: readonly string[]
  readonly links: readonly AlertLink[]
  /** What to check next, in order. */
  readonly next: readonly string[]
  /** A suppression that silences exactly this, as JSON text to copy; null where nothing may silence it. */
  readonly silence: string | null
}
