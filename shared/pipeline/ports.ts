import type { Quarantined } from '../contracts/quarantined'
import type { Trace } from '../contracts/trace'
import type { Verdict } from '../engine/judge'
import type { NetworkLookup, SourceNetwork } from '../enrich/source-network'
import type { HistoryPort } from '../state/history-port'
import type { HistoryView } from '../state/history-view'
import type { StateStore } from '../state/store'
import type { Activity } from '../model/activity'
import type { Alert } from '../model/alert'
import type { Clock } from '../model/clock'
import type { NativeCommand } from '../model/normalized'
import type { RedactedAlert } from '../model/redacted-alert'
import type { ActivityContext } from '../rules/define-rule'

/**
 * Command text and resolved targets that only the cloud knows. Never rejects: what cannot be had
 * is said in the payload's reason.
 */
export interface CommandTextPort {
  readonly complete: (activity: Activity) => Promise<Activity>
}

/** Where calls meet the native events of their commands. */
export interface NativesPort {
  /**
   * Leaves a mark in the store by which events that come later find the call, and resolves to what came before it; null
   * where nothing did, or where the activity is no call of a command. Never rejects.
   */
  readonly meet: (
    activity: Activity,
  ) => Promise<{ readonly merged: NativeCommand; readonly ids: readonly string[] } | null>
}

/** Hosts that see no native events, or that have joined them before. */
export const NO_NATIVES: NativesPort = { meet: async () => null }

/** One way alerts leave. Rejects when the alert did not get out. */
export interface Sink {
  readonly name: string
  readonly send: (alert: RedactedAlert) => Promise<void>
}

export interface QuarantinePort {
  readonly put: (entry: Quarantined) => Promise<void>
}

/** Counts of one run by name; names are those of docs/guide/operate.md. */
export interface MetricsPort {
  readonly count: (name: Metric, value?: number) => void
}

export type Metric =
  | 'RecordsReceived'
  | 'RecordsIgnored'
  | 'RecordsQuarantined'
  | 'RecordsDuplicate'
  | 'ActivitiesEvaluated'
  | 'FindingsRaised'
  | 'FindingsSuppressed'
  | 'AlertsSent'
  | 'AlertsCounted'
  | 'AlertsBelowMinimum'
  | 'SinkFailures'
  | 'RuleFaults'
  | 'StoreFailures'
  | 'ChoreFailures'
  | 'WorkGivenUp'
  | 'DetectionLatencySeconds'

/** A notice about Runwarden's own health. */
export interface HealthPort {
  readonly notice: (title: string, detail: string) => Promise<void>
}

/**
 * Where the traces of judged activities go, so that the detector of the other cloud recognises who is at work in both.
 */
export interface TracePort {
  /**
   * Takes one trace, once for each judgement. Never rejects: an alert is worth more than its trace in the other cloud.
   */
  readonly offer: (trace: Trace) => Promise<void>
}

/** Hosts whose other half asks nothing of them, or that send nothing. */
export const NO_TRACES: TracePort = { offer: async () => {} }

/** Sees every decision as it is made, and changes nothing: a scan collects from it, a live host logs from it. */
export interface Observer {
  readonly judged: (activity: Activity, verdict: Verdict, context: ActivityContext, history: HistoryView) => void
  /** An activity judged before has one finding more. */
  readonly amended: (
    activity: Activity,
    verdict: Pick<Verdict, 'findings' | 'risk' | 'severity' | 'learning'>,
    network: SourceNetwork,
  ) => void
  /** An alert was not sent but counted with the latest one of its key. */
  readonly counted: (alert: Alert) => void
  /** An alert was kept without being sent, because it is below the minimum severity. */
  readonly kept: (alert: Alert) => void
}

/** Hosts that follow no decision: what leaves them goes through sinks, metrics and notices. */
export const NO_OBSERVER: Observer = { judged: () => {}, amended: () => {}, counted: () => {}, kept: () => {} }

export interface Ports {
  readonly state: StateStore
  readonly history: HistoryPort
  readonly text: CommandTextPort
  readonly natives: NativesPort
  readonly network: NetworkLookup
  readonly sinks: readonly Sink[]
  readonly quarantine: QuarantinePort
  readonly traces: TracePort
  readonly metrics: MetricsPort
  readonly health: HealthPort
  readonly clock: Clock
  readonly observer: Observer
}
