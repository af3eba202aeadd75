import type { Alert } from '../model/alert'
import type { Finding } from '../model/finding'
import { severityRank } from '../model/severity'

/** Findings that speak for an alert, the gravest first: those that no suppression covers. */
export const spokenFindings = ({ findings }: Pick<Alert, 'findings'>): readonly Finding[] =>
  findings
    .filter(({ suppressed }) => suppressed === null)
    .sort((a, b) => severityRank(b.severity) - severityRank(a.severity))
