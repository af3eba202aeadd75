import type { SettingType } from './setting-types'

export type Host = 'aws' | 'azure' | 'cli'

/** The variable that holds a setting. */
export type SettingName = `RUNWARDEN_${string}`

/** One row of the settings table: the one source of truth for docs, schema, deployment checks and run time. */
export interface Setting<T, Name extends SettingName = SettingName> {
  readonly name: Name
  readonly type: SettingType<T>
  /** One sentence for the person who tunes. */
  readonly sentence: string
  readonly hosts: readonly Host[]
  /** Written by the deployment itself, not by people. */
  readonly generated: boolean
}

/** The type of a row's value. */
export type ValueOf<R> = R extends Setting<infer T> ? T : never

type Camel<Text extends string> = Text extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Text

/** The key of a setting by its name: `massTargets` by `RUNWARDEN_MASS_TARGETS`. */
export type KeyOf<Name extends SettingName> = Name extends `RUNWARDEN_${infer Rest}` ? Camel<Lowercase<Rest>> : never

/** The key of a setting: its name without the prefix, in camel case; also its context key and its Bicep property. */
export const keyOf = <Name extends SettingName>(name: Name): KeyOf<Name> =>
  // What the expression does is what the type says; the compiler cannot see it.
  name
    .slice('RUNWARDEN_'.length)
    .toLowerCase()
    .replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()) as KeyOf<Name>

/** Rows by their keys. */
export const byKey = <R extends { readonly name: SettingName }>(
  rows: readonly R[],
): { readonly [Row in R as KeyOf<Row['name']>]: Row } =>
  // Object.fromEntries forgets which key has which row.
  Object.fromEntries(rows.map((row) => [keyOf(row.name), row])) as { readonly [Row in R as KeyOf<Row['name']>]: Row }

const EVERYWHERE: readonly Host[] = ['aws', 'azure', 'cli']

export const setting = <T, const Name extends SettingName>(
  name: Name,
  type: SettingType<T>,
  sentence: string,
  hosts: readonly Host[] = EVERYWHERE,
): Setting<T, Name> => ({
  name,
  type,
  sentence,
  hosts,
  generated: false,
})

export const generated = <T, const Name extends SettingName>(
  name: Name,
  type: SettingType<T>,
  sentence: string,
  hosts: readonly Host[],
): Setting<T, Name> => ({
  ...setting(name, type, sentence, hosts),
  generated: true,
})
