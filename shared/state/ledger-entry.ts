import * as v from 'valibot'
import type { Severity } from '../model/severity'
import type { EpochMs } from '../model/time'
import { oneOf, severity, text, texts, time } from './activity-schema'

/** What the ledger knows of one alert key in its present window. Hashes are 64 bit. */
export interface LedgerEntry {
  readonly windowStart: EpochMs
  /** Activity that holds or held the right to send. */
  readonly owner: string
  /** Mark of the run that claimed, because the owner's record may be delivered twice at one time; empty once sent. */
  readonly run: string
  readonly state: 'claimed' | 'sent'
  /** Wall clock time after which a claim that was never finalized may be taken over. */
  readonly leaseUntil: EpochMs
  readonly severity: Severity
  readonly rules: readonly string[]
  readonly scripts: readonly string[]
  readonly documents: readonly string[]
  readonly networks: readonly string[]
  readonly machines: readonly string[]
  readonly machineCount: number
  /** Activities counted since the window opened, the owner not among them. */
  readonly repeats: number
  readonly counted: readonly string[]
  /** Repeats that were counted before this window opened and that no mail has reported. */
  readonly untold: number
  /** What the owner claimed the right to send for, so that a repeated delivery gives the same reason. */
  readonly because: string
}

export const ledgerEntrySchema: v.GenericSchema<unknown, LedgerEntry> = v.looseObject({
  windowStart: time,
  owner: text,
  run: text,
  state: oneOf<LedgerEntry['state']>({ claimed: true, sent: true }),
  leaseUntil: time,
  severity,
  rules: texts,
  scripts: texts,
  documents: texts,
  networks: texts,
  machines: texts,
  machineCount: v.number(),
  repeats: v.number(),
  counted: texts,
  untold: v.number(),
  because: text,
})
