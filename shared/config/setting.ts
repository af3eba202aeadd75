import type { SettingType } from './setting-types'

export type Host = 'aws' | 'azure' | 'cli'

/** One row of the settings table: the one source of truth for docs, schema, deployment checks and run time. */
export interface Setting<T> {
  readonly name: `RUNWARDEN_${string}`
  readonly type: SettingType<T>
  /** One sentence for the person who tunes. */
  readonly sentence: string
  readonly hosts: readonly Host[]
  /** Written by the deployment itself, not by people. */
  readonly generated: boolean
}

const EVERYWHERE: readonly Host[] = ['aws', 'azure', 'cli']

export const setting = <T>(
  name: `RUNWARDEN_${string}`,
  type: SettingType<T>,
  sentence: string,
  hosts: readonly Host[] = EVERYWHERE,
): Setting<T> => ({
  name,
  type,
  sentence,
  hosts,
  generated: false,
})

export const generated = <T>(
  name: `RUNWARDEN_${string}`,
  type: SettingType<T>,
  sentence: string,
  hosts: readonly Host[],
): Setting<T> => ({
  ...setting(name, type, sentence, hosts),
  generated: true,
})
