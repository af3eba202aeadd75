import * as v from 'valibot'
import { ALERT_SCHEMA, type Alert } from '../model/alert'
import { ALERT_SHAPE } from './alert-shape'
import type { JsonSchema } from './shape'

/** The alert as a JSON value: members in one fixed order, unknown values null. */
export const arrangeAlert = (alert: Alert): unknown => ALERT_SHAPE.arrange(alert)

/** The alert in a parsed JSON value, whatever later version wrote it; null for what is none. @internal */
export const readAlert = (value: unknown): Alert | null => {
  const parsed = v.safeParse(ALERT_SHAPE.schema, value)
  return parsed.success ? parsed.output : null
}

/** JSON Schema of an alert, made from the same description that reads it and orders its members. */
export const alertSchema = (): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:${ALERT_SCHEMA.replaceAll(/[./]/g, ':')}`,
  title: 'Runwarden alert',
  ...ALERT_SHAPE.json,
})
