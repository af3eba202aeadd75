import type { Setting } from '../../shared/config/setting'
import { SETTINGS } from '../../shared/config/settings'

/** JSON schema of the settings: the value of each variable, lists and objects once parsed. */
export const settingsSchema = (): Readonly<Record<string, unknown>> => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:runwarden:settings',
  title: 'Runwarden settings',
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.values<Setting<unknown>>(SETTINGS).map(({ name, type, sentence }) => [
      name,
      { description: sentence, default: type.fallback, ...type.schema },
    ]),
  ),
})
