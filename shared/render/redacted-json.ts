import { arrangeAlert } from '../contracts/alert-json'
import type { RedactedAlert } from '../model/redacted-alert'

/** The alert as machines read it. Print it with `jsonText`. */
export const alertJson = (alert: RedactedAlert): unknown => arrangeAlert(alert)
