import { availableParallelism } from 'node:os'
import type { Writable } from 'node:stream'
import { isAtLeast, type Severity } from '../../shared/model/severity'
import { jsonText } from '../../shared/render/json-text'
import { activityLine, type ActivityLine } from '../../shared/render/activity-line'
import { activitiesTable } from './scan/print/activities-table'
import { readBaseline } from './baseline-file'
import { EXIT, write, type Io } from './io'
import type { Judged } from './scan/judge/collector'
import { requireWritable, writeFileWith } from './output-file'
import { describeReadProblem } from './scan/print/read-problem'
import { scanLogs, summaryOf, type ScanOutcome } from './scan/scan-logs'
import { ALERT_WRITERS, type AlertFormat, type Presentation } from './scan/print/scan-formats'
import { requireSettings, type SettingOptions } from './settings-sources'
import { ExternalSorter } from './scan/judge/external-sorter'

export interface ScanOptions extends SettingOptions {
  readonly format: AlertFormat
  readonly emit: 'alerts' | 'activities'
  readonly output?: string
  readonly since?: number
  readonly until?: number
  readonly failOn?: Severity
  readonly baseline?: string
  readonly jobs?: number
}

/** `runwarden scan`: resolves to the exit code. */
export const scan = async (paths: readonly string[], options: ScanOptions, io: Io): Promise<number> => {
  const { settings } = await requireSettings(
    { ...options, wrong: [...(options.wrong ?? []), ...contradictions(options)] },
    io,
  )
  await requireWritable(options.output)
  const lines = activityLines()
  try {
    const outcome = await scanLogs(
      {
        paths,
        settings,
        jobs: options.jobs ?? Math.min(4, availableParallelism()),
        since: options.since ?? null,
        until: options.until ?? null,
        baseline: options.baseline === undefined ? null : await readBaseline(options.baseline),
        onJudged: options.emit === 'activities' ? lines.add : async () => {},
        onProblem: (problem) => write(io.stderr, `${describeReadProblem(problem)}\n`),
      },
      io,
    )
    const presentation = {
      accountNames: settings.accountNames,
      color: io.color && options.output === undefined,
      width: io.width,
    }
    const printTo = (out: Writable): Promise<void> =>
      print(outcome, options, presentation, lines, (text) => write(out, text))
    await (options.output === undefined ? printTo(io.stdout) : writeFileWith(options.output, printTo))
    const code = exitCode(outcome, options.failOn)
    await write(io.stderr, `${oneLine(outcome)}\n`)
    return code
  } finally {
    await lines.dispose()
  }
}

const contradictions = ({ emit, format, since, until }: ScanOptions): readonly string[] => [
  ...(emit === 'activities' && (format === 'html' || format === 'ocsf')
    ? [`--format: got "${format}" with --emit activities, expected table, json or jsonl; ${format} shows alerts only`]
    : []),
  ...(since !== undefined && until !== undefined && since >= until
    ? ['--until: got a time that is not after --since, expected a later one']
    : []),
]

const print = async (
  outcome: ScanOutcome,
  { emit, format }: ScanOptions,
  presentation: Presentation,
  lines: ActivityLines,
  put: (text: string) => Promise<void>,
): Promise<void> =>
  emit === 'alerts'
    ? ALERT_WRITERS[format](
        { alerts: outcome.judgement.collector.sent(), summary: summaryOf(outcome) },
        presentation,
        put,
      )
    : printActivities(outcome, format, lines, presentation, put)

const printActivities = async (
  outcome: ScanOutcome,
  format: AlertFormat,
  lines: ActivityLines,
  presentation: { readonly color: boolean },
  put: (text: string) => Promise<void>,
): Promise<void> => {
  if (format === 'json')
    await put(`{"schema":"runwarden.scan/1","summary":${JSON.stringify(summaryOf(outcome))},"activities":[`)
  let first = true
  for await (const line of lines.sorted()) {
    if (format === 'jsonl') await put(`${jsonText(line)}\n`)
    else if (format === 'json') await put(`${first ? '' : ','}\n${jsonText(line)}`)
    else await put(activitiesTable(line, presentation))
    first = false
  }
  if (format === 'json') await put('\n]}\n')
}

interface Line {
  readonly line: ActivityLine
  readonly at: number
  readonly revision: number
}

interface ActivityLines {
  readonly add: (judged: Judged) => Promise<void>
  /** One line for each activity, the latest judgement of it, by time and id. */
  readonly sorted: () => AsyncGenerator<ActivityLine>
  readonly dispose: () => Promise<void>
}

const activityLines = (): ActivityLines => {
  const sorter = new ExternalSorter<Line>(({ at, line, revision }) => [at, line.id, revision])
  return {
    add: ({ activity, network, verdict, revision }) =>
      sorter.add({ line: activityLine(activity, network, verdict), at: activity.at, revision }),
    sorted: async function* () {
      let held: ActivityLine | null = null
      for await (const { line } of sorter.sorted()) {
        if (held !== null && held.id !== line.id) yield held
        held = line
      }
      if (held !== null) yield held
    },
    dispose: () => sorter.dispose(),
  }
}

/** Categories after which nothing is missing from the result. */
const HARMLESS: readonly string[] = ['invalid-text']

/** 2 before 3 before 1. */
const exitCode = ({ problems, judgement }: ScanOutcome, failOn: Severity | undefined): number => {
  const { collector } = judgement
  if ('missing' in problems) return EXIT.usage
  if (Object.keys(problems).some((category) => !HARMLESS.includes(category))) return EXIT.unread
  const isMet =
    failOn !== undefined &&
    [...collector.sent(), ...collector.kept()].some(({ severity }) => isAtLeast(severity, failOn))
  return isMet ? EXIT.failOn : EXIT.done
}

const oneLine = (outcome: ScanOutcome): string => {
  const { counts, judgement, problems, merged } = outcome
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
