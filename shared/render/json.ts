import { arrangeAlert } from '../contracts/alert-json'
import type { Alert } from '../model/alert'
import { redactAlert } from './redact'

/** The alert as machines read it, secrets redacted. Print it with `jsonText`. */
export const alertJson = (alert: Alert): unknown => arrangeAlert(redactAlert(alert))
