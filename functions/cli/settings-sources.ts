import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { loadSettings, type LoadedSettings, type SettingProblem, type SettingSource } from '../../shared/config/load'
import { errorMessage } from '../../shared/model/errors'
import { UsageError, type Io } from './io'

export interface SettingOptions {
  /** A file of NAME=value lines. */
  readonly env?: string
  /** Ignore the process environment. */
  readonly hermetic?: boolean
  readonly minSeverity?: string
  /** What is wrong with the flags, reported together with what is wrong with the settings. */
  readonly wrong?: readonly string[]
}

/** Settings from flags, the `--env` file and the environment, in that order, with `file:` references read. */
export const readSettings = async (options: SettingOptions, io: Io): Promise<LoadedSettings> => {
  const problems: SettingProblem[] = []
  const sources: SettingSource[] = [{ origin: 'flag', values: { RUNWARDEN_MIN_SEVERITY: options.minSeverity } }]
  if (options.env !== undefined)
    sources.push({ origin: 'file', values: await follow(await readEnvironmentFile(options.env), problems) })
  if (options.hermetic !== true) sources.push({ origin: 'environment', values: await follow(io.environment, problems) })
  const loaded = loadSettings(sources)
  return { ...loaded, problems: [...problems, ...loaded.problems] }
}

/** Settings that must be right before anything starts: every problem at once, else the settings. */
export const requireSettings = async (options: SettingOptions, io: Io): Promise<LoadedSettings> => {
  const loaded = await readSettings(options, io)
  const problems = [...(options.wrong ?? []), ...loaded.problems.map(describeProblem)]
  if (problems.length > 0) throw new UsageError(problems.join('\n'))
  return loaded
}

export const describeProblem = ({ name, got, expected, doThis }: SettingProblem): string =>
  `${name}: got ${got}, expected ${expected}; ${doThis}`

const readEnvironmentFile = async (path: string): Promise<Record<string, string | undefined>> => {
  try {
    return parseEnv(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new UsageError(`--env ${path}: cannot be read (${errorMessage(cause)}), expected a file of NAME=value lines`)
  }
}

/** Replaces `file:path` values by the file's content. Offline nothing can be fetched from Systems Manager. */
const follow = async (
  values: Readonly<Record<string, string | undefined>>,
  problems: SettingProblem[],
): Promise<Record<string, string | undefined>> => {
  const followed: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(values)) {
    if (!name.startsWith('RUNWARDEN_') || value === undefined) continue
    if (value.startsWith('ssm:')) {
      problems.push({
        name,
        got: value,
        expected: 'a value or a file: reference',
        doThis: 'the command line does not fetch parameters: write the value to a file and name it with file:',
      })
    } else if (value.startsWith('file:')) {
      followed[name] = await readFile(value.slice('file:'.length), 'utf8').catch((cause: Error) => {
        problems.push({ name, got: value, expected: 'a file that can be read', doThis: cause.message })
        return undefined
      })
    } else followed[name] = value
  }
  return followed
}
