import { keyOf, type Setting, type SettingName } from '../shared/config/setting'
import { SETTINGS } from '../shared/config/settings'

/** Settings that name another part of the deployment: `main.bicep` has a parameter of its own for each. */
export const NAMED_SETTINGS: readonly SettingName[] = [
  'RUNWARDEN_TOPIC_ARN',
  'RUNWARDEN_AWS_ROLE_ARN',
  'RUNWARDEN_AWS_AUDIENCE',
  'RUNWARDEN_ACTION_GROUP_ID',
]

/** The settings a person may give in the parameter `settings`. */
export function tunableSettings(): readonly Setting<unknown>[] {
  const all: readonly Setting<unknown>[] = Object.values(SETTINGS)
  return all.filter(
    ({ name, hosts, generated }) => hosts.includes('azure') && !generated && !NAMED_SETTINGS.includes(name),
  )
}

/** The text of `infra/azure/settings.bicep`: the type of `settings` and the variable each property stands for. */
export function renderSettingsFile(): string {
  const settings = tunableSettings()
  const properties = settings
    .flatMap(({ name, type, sentence }) => [
      '',
      `  @description('${sentence.replaceAll("'", "\\'")}')`,
      ...bounds(type),
      ...untyped(type),
      `  ${keyOf(name)}: ${bicepType(type)}?`,
    ])
    .slice(1)
  const names = settings.map(({ name }) => `  ${keyOf(name)}: '${name}'`)
  return [
    '// Written by `npm run generate` from shared/config/settings.ts; change the table, not this file.',
    '',
    "@description('Tuning; what is left out keeps its default.')",
    '@export()',
    '@sealed()',
    'type settingsType = {',
    ...properties,
    '}',
    '',
    "@description('The app setting that each property of settingsType becomes.')",
    '@export()',
    'var settingNames = {',
    ...names,
    '}',
    '',
  ].join('\n')
}

function bounds({ schema }: Setting<unknown>['type']): readonly string[] {
  return [
    ...(typeof schema['minimum'] === 'number' ? [`  @minValue(${schema['minimum']})`] : []),
    ...(typeof schema['maximum'] === 'number' ? [`  @maxValue(${schema['maximum']})`] : []),
  ]
}

/** Bicep has no type for a text or a list of texts, which the fields of these objects are; the app reads them. */
function untyped({ kind, schema }: Setting<unknown>['type']): readonly string[] {
  return kind === 'json' && schema['type'] === 'array' ? ['  #disable-next-line use-user-defined-types'] : []
}

function bicepType({ kind, schema }: Setting<unknown>['type']): string {
  switch (kind) {
    case 'integer':
      return 'int'
    case 'choice':
      return `(${(schema['enum'] as readonly string[]).map((value) => `'${value}'`).join(' | ')})`
    case 'list':
      return 'string[]'
    case 'json':
      return schema['type'] === 'array' ? 'object[]' : '{ *: string }'
    case 'text':
      return 'string'
  }
}
