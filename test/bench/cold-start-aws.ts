import { build, type BuildOptions } from 'esbuild'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { lambdaPlugins } from '../../scripts/lambda-plugins.mjs'
import { startChild } from '../emulators/child-process'
import { MACHINE, startSessionEvent } from '../support/aws-events'
import { startFakeServices, type FakeServices, type SeenCall } from './aws/fake-services'

const ROUNDS = Number(process.argv[2] ?? 15)

/**
 * The detector's time over the bare handler's with the same clients, and over the same handler
 * with the SDK as npm installs it.
 */
const GOALS = { bare: 1.15, unbundled: 0.65 } as const

const repository = join(__dirname, '..', '..')

interface Variant {
  readonly name: string
  readonly script: string
  readonly times: number[]
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** The bare handler with the SDK in one file, built as the detector is, and with the SDK in its own thousand files. */
const buildBare = async (folder: string): Promise<{ readonly bundled: string; readonly unbundled: string }> => {
  const common: BuildOptions = {
    entryPoints: [join(__dirname, 'aws', 'bare-handler.ts')],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
  }
  const alias = { '@aws-sdk/credential-provider-node': join(repository, 'functions', 'aws', 'lambda-credentials.ts') }
  const [bundled, unbundled] = [join(folder, 'bundled.js'), join(folder, 'unbundled.js')]
  await build({ ...common, mainFields: ['module', 'main'], alias, plugins: lambdaPlugins, outfile: bundled })
  await build({ ...common, packages: 'external', outfile: unbundled })
  return { bundled, unbundled }
}

/** Milliseconds from the start of loading the handler to the arrival of its first publication. */
const coldRun = async (
  { environment }: FakeServices,
  calls: SeenCall[],
  script: string,
  event: unknown,
): Promise<number> => {
  calls.length = 0
  const child = startChild({
    script: join(__dirname, 'aws', 'run-once.cjs'),
    args: [script, JSON.stringify(event)],
    env: environment,
    folder: repository,
  })
  const exit = await child.exited
  const started = Number(
    child.lines.map((line) => /^started ([\d.]+)$/.exec(line)?.[1]).find((time) => time !== undefined),
  )
  const published = calls.find(({ operation }) => operation === 'sns:Publish')
  if (Number.isNaN(started) || published === undefined)
    throw new Error(`${script} published nothing: ${exit}\n${child.lines.join('\n')}`)
  return published.at - started
}

/**
 * Import and first alert of a new container, the variants in turn: the built detector, a bare handler that does the
 * same calls with the same SDK in its bundle, and the same bare handler with the SDK unbundled. The event asks for no
 * text, so that each makes its three calls one after the other.
 */
const measure = async (): Promise<void> => {
  // Below the repository, so that the unbundled handler finds the packages.
  const folder = mkdtempSync(join(repository, 'dist', 'bench-'))
  const calls: SeenCall[] = []
  const services = await startFakeServices({ onCall: (call) => void calls.push(call) })
  try {
    const { bundled, unbundled } = await buildBare(folder)
    const variants: readonly Variant[] = [
      { name: 'detector', script: join(repository, 'dist', 'aws', 'index.js'), times: [] },
      { name: 'bare, same SDK bundled', script: bundled, times: [] },
      { name: 'bare, SDK unbundled', script: unbundled, times: [] },
    ]
    for (let round = 0; round <= ROUNDS; round++) {
      for (const { script, times } of variants) {
        const time = await coldRun(services, calls, script, startSessionEvent(MACHINE, { role: `Cold-${round}` }))
        // The first round warms the file cache.
        if (round > 0) times.push(time)
      }
    }
    for (const { name, times } of variants)
      console.log(`${name.padEnd(24)} median ${median(times).toFixed(0)} ms, best ${Math.min(...times).toFixed(0)} ms`)
    const [detector, bare, loose] = variants.map(({ times }) => median(times)) as [number, number, number]
    console.log(
      `detector / bare bundled: ${(detector / bare).toFixed(2)} (goal: <= ${GOALS.bare}); detector / unbundled: ` +
        `${(detector / loose).toFixed(2)} (goal: <= ${GOALS.unbundled})`,
    )
    process.exitCode = detector / bare <= GOALS.bare && detector / loose <= GOALS.unbundled ? 0 : 1
  } finally {
    await services.stop()
    rmSync(folder, { recursive: true })
  }
}

measure().catch((cause: unknown) => {
  console.error(cause)
  process.exitCode = 1
})
