import { BAND_MINIMUM, SEVERITIES, severityOfRisk, severityRank, type Severity } from '../model/severity'
import type { Finding } from '../model/finding'
import { broadTargetSelector } from '../rules/broad-target-selector'
import { massExecution } from '../rules/mass-execution'
import { runCommandConfirmed } from '../rules/run-command-confirmed'

export interface Score {
  readonly risk: number
  readonly severity: Severity
}

/**
 * Noisy-or of integer risks, rounded down in the end: `100 - ceil(product(100 - r) / 100^(n-1))`.
 * Exact for any number of findings; none is 0.
 * @internal
 */
export const noisyOr = (risks: readonly number[]): number => {
  if (risks.length === 0) return 0
  const product = risks.reduce((all, risk) => all * BigInt(100 - risk), 1n)
  const divisor = 100n ** BigInt(risks.length - 1)
  return 100 - Number((product + divisor - 1n) / divisor)
}

/** Rules that measure one thing, how far a call reaches: they do not make each other worse. */
const REACH: ReadonlySet<string> = new Set([massExecution.id, broadTargetSelector.id])

/**
 * Findings that say one thing between them, of which only the largest counts: what is merely new or
 * usual, and how far a call reaches.
 */
const groupOf = ({ novelty, routine, rule }: Finding): 'expected' | 'reach' | null =>
  novelty || routine ? 'expected' : REACH.has(rule) ? 'reach' : null

const largest = (findings: readonly Finding[]): number => Math.max(0, ...findings.map(({ risk }) => risk))

/**
 * Risk and severity of an alert: suppressed findings do not count, of those that say one thing only
 * the largest does (semantics.md, "Risk and severity").
 */
export const score = (findings: readonly Finding[]): Score => {
  const counted = findings.filter(({ suppressed }) => suppressed === null)
  const grouped = (['expected', 'reach'] as const).map((group) =>
    largest(counted.filter((finding) => groupOf(finding) === group)),
  )
  const risk = noisyOr([
    ...grouped,
    ...counted.filter((finding) => groupOf(finding) === null).map((finding) => finding.risk),
  ])
  const severity = severityOfRisk(risk)
  const confirmed =
    counted.some(({ rule }) => rule === runCommandConfirmed.id) && counted.some((finding) => finding.risk > 0)
  const next = SEVERITIES[severityRank(severity) + 1]
  return confirmed && next !== undefined ? { risk: BAND_MINIMUM[next], severity: next } : { risk, severity }
}

/**
 * Severity by everything but novelty: high or above keeps an activity from teaching (semantics.md, "What teaches").
 * What the machine reports counts for nothing here, because it mostly comes after the activity has taught.
 */
export const severityWithoutNovelty = (findings: readonly Finding[]): Severity =>
  score(findings.filter(({ novelty, rule }) => !novelty && rule !== runCommandConfirmed.id)).severity
