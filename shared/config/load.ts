import { nearest } from './nearest'
import { RENAMED_KEYS } from './renamed-keys'
import { keyOf, type Host, type Setting, type SettingName } from './setting'
import { PRESETS, SETTINGS, type SettingKey, type Settings } from './settings'

/** Where an effective value came from. */
export type SettingOrigin = 'flag' | 'file' | 'environment' | 'preset' | 'default'

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
const rows = Object.entries(SETTINGS) as [SettingKey, Setting<unknown>][]
const byName = new Map(rows.map(([key, row]) => [row.name as string, { key, row }]))

/**
 * Effective settings from sources, the earliest of which wins; then the preset; then the defaults.
 * Every problem is listed at once. A setting with a problem keeps its default, so that a running detector goes on;
 * whoever starts something (synth, deploy, scan) stops when there is any problem.
 */
export const loadSettings = (sources: readonly SettingSource[]): LoadedSettings => {
  const problems: SettingProblem[] = sources.flatMap(unknownNames)
  const given = new Map<SettingKey, { value: unknown; origin: SettingOrigin }>()
  for (const [key, row] of rows) {
    const source = sources.find(({ values }) => values[row.name] !== undefined)
    const text = source?.values[row.name]
    if (source === undefined || text === undefined) continue
    const parsed = row.type.parse(text)
    if (parsed.ok) given.set(key, { value: parsed.value, origin: source.origin })
    else
      problems.push({
        name: row.name,
        got: shorten(text),
        expected: parsed.expected,
        doThis: `correct ${row.name}, or remove it for the default`,
      })
  }
  const preset = PRESETS[(given.get('preset')?.value ?? 'balanced') as keyof typeof PRESETS]
  const settings: Record<string, unknown> = {}
  const origins: Record<string, SettingOrigin> = {}
  for (const [key, row] of rows) {
    const found = given.get(key)
    settings[key] = found !== undefined ? found.value : key in preset ? preset[key] : row.type.fallback
    origins[key] = found?.origin ?? (key in preset ? 'preset' : 'default')
  }
  const loaded = settings as unknown as Settings
  return {
    settings: loaded,
    origins: origins as Record<SettingKey, SettingOrigin>,
    problems: [...problems, ...crossChecks(loaded)],
  }
}

/** Default settings, as nobody set anything. */
export const defaultSettings = (): Settings => loadSettings([]).settings

/** Rows that apply to a host, in the order of the table. */
export const settingsOf = (host: Host): readonly [SettingKey, Setting<unknown>][] =>
  rows.filter(([, row]) => row.hosts.includes(host))

const isName = (name: string): name is SettingName => name.startsWith(PREFIX)

const unknownNames = ({ values }: SettingSource): SettingProblem[] =>
  Object.keys(values)
    .filter(isName)
    .filter((name) => values[name] !== undefined && !byName.has(name))
    .map((name) => ({
      name,
      got: 'a name that is no setting',
      expected: `a name of the settings table${suggestion(name)}`,
      doThis: 'correct the name or remove it; `runwarden config` lists all settings',
    }))

const suggestion = (name: SettingName): string => {
  const renamed = RENAMED_KEYS.get(keyOf(name))
  return renamed === undefined ? nearest(name, [...byName.keys()]) : ` (did you mean ${SETTINGS[renamed].name}?)`
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
