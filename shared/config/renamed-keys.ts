import type { SettingKey } from './settings'

/** Keys of 0.1.0 that did not follow from their setting's name, with the keys that do. */
export const RENAMED_KEYS: ReadonlyMap<string, SettingKey> = new Map<string, SettingKey>([
  ['actionGroupUrl', 'actionGroupId'],
  ['clientId', 'identityClientId'],
])

/** Values under the keys of today. */
export interface CurrentKeys {
  readonly values: ReadonlyMap<string, string>
  /** What to write instead, a sentence for each old key. */
  readonly notices: readonly string[]
}

/** Takes old keys for those of today. A value under the key of today wins over one under its old key. */
export const withCurrentKeys = (given: ReadonlyMap<string, string>): CurrentKeys => {
  const old = [...given].flatMap(([key, value]) => {
    const current = RENAMED_KEYS.get(key)
    return current === undefined ? [] : [{ key, current, value }]
  })
  const others = [...given].filter(([key]) => !RENAMED_KEYS.has(key))
  return {
    values: new Map([...old.map(({ current, value }) => [current, value] as const), ...others]),
    notices: old.map(({ key, current }) => `${key} is called ${current} now; write ${current} instead`),
  }
}
