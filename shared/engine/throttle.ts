import { severityRank, type Severity } from '../model/severity'
import { MINUTE, type EpochMs } from '../model/time'
import type { LedgerEntry } from '../state/ledger-entry'

/** Most member hashes kept in a ledger entry; beyond that things are counted only. */
export const MAX_LEDGER_MEMBERS = 1_200

/** Crossing one of these numbers of machines or repeats is worth another mail. */
export const MILESTONES = [2, 4, 10, 100, 1_000]

/** What an alert means to its key. */
export interface Incident {
  /** Hash of the activity's id. */
  readonly activity: string
  /** Mark of this run, by which it knows its own claim when the answer to it got lost. */
  readonly run: string
  readonly at: EpochMs
  readonly severity: Severity
  readonly rules: readonly string[]
  readonly scripts: readonly string[]
  readonly documents: readonly string[]
  readonly networks: readonly string[]
  readonly machines: readonly string[]
  /**
   * Somebody who may do this does it, again and again: it is said once, and its repeats are counted whatever they
   * reach.
   */
  readonly announced: boolean
}

export type Decision =
  | {
      readonly action: 'send'
      readonly kind: 'alert' | 'escalation'
      readonly because: string
      readonly entry: LedgerEntry
    }
  | { readonly action: 'count'; readonly entry: LedgerEntry }
  | { readonly action: 'duplicate' }
  | { readonly action: 'wait' }

const union = (a: readonly string[], b: readonly string[]): readonly string[] =>
  [...new Set([...a, ...b])].slice(0, MAX_LEDGER_MEMBERS)
const fresh = (known: readonly string[], now: readonly string[]): readonly string[] =>
  now.filter((item) => !known.includes(item))
const crosses = (before: number, after: number): boolean =>
  MILESTONES.some((milestone) => before < milestone && after >= milestone)

const opened = (incident: Incident, leaseUntil: EpochMs, untold: number, because: string): LedgerEntry => ({
  windowStart: incident.at,
  owner: incident.activity,
  run: incident.run,
  state: 'claimed',
  leaseUntil,
  severity: incident.severity,
  rules: incident.rules,
  scripts: incident.scripts,
  documents: incident.documents,
  networks: incident.networks,
  machines: incident.machines.slice(0, MAX_LEDGER_MEMBERS),
  machineCount: incident.machines.length,
  repeats: 0,
  counted: [],
  untold,
  because,
})

const send = (kind: 'alert' | 'escalation', entry: LedgerEntry): Decision => ({
  action: 'send',
  kind,
  because: entry.because,
  entry,
})

/**
 * Decides what becomes of an incident: the first of a tumbling window is sent at once, repeats are counted, and it is
 * sent again when the severity rises, when a rule, script, document or network is new, or when machines or repeats
 * cross a milestone. `now` is wall clock and concerns leases only.
 */
export const decide = (
  entry: LedgerEntry | null,
  incident: Incident,
  now: EpochMs,
  leaseMs: number,
  realertMinutes: number,
): Decision => {
  const leaseUntil = now + leaseMs
  if (entry === null) return send('alert', opened(incident, leaseUntil, 0, 'first of its key'))
  if (entry.state === 'claimed') {
    if (now < entry.leaseUntil && entry.run !== incident.run) return { action: 'wait' }
    if (entry.owner === incident.activity)
      return send(entry.counted.includes(incident.activity) ? 'escalation' : 'alert', {
        ...entry,
        run: incident.run,
        leaseUntil,
      })
    return send('alert', opened(incident, leaseUntil, entry.untold + entry.repeats, 'claim taken over'))
  }
  if (incident.activity === entry.owner || entry.counted.includes(incident.activity)) return { action: 'duplicate' }
  if (incident.at >= entry.windowStart + realertMinutes * MINUTE) {
    return send('alert', opened(incident, leaseUntil, entry.untold + entry.repeats, 'a new window'))
  }
  const newMachines = fresh(entry.machines, incident.machines).length
  const next: LedgerEntry = {
    ...entry,
    severity: severityRank(incident.severity) > severityRank(entry.severity) ? incident.severity : entry.severity,
    rules: union(entry.rules, incident.rules),
    scripts: union(entry.scripts, incident.scripts),
    documents: union(entry.documents, incident.documents),
    networks: union(entry.networks, incident.networks),
    machines: union(entry.machines, incident.machines),
    machineCount: entry.machineCount + newMachines,
    repeats: entry.repeats + 1,
    counted: union(entry.counted, [incident.activity]),
  }
  const because = escalation(entry, next, incident)
  return because === null
    ? { action: 'count', entry: next }
    : send('escalation', {
        ...next,
        state: 'claimed',
        owner: incident.activity,
        run: incident.run,
        leaseUntil,
        because,
      })
}

const escalation = (before: LedgerEntry, after: LedgerEntry, incident: Incident): string | null => {
  if (severityRank(incident.severity) > severityRank(before.severity)) return `severity rose to ${incident.severity}`
  if (incident.announced) return null
  if (fresh(before.rules, incident.rules).length > 0) return 'another rule'
  if (fresh(before.scripts, incident.scripts).length > 0) return 'another script'
  if (fresh(before.documents, incident.documents).length > 0) return 'another document'
  if (fresh(before.networks, incident.networks).length > 0) return 'another source network'
  if (crosses(before.machineCount, after.machineCount)) return `${after.machineCount} machines`
  return crosses(before.repeats, after.repeats) ? `${after.repeats} repeats` : null
}

/** The entry once its alert went out: what was counted before has been reported. */
export const finalized = (entry: LedgerEntry): LedgerEntry => ({ ...entry, state: 'sent', run: '', untold: 0 })
