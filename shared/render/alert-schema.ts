import { ALERT_SCHEMA } from '../model/alert'
import { ALERT_SHAPE } from './alert-fields'
import { schemaOf } from './shape'

/** JSON Schema (draft 2020-12) of an alert, made from the same description that orders its members. */
export const alertSchema = (): Readonly<Record<string, unknown>> => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:${ALERT_SCHEMA.replaceAll(/[./]/g, ':')}`,
  title: 'Runwarden alert',
  ...schemaOf(ALERT_SHAPE),
})
