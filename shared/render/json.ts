import type { Alert } from '../model/alert'
import { ALERT_SHAPE } from './alert-fields'
import { redactAlert } from './redact'
import { arrange } from './shape'

/** The alert as machines read it: members in one fixed order, unknown values null, secrets redacted. Print it with `jsonText`. */
export const alertJson = (alert: Alert): Alert => arrange(ALERT_SHAPE, redactAlert(alert)) as Alert
