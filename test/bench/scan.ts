import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildSync } from 'esbuild'
import { writeActivityLog, writeCloudTrail, type Corpus } from './corpus'
import { compare, type Command, type Run } from './measure'

// npm run bench -- [--megabytes 500] [--pairs 5] [--folder DIR]
// Prints ratios of whole processes on a made-up corpus. Asserts nothing: a busy machine is no fault of the code.
const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '500' },
    pairs: { type: 'string', default: '5' },
    folder: { type: 'string' },
  },
})
const pairs = Number(values.pairs)
const bytes = Number(values.megabytes) * 1e6
const root = join(__dirname, '../..')
if (values.folder !== undefined) mkdirSync(values.folder, { recursive: true })
const folder = mkdtempSync(join(values.folder ?? tmpdir(), 'runwarden-bench-'))

const print = (line: string): void => void process.stdout.write(`${line}\n`)
const quoted = (path: string): string => `'${path.replaceAll("'", String.raw`'\''`)}'`

const describeCorpus = (name: string, { files, records, bytes: text, storedBytes }: Corpus): void =>
  print(
    `${name.padEnd(16)} ${files} files, ${records} records, ${(text / 1e6).toFixed(0)} MB of JSON, ` +
      `${(storedBytes / 1e6).toFixed(0)} MB stored`,
  )

const describeRun = ({ wallSeconds, cpuSeconds, peakMiB }: Run): string =>
  [
    `${wallSeconds.toFixed(2)} s wall`,
    `${cpuSeconds.toFixed(2)} s cpu`,
    ...(peakMiB === null ? [] : [`${peakMiB.toFixed(0)} MiB`]),
  ].join(', ')

const report = (goal: string, a: Command, b: Command): void => {
  const { wall, cpu, first, second } = compare(a, b, pairs)
  print(`${a.name} / ${b.name}: wall ${wall.toFixed(2)}, cpu ${cpu.toFixed(2)}${goal === '' ? '' : ` (${goal})`}`)
  print(`    ${a.name}: ${describeRun(first)}`)
  print(`    ${b.name}: ${describeRun(second)}`)
}

try {
  const program = join(folder, 'reading-run.js')
  const worker = join(folder, 'reading-worker.js')
  buildSync({
    entryPoints: {
      'reading-run': join(__dirname, 'reading-run.ts'),
      'reading-worker': join(root, 'functions/cli/scan/read/worker.ts'),
    },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
    footer: {
      js:
        "require('node:worker_threads').isMainThread && process.on('exit', () => require('node:fs').writeSync(1, ` " +
        'peak-kib=${process.resourceUsage().maxRSS}`))',
    },
  })

  const trail = join(folder, 'cloudtrail')
  const commands = join(folder, 'commands')
  const azure = join(folder, 'azure')
  describeCorpus('CloudTrail', writeCloudTrail({ folder: trail, bytes, seed: 1 }, { relevant: 0.003, agentNoise: 0 }))
  describeCorpus(
    'commands only',
    writeCloudTrail({ folder: commands, bytes: bytes / 5, seed: 2 }, { relevant: 1, agentNoise: 0 }),
  )
  describeCorpus('Activity Log', writeActivityLog({ folder: azure, bytes: bytes * 0.4, seed: 3 }, 0.002))
  print(`medians of ${pairs} pairs, each run in turns; node ${process.version}`)

  const node = (name: string, mode: string, logs: string): Command => ({
    name,
    shell: [process.execPath, program, mode, logs, worker].map(quoted).join(' '),
  })
  const zcat: Command = {
    name: 'zcat | wc -c',
    shell: `find ${quoted(trail)} -name '*.gz' -print0 | xargs -0 zcat | wc -c`,
  }
  report('goal P2 <= 0.85', node('reading, 1 thread', '1', trail), zcat)
  report('goal P1 <= 0.60', node('reading, 2 workers', '2', trail), zcat)
  report('', node('reading, 1 thread', '1', trail), node('JSON.parse of every file', 'parse-files', trail))
  report(
    'goal P5 <= 1.35',
    node('reading commands only, 1 thread', '1', commands),
    node('JSON.parse of every file', 'parse-files', commands),
  )
  report(
    'goal P6 <= 0.60',
    node('reading the Activity Log, 1 thread', '1', azure),
    node('JSON.parse of every line', 'parse-lines', azure),
  )

  const cli = join(root, 'dist/runwarden.js')
  if (existsSync(cli)) {
    const scan = (jobs: number): Command => {
      const words = [process.execPath, cli, 'scan', '--hermetic', '--jobs', String(jobs), '--format', 'jsonl', trail]
      return { name: `whole scan, --jobs ${jobs}`, shell: `${words.map(quoted).join(' ')} | wc -l` }
    }
    report('goal P2 <= 0.85', scan(1), zcat)
    report('goal P1 <= 0.60', scan(2), zcat)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
