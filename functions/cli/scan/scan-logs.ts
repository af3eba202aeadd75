import { join } from 'node:path'
import type { Settings } from '../../../shared/config/settings'
import { memoryHistory, type MemoryHistory } from '../../../shared/state/memory-history'
import type { EpochMs } from '../../../shared/model/time'
import type { Counts } from '../../../shared/render/report'
import type { Baseline } from '../baseline-file'
import type { Io } from '../io'
import { readNetworks } from './judge/network-file'
import { entryAssembler } from './judge/assemble-entries'
import type { Judged } from './judge/collector'
import { judgeEntries, type Judgement } from './judge/judge-entries'
import { progressBar } from './print/progress-bar'
import type { ReadCounts, ReadProblem } from '../../../shared/reading/read-event'
import { readLogs } from './read/read-logs'

export interface ScanRequest {
  readonly paths: readonly string[]
  readonly settings: Settings
  readonly jobs: number
  readonly since: EpochMs | null
  readonly until: EpochMs | null
  readonly baseline: Baseline | null
  readonly onJudged: (judged: Judged) => Promise<void>
  readonly onProblem: (problem: ReadProblem) => Promise<void>
}

export interface ScanOutcome {
  readonly judgement: Judgement
  readonly counts: ReadCounts
  /** What could not be read, by category. */
  readonly problems: Readonly<Record<string, number>>
  /** Fragments that repeated or corrected others, or were further stages of one operation. */
  readonly merged: number
  readonly history: MemoryHistory
  readonly learningStart: EpochMs
}

/** Reads logs and judges what is in them: the whole of a scan but for its output. */
export const scanLogs = async (request: ScanRequest, io: Io): Promise<ScanOutcome> => {
  const network = await readNetworks(io, request.settings.knownNetworks)
  const assembler = entryAssembler()
  const bar = progressBar(io)
  const problems: Record<string, number> = {}
  let counts: ReadCounts | null = null
  try {
    for await (const event of readLogs(request.paths, {
      jobs: request.jobs,
      stdin: io.stdin,
      workerFile: join(io.home, 'reading-worker.js'),
      onProgress: bar.draw,
    })) {
      if (event.kind === 'items') for (const item of event.items) await assembler.add(item)
      else if (event.kind === 'end') counts = event.counts
      else {
        problems[event.problem.category] = (problems[event.problem.category] ?? 0) + 1
        bar.clear()
        await request.onProblem(event.problem)
      }
    }
    bar.clear()
    if (counts === null) throw new Error('reading ended without its counts')
    const history = memoryHistory()
    history.load(request.baseline?.terms ?? [])
    const learningStart = Math.min(
      request.baseline?.start ?? Number.MAX_SAFE_INTEGER,
      counts.earliest ?? Number.MAX_SAFE_INTEGER,
    )
    const judgement = await judgeEntries(assembler.entries(), { ...request, network, history, learningStart })
    return { judgement, counts, problems, merged: assembler.merged(), history, learningStart }
  } finally {
    bar.clear()
    await assembler.dispose()
  }
}

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
