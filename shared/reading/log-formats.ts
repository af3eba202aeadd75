import type { Provider } from '../model/provider'
import { activityLogRule } from './activity-log-rule'
import { cloudTrailRule } from './cloudtrail-rule'
import type { IgnoreRule } from './ignore-rule'
import { PROVIDERS } from '../providers/unwrap'

/** Who reads records, and which records need not be parsed to know what would become of them. */
export interface LogFormats {
  /** In the order in which a value is offered to them. */
  readonly providers: readonly Provider[]
  readonly rules: readonly IgnoreRule[]
}

/** Everything Runwarden reads. */
export const LOG_FORMATS: LogFormats = { providers: PROVIDERS, rules: [cloudTrailRule, activityLogRule] }
