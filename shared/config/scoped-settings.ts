import type { Scope } from '../model/activity'
import { compileGlobs } from './glob'
import type { Override } from './overrides'
import type { Settings } from './settings'

const matches = (glob: string | undefined, value: string | null): boolean =>
  glob === undefined || (value !== null && compileGlobs([glob])(value))

const applies = ({ account, region, resourceGroup }: Override, scope: Scope): boolean =>
  matches(account, scope.account) && matches(region, scope.region) && matches(resourceGroup, scope.resourceGroup)

/** Settings as they hold for one scope: the first override that matches it replaces the thresholds it names. */
export const scopedSettings = (settings: Settings, scope: Scope): Settings => {
  const override = settings.overrides.find((candidate) => applies(candidate, scope))
  if (override === undefined) return settings
  return {
    ...settings,
    massTargets: override.massTargets ?? settings.massTargets,
    windowMinutes: override.windowMinutes ?? settings.windowMinutes,
    historyDays: override.historyDays ?? settings.historyDays,
  }
}

/** The longest days of history that hold anywhere: what is older than that nobody asks for. */
export const longestHistory = ({ historyDays, overrides }: Settings): number =>
  Math.max(historyDays, ...overrides.map((override) => override.historyDays ?? 0))
