import { RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { SettingType } from '../../../shared/config/setting-types'

const DAYS = Object.values(RetentionDays).filter(
  (days): days is RetentionDays => typeof days === 'number' && days !== RetentionDays.INFINITE,
)

/** One of the lengths that CloudWatch Logs knows. */
export const retentionDays = (fallback: RetentionDays): SettingType<RetentionDays> => {
  const allowed = `one of ${DAYS.join(', ')}`
  return {
    kind: 'choice',
    fallback,
    allowed,
    schema: { type: 'integer', enum: DAYS },
    parse: (text) => {
      const value = DAYS.find((days) => String(days) === text.trim())
      return value === undefined ? { ok: false, expected: allowed } : { ok: true, value }
    },
  }
}
