import { availableParallelism } from 'node:os'
import type { Writable } from 'node:stream'
import { isAtLeast, type Severity } from '../../shared/model/severity'
import { readBaseline } from './baseline-file'
import { EXIT, write, type Io } from './io'
import { requireWritable, writeFileWith } from './output-file'
import { activityLines, printActivities } from './scan/print/print-activities'
import { ALERT_FORMATS, ALERT_WRITERS, type AlertFormat } from './scan/print/print-alerts'
import { summaryLine, summaryOf } from './scan/print/scan-summary'
import { scanLogs, type ScanOutcome } from './scan/scan-logs'
import { requireSettings, type SettingOptions } from './settings-sources'

export { ALERT_FORMATS }

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
  const { format, emit, output } = options
  await requireWritable(output)
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
        onJudged: emit === 'activities' ? lines.add : async () => {},
      },
      io,
    )
    const summary = summaryOf(outcome)
    const color = io.color && output === undefined
    const printTo = (out: Writable): Promise<void> => {
      const put = (text: string): Promise<void> => write(out, text)
      if (emit === 'activities') return printActivities(lines, summary, format, color, put)
      const alerts = outcome.judgement.collector.sent()
      return ALERT_WRITERS[format](
        { alerts, summary },
        { accountNames: settings.accountNames, color, width: io.width },
        put,
      )
    }
    await (output === undefined ? printTo(io.stdout) : writeFileWith(output, printTo))
    const code = exitCode(outcome, options.failOn)
    await write(io.stderr, `${summaryLine(outcome)}\n`)
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
