import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BICEP_VERSION } from './compiler'

/** The record of what was compiled, below `infra/azure`. */
export const HASHES = 'compiled.json'

interface Compiled {
  readonly bicep: string
  /** SHA-256 of each file by its path below `infra/azure`. */
  readonly files: Readonly<Record<string, string>>
}

/**
 * The text of `compiled.json`: the compiler's version and a hash of every source and every output. A line's end counts
 * as one character, because Git may write two on Windows.
 */
export const hashesText = (folder: string): string => {
  const files = compiledFiles(folder).map((path) => {
    const text = readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n')
    return [path, createHash('sha256').update(text).digest('hex')] as const
  })
  const compiled: Compiled = { bicep: BICEP_VERSION, files: Object.fromEntries(files) }
  return `${JSON.stringify(compiled, null, 2)}\n`
}

/** The files that were added, changed or removed since compiling; empty when the outputs are current. */
export const staleFiles = (folder: string): readonly string[] => {
  const recorded = JSON.parse(readFileSync(join(folder, HASHES), 'utf8')) as Compiled
  const current = JSON.parse(hashesText(folder)) as Compiled
  const paths = new Set([...Object.keys(recorded.files), ...Object.keys(current.files)])
  return [...paths].filter((path) => recorded.files[path] !== current.files[path])
}

/** Sources and outputs: all but the hooks, which azd runs, and the record itself. */
const compiledFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => path !== HASHES && !path.startsWith('hooks/'))
    .toSorted()
