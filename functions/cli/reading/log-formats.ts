import type { Provider } from '../../../shared/model/provider'
import { activityLogRule } from '../../../shared/providers/prefilter/activity-log-rule'
import { cloudTrailRule } from '../../../shared/providers/prefilter/cloudtrail-rule'
import type { IgnoreRule } from '../../../shared/providers/prefilter/ignore-rule'
import { PROVIDERS } from '../../../shared/providers/unwrap'

/** Who reads records, and which records need not be parsed to know what would become of them. */
export interface LogFormats {
  /** In the order in which a value is offered to them. */
  readonly providers: readonly Provider[]
  readonly rules: readonly IgnoreRule[]
}

/** Everything Runwarden reads. */
export const LOG_FORMATS: LogFormats = { providers: PROVIDERS, rules: [cloudTrailRule, activityLogRule] }
