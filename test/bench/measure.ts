import { spawnSync } from 'node:child_process'

/** One run of a command. */
export interface Run {
  readonly wallSeconds: number
  /** User and system time of all its processes. */
  readonly cpuSeconds: number
  /** Most memory one of its processes held; null where the system does not say. */
  readonly peakMiB: number | null
  readonly output: string
}

export interface Command {
  readonly name: string
  readonly shell: string
}

/** Runs a command under bash, whose `time` counts all processes of a pipeline. */
const runOnce = ({ shell }: Command): Run => {
  const measured = `TIMEFORMAT='%R %U %S'; time { ${shell} ; } 2>/dev/null`
  const { stdout, stderr, status } = spawnSync('bash', ['-c', measured], { encoding: 'utf8', maxBuffer: 2 ** 26 })
  const [wall, user, system] = stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? []
  if (status !== 0 || wall === undefined || user === undefined || system === undefined)
    throw new Error(`${shell} failed: got ${JSON.stringify(stderr.slice(-400))}`)
  const [output = '', peak] = stdout.split('peak-kib=')
  return {
    wallSeconds: wall,
    cpuSeconds: user + system,
    peakMiB: peak === undefined ? null : Number(peak) / 1024,
    output: output.trim(),
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

export interface Comparison {
  readonly wall: number
  readonly cpu: number
  readonly first: Run
  readonly second: Run
}

/** Medians over pairs run in turns, A B A B, so that whatever else the machine does hits both alike. */
export const compare = (a: Command, b: Command, pairs: number): Comparison => {
  const runs = Array.from({ length: pairs }, () => ({ first: runOnce(a), second: runOnce(b) }))
  const pick = (side: 'first' | 'second'): Run => {
    const peaks = runs.map((run) => run[side].peakMiB).filter((peak) => peak !== null)
    return {
      wallSeconds: median(runs.map((run) => run[side].wallSeconds)),
      cpuSeconds: median(runs.map((run) => run[side].cpuSeconds)),
      peakMiB: peaks.length === 0 ? null : Math.max(...peaks),
      output: runs[0]?.[side].output ?? '',
    }
  }
  return {
    wall: median(runs.map(({ first, second }) => first.wallSeconds / second.wallSeconds)),
    cpu: median(runs.map(({ first, second }) => first.cpuSeconds / second.cpuSeconds)),
    first: pick('first'),
    second: pick('second'),
  }
}
