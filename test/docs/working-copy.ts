import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ROOT } from '../boundaries/source-file'

/** What a person has after a clone, beside the files of the root and what is installed. */
const FOLDERS = ['shared', 'functions', 'infra', 'scripts', 'test', 'docs', 'examples']

interface Outcome {
  readonly status: number | null
  /** Of both streams. */
  readonly output: string
}

/** A copy of the project in a folder of its own, with our installed packages. */
export interface WorkingCopy {
  /** Runs a line of a command that has no quotes: `npx jest docs`. */
  readonly run: (line: string) => Outcome
  readonly read: (path: string) => string
  readonly write: (path: string, text: string) => void
  readonly remove: () => void
}

export const workingCopy = (): WorkingCopy => {
  const root = mkdtempSync(join(tmpdir(), 'contribution-'))
  const files = readdirSync(ROOT, { withFileTypes: true }).flatMap((one) =>
    one.isFile() && one.name !== '.git' ? [one.name] : [],
  )
  const isSource = (path: string): boolean => !/[\\/]node_modules$/.test(path)
  for (const name of [...FOLDERS, ...files])
    cpSync(join(ROOT, name), join(root, name), { recursive: true, filter: isSource })
  // A junction needs no rights on Windows.
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction')
  return {
    run: (line) => {
      const { status, stdout, stderr } = spawnSync(line, { cwd: root, shell: true, encoding: 'utf8' })
      return { status, output: `${stdout}${stderr}` }
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    write: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    },
    remove: () => rmSync(root, { recursive: true }),
  }
}
