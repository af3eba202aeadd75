export const SEVERITIES = ['informational', 'low', 'medium', 'high', 'critical'] as const

export type Severity = (typeof SEVERITIES)[number]

/** Risk a finding of each severity carries (semantics.md, "Risk and severity"). */
export const FINDING_RISK: Readonly<Record<Severity, number>> = {
  informational: 0,
  low: 21,
  medium: 47,
  high: 73,
  critical: 99,
}

/** Lowest risk of each severity band. */
export const BAND_MINIMUM: Readonly<Record<Severity, number>> = {
  informational: 0,
  low: 1,
  medium: 34,
  high: 60,
  critical: 86,
}

/** Severity of a risk from 0 to 100. */
export const severityOfRisk = (risk: number): Severity => {
  if (risk >= BAND_MINIMUM.critical) return 'critical'
  if (risk >= BAND_MINIMUM.high) return 'high'
  if (risk >= BAND_MINIMUM.medium) return 'medium'
  return risk >= BAND_MINIMUM.low ? 'low' : 'informational'
}

export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity)

export const isAtLeast = (severity: Severity, minimum: Severity): boolean =>
  severityRank(severity) >= severityRank(minimum)
