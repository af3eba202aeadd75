import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../../../shared/config/settings'
import { networkLookup } from '../../../shared/enrich/network-lookup'
import { parseNetworkTable } from '../../../shared/enrich/network-table'
import type { EpochMs } from '../../../shared/model/time'
import type { ReadCounts } from '../../../shared/reading/batch'
import { describeReadProblem } from '../../../shared/reading/read-problem'
import { memoryHistory, type MemoryHistory } from '../../../shared/state/memory-history'
import type { Baseline } from '../baseline-file'
import { write, type Io } from '../io'
import { entryAssembler } from './judge/assemble-entries'
import type { Judged } from './judge/collector'
import { judgeEntries, type Judgement } from './judge/judge-entries'
import { progressBar } from './print/progress-bar'
import { readLogs } from './read/read-logs'

/** For the other verbs, which enter the scan by this file alone. */
export type { Judged }

export interface ScanRequest {
  readonly paths: readonly string[]
  readonly settings: Settings
  readonly jobs: number
  readonly since: EpochMs | null
  readonly until: EpochMs | null
  readonly baseline: Baseline | null
  readonly onJudged: (judged: Judged) => Promise<void>
}

export interface ScanOutcome {
  readonly judgement: Judgement
  readonly counts: ReadCounts
  /** What could not be read, by category. */
  readonly problems: Readonly<Record<string, number>>
  /** Items that repeated or corrected others, or were further stages of one operation. */
  readonly merged: number
  readonly history: MemoryHistory
  readonly learningStart: EpochMs
}

/**
 * Reads logs and judges what is in them: the whole of a scan but for its output. What cannot be read is written to
 * stderr as it is met.
 */
export const scanLogs = async (request: ScanRequest, io: Io): Promise<ScanOutcome> => {
  const { paths, settings, jobs, baseline } = request
  const networks = await readFile(join(io.home, 'networks.bin'))
  const network = networkLookup(parseNetworkTable(networks), settings.knownNetworks)
  const assembler = entryAssembler()
  const bar = progressBar(io)
  const problems: Record<string, number> = {}
  let counts: ReadCounts | null = null
  try {
    const reading = { jobs, stdin: io.stdin, workerFile: join(io.home, 'reading-worker.js') }
    for await (const event of readLogs(paths, reading)) {
      switch (event.kind) {
        case 'items':
          for (const item of event.items) await assembler.add(item)
          break
        case 'problem':
          problems[event.problem.category] = (problems[event.problem.category] ?? 0) + 1
          bar.clear()
          await write(io.stderr, `${describeReadProblem(event.problem)}\n`)
          break
        case 'progress':
          bar.draw(event.progress)
          break
        case 'end':
          ;({ counts } = event)
      }
    }
    bar.clear()
    if (counts === null) throw new Error('reading ended without its counts')
    const history = memoryHistory()
    history.load(baseline?.terms ?? [])
    const learningStart = Math.min(
      baseline?.start ?? Number.MAX_SAFE_INTEGER,
      counts.earliest ?? Number.MAX_SAFE_INTEGER,
    )
    const judgement = await judgeEntries(assembler.entries(), {
      ...request,
      network,
      history,
      learningStart,
    })
    return { judgement, counts, problems, merged: assembler.merged(), history, learningStart }
  } finally {
    bar.clear()
    await assembler.dispose()
  }
}
