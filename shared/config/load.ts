import { nearest } from './nearest'
import { RENAMED_KEYS } from './renamed-keys'
import { keyOf, type Setting, type SettingName } from './setting'
import { PRESETS, SETTINGS, type SettingKey, type Settings } from './settings'

/** Where an effective value came from. */
type SettingOrigin = 'flag' | 'file' | 'environment' | 'preset' | 'default'

/** Texts by variable name, from one place. */
export interface SettingSource {
  readonly origin: Extract<SettingOrigin, 'flag' | 'file' | 'environment'>
  readonly values: Readonly<Record<string, string | undefined>>
}

export interface SettingProblem {
  readonly name: string
  readonly got: string
  readonly expected: string
  readonly doThis: string
}

export interface LoadedSettings {
  readonly settings: Settings
  readonly origins: Readonly<Record<SettingKey, SettingOrigin>>
  readonly problems: readonly SettingProblem[]
}

const PREFIX = 'RUNWARDEN_'

/** The table by key: what a row reads is what the effective settings hold. */
const TABLE: { readonly [K in SettingKey]: Setting<Settings[K]> } = SETTINGS
const isKey = (name: string): name is SettingKey => Object.hasOwn(TABLE, name)
const KEYS = Object.keys(TABLE).filter(isKey)
const NAMES = KEYS.map((key): string => TABLE[key].name)

/** A setting's value and where it came from. */
interface Effective<K extends SettingKey> {
  readonly value: Settings[K]
  readonly origin: SettingOrigin
}

type Draft<T> = { -readonly [K in keyof T]?: T[K] }

const isComplete = <T extends Readonly<Record<SettingKey, unknown>>>(draft: Draft<T>): draft is Draft<T> & T =>
  KEYS.every((key) => key in draft)

/** What the first source that names a setting says of it; nothing when no source does. */
const readGiven = <K extends SettingKey>(
  key: K,
  sources: readonly SettingSource[],
): { readonly given?: Effective<K>; readonly problem?: SettingProblem } => {
  const { name, type } = TABLE[key]
  const source = sources.find(({ values }) => values[name] !== undefined)
  const text = source?.values[name]
  if (source === undefined || text === undefined) return {}
  const parsed = type.parse(text)
  if (parsed.ok) return { given: { value: parsed.value, origin: source.origin } }
  return {
    problem: {
      name,
      got: shorten(text),
      expected: parsed.expected,
      doThis: `correct ${name}, or remove it for the default`,
    },
  }
}

const fallback = <K extends SettingKey>(key: K, preset: Partial<Settings>): Effective<K> => {
  const value = preset[key]
  return value === undefined ? { value: TABLE[key].type.fallback, origin: 'default' } : { value, origin: 'preset' }
}

/**
 * Effective settings from sources, the earliest of which wins; then the preset; then the defaults.
 * Every problem is listed at once. A setting with a problem keeps its default, so that a running detector goes on;
 * what starts something (synth, deploy, scan) stops when there is any problem.
 */
export const loadSettings = (sources: readonly SettingSource[]): LoadedSettings => {
  const problems: SettingProblem[] = sources.flatMap(unknownNames)
  const preset = PRESETS[readGiven('preset', sources).given?.value ?? TABLE.preset.type.fallback]
  const settings: Draft<Settings> = {}
  const origins: Draft<Record<SettingKey, SettingOrigin>> = {}
  const put = <K extends SettingKey>(key: K, { value, origin }: Effective<K>): void => {
    settings[key] = value
    origins[key] = origin
  }
  for (const key of KEYS) {
    const { given, problem } = readGiven(key, sources)
    if (problem !== undefined) problems.push(problem)
    put(key, given ?? fallback(key, preset))
  }
  if (!isComplete<Settings>(settings) || !isComplete<Record<SettingKey, SettingOrigin>>(origins))
    throw new Error('a setting got no value')
  return { settings, origins, problems: [...problems, ...crossChecks(settings)] }
}

/** Default settings, as nobody set anything. */
export const defaultSettings = (): Settings => loadSettings([]).settings

const isName = (name: string): name is SettingName => name.startsWith(PREFIX)

const unknownNames = ({ values }: SettingSource): SettingProblem[] =>
  Object.keys(values)
    .filter(isName)
    .filter((name) => values[name] !== undefined && !NAMES.includes(name))
    .map((name) => ({
      name,
      got: 'a name that is no setting',
      expected: `a name of the settings table${suggestion(name)}`,
      doThis: 'correct the name or remove it; `runwarden config` lists all settings',
    }))

const suggestion = (name: SettingName): string => {
  const renamed = RENAMED_KEYS.get(keyOf(name))
  return renamed === undefined ? nearest(name, NAMES) : ` (did you mean ${SETTINGS[renamed].name}?)`
}

const crossChecks = (settings: Settings): SettingProblem[] => {
  const names = new Set(settings.changeWindows.map(({ name }) => name))
  return settings.suppressions
    .filter(({ changeWindow }) => changeWindow !== undefined && !names.has(changeWindow))
    .map(({ changeWindow }) => ({
      name: SETTINGS.suppressions.name,
      got: `changeWindow "${shorten(changeWindow ?? '')}"`,
      expected: 'the name of a change window',
      doThis: `add it to ${SETTINGS.changeWindows.name} or correct the name`,
    }))
}

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text)
