import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Compiler } from './compiler'

/** What is deployed, and the file it is compiled to; both below `infra/azure`. */
const TEMPLATES = [
  ['main.bicep', 'azuredeploy.json'],
  ['management-group.bicep', 'management-group.json'],
] as const

/** One set of parameters and its snapshot for each way of deploying. */
const SNAPSHOTS = 'snapshots'

/** Where snapshots are deployed to: made-up ids, because names are computed from them. */
const SUBSCRIPTION = ['--subscription-id', '00000000-0000-0000-0000-000000000001']
const MANAGEMENT_GROUP = ['--management-group-id', 'fleet']
const DEPLOYMENT = '--tenant-id 00000000-0000-0000-0000-000000000000 --location westeurope --deployment-name runwarden'

/** Runs `use` with a copy of `infra/azure` without its hooks, which is removed afterwards. */
export const inCopy = async <T>(folder: string, use: (copy: string) => Promise<T>): Promise<T> => {
  const copy = mkdtempSync(join(tmpdir(), 'runwarden-bicep-'))
  const hooks = join(folder, 'hooks')
  try {
    cpSync(folder, copy, { recursive: true, filter: (path) => path !== hooks })
    return await use(copy)
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/**
 * The text of every file that the compiler makes of `infra/azure`, by its path below that folder. It works on a copy,
 * because the compiler writes a snapshot beside its parameters only. Rejects when anything fails or is warned of.
 */
export const compileAzure = (compiler: Compiler, folder: string): Promise<ReadonlyMap<string, string>> =>
  inCopy(folder, async (copy) => {
    const templates = TEMPLATES.map(async ([source, output]) => {
      await compiler('build', join(copy, source), '--outfile', join(copy, output))
      return output
    })
    const parameters = readdirSync(join(copy, SNAPSHOTS)).filter((name) => name.endsWith('.bicepparam'))
    const snapshots = parameters.map(async (name) => {
      const scope = name === 'management-group.bicepparam' ? MANAGEMENT_GROUP : SUBSCRIPTION
      await compiler('snapshot', join(copy, SNAPSHOTS, name), '--mode', 'overwrite', ...scope, ...DEPLOYMENT.split(' '))
      return `${SNAPSHOTS}/${name.replace(/bicepparam$/, 'snapshot.json')}`
    })
    const read = (path: string): string => readFileSync(join(copy, path), 'utf8')
    return new Map([
      ...(await Promise.all(templates)).map((path) => [path, read(path)] as const),
      ...(await Promise.all(snapshots)).map((path) => [path, inOrder(read(path))] as const),
    ])
  })

/** A snapshot with its outputs by name: the compiler lists them in another order each time. */
const inOrder = (snapshot: string): string => {
  const { outputs, ...rest } = JSON.parse(snapshot) as { readonly outputs: Readonly<Record<string, unknown>> }
  const sorted = Object.fromEntries(Object.entries(outputs).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({ ...rest, outputs: sorted }, null, 2)}\n`
}
