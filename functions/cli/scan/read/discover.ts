import { readdirSync, realpathSync, statSync, type Stats } from 'node:fs'
import { sep } from 'node:path'
import { missingPath, unreadable, type ProblemMessage, type ReadProblem } from '../../../../shared/reading/read-problem'
import { systemReason } from '../../system-reason'

/** Something to read logs from. Plain data: it crosses to a worker as it is. */
export interface SourceFile {
  readonly kind: 'file' | 'pipe' | 'stdin'
  /** The bytes of its path, one character each: file names need not be UTF-8. */
  readonly rawPath: string
  /** Its path for people. */
  readonly name: string
  /** Stored bytes; 0 when that is not known. */
  readonly size: number
  /** Named by the user, not found by walking. */
  readonly isNamed: boolean
}

/** The path as the system wants it. */
export const pathOf = ({ rawPath }: SourceFile): Buffer => Buffer.from(rawPath, 'latin1')

const JSON_NAME = /\.(?:json|jsonl|ndjson)(?:\.gz)?$/i

/** Whether a file's name promises JSON (semantics.md, "Exit codes"). */
export const isNamedJson = ({ name }: SourceFile): boolean => JSON_NAME.test(name)

export interface Discovery {
  /** Each file once, in the order of the paths; in a folder by the bytes of the names, files before folders. */
  readonly files: readonly SourceFile[]
  readonly problems: readonly ReadProblem[]
}

/** A folder to walk, under the path that people see and under its real one. */
interface Folder {
  readonly path: Buffer
  readonly real: string
}

const SEPARATOR = Buffer.from(sep)
const MISSING: readonly string[] = ['ENOENT', 'ENOTDIR']

const child = (folder: Buffer, name: Buffer): Buffer =>
  Buffer.concat(folder.subarray(-1).equals(SEPARATOR) ? [folder, name] : [folder, SEPARATOR, name])

const realPath = (path: Buffer): string => realpathSync.native(path, { encoding: 'buffer' }).toString('latin1')

/**
 * Finds the files that paths name: files themselves, folders with all beneath them, `-` for standard input. A folder or
 * file is taken once, whatever links lead to it, so that circles end and overlapping paths count nothing twice.
 * Devices, sockets and pipes are read only when named.
 */
export const discover = (paths: readonly string[]): Discovery => {
  const found = new Map<string, SourceFile>()
  const walked = new Set<string>()
  const problems: ReadProblem[] = []

  const report = (path: Buffer, words: ProblemMessage): void => {
    problems.push({ ...words, file: path.toString(), position: null })
  }

  const attempt = <T>(path: Buffer, kind: 'file' | 'folder', isNamed: boolean, act: () => T): T | null => {
    try {
      return act()
    } catch (error) {
      const isMissing = isNamed && MISSING.includes((error as NodeJS.ErrnoException).code ?? '')
      report(path, isMissing ? missingPath : unreadable(kind, systemReason(error)))
      return null
    }
  }

  const add = (path: Buffer, real: string, stats: Stats, isNamed: boolean): void => {
    const kind = stats.isFile() ? 'file' : 'pipe'
    found.set(real, {
      kind,
      rawPath: path.toString('latin1'),
      name: path.toString(),
      size: kind === 'file' ? stats.size : 0,
      isNamed,
    })
  }

  const walk = (start: Folder): void => {
    const folders = [start]
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      if (walked.has(folder.real)) continue
      walked.add(folder.real)
      const { path, real } = folder
      const entries =
        attempt(path, 'folder', false, () => readdirSync(path, { withFileTypes: true, encoding: 'buffer' })) ?? []
      const beneath: Folder[] = []
      for (const entry of entries.sort((a, b) => Buffer.compare(a.name, b.name))) {
        const entryPath = child(path, entry.name)
        const isLink = entry.isSymbolicLink()
        if (!isLink && !entry.isFile() && !entry.isDirectory()) continue
        const target = attempt(entryPath, 'file', false, () => ({
          stats: entry.isDirectory() ? null : statSync(entryPath),
          real: isLink ? realPath(entryPath) : `${real}${sep}${entry.name.toString('latin1')}`,
        }))
        if (target === null) continue
        if (target.stats === null || target.stats.isDirectory()) beneath.push({ path: entryPath, real: target.real })
        else if (target.stats.isFile() && !found.has(target.real)) add(entryPath, target.real, target.stats, false)
      }
      folders.push(...beneath.reverse())
    }
  }

  for (const name of paths) {
    if (name === '-') {
      found.set(name, { kind: 'stdin', rawPath: name, name: 'standard input', size: 0, isNamed: true })
      continue
    }
    const path = Buffer.from(name)
    const stats = attempt(path, 'file', true, () => statSync(path))
    if (stats === null) continue
    // A pipe that a shell made for one command has no path of its own.
    const real = stats.isFile() || stats.isDirectory() ? attempt(path, 'file', true, () => realPath(path)) : name
    if (real === null) continue
    if (stats.isDirectory()) walk({ path, real })
    else add(path, real, stats, true)
  }
  return { files: [...found.values()], problems }
}
