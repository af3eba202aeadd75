import type { Finding } from '../model/finding'
import type { RedactedAlert } from '../model/redacted-alert'
import { severityRank } from '../model/severity'

/** Findings that an alert reports, highest severity first: those that no suppression covers. */
export const reportedFindings = ({ findings }: Pick<RedactedAlert, 'findings'>): readonly Finding[] =>
  findings
    .filter(({ suppressed }) => suppressed === null)
    .sort((a, b) => severityRank(b.severity) - severityRank(a.severity))
