import type { Counts } from '../../../../shared/render/report'
import type { ScanOutcome } from '../scan-logs'

/** The counts of a scan, stage by stage; equal for equal input, so no durations, rates or paths. */
export const summaryOf = ({ judgement, counts, problems, merged }: ScanOutcome): Counts => {
  const { collector } = judgement
  const totals = collector.counts()
  const sent = collector.sent()
  return {
    files: counts.files,
    skippedFiles: counts.skippedFiles,
    problems,
    records: counts.records,
    ignored: Object.fromEntries(counts.ignored),
    rejected: counts.rejected,
    merged,
    activities: judgement.activities,
    steps: judgement.steps,
    foreignProtection: judgement.foreign,
    findings: totals['FindingsRaised'] ?? 0,
    suppressedFindings: totals['FindingsSuppressed'] ?? 0,
    ruleFaults: collector.faults(),
    alerts: sent.length,
    repeats: sent.reduce((sum, { repeats }) => sum + repeats, 0),
    belowMinimum: collector.kept().length,
    alertsBySeverity: Object.fromEntries(
      (['critical', 'high', 'medium', 'low', 'informational'] as const).map((severity) => [
        severity,
        sent.filter((alert) => alert.severity === severity).length,
      ]),
    ),
  }
}

/** The same in one line for stderr. */
export const summaryLine = ({ counts, judgement, problems, merged }: ScanOutcome): string => {
  const totals = judgement.collector.counts()
  const ignored = [...counts.ignored.values()].reduce((sum, count) => sum + count, 0)
  return [
    `${counts.files} files (${counts.skippedFiles} skipped, ` +
      `${Object.values(problems).reduce((sum, count) => sum + count, 0)} problems)`,
    `${counts.records} records (${ignored} ignored, ${counts.rejected} rejected, ${merged} merged)`,
    `${judgement.activities} activities, ${judgement.steps} steps`,
    `${totals['FindingsRaised'] ?? 0} findings (${totals['FindingsSuppressed'] ?? 0} suppressed)`,
    `${judgement.collector.sent().length} alerts (${totals['AlertsCounted'] ?? 0} repeats, ` +
      `${judgement.collector.kept().length} below the minimum severity)`,
  ].join('; ')
}
