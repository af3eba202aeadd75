/** One fault in one file of `infra/azure`, and the code that the compiler must give for it. */
export interface Seed {
  readonly file: string
  readonly search: string
  readonly replacement: string
  readonly code: string
}

/** Faults that need a real type checker: without them the compiler's silence would prove nothing. */
export const SEEDS: readonly Seed[] = [
  {
    file: 'modules/identity-roles.bicep',
    search: 'roleIds.storageBlobDataOwner',
    replacement: 'roleIds.storageBlobOwner',
    code: 'BCP053',
  },
  { file: 'modules/alert-rules.bicep', search: 'rule.window', replacement: 'rule.windows', code: 'BCP083' },
  { file: 'modules/app.bicep', search: "'PT0S'", replacement: '0', code: 'BCP070' },
  { file: 'main.bicep', search: 'tenant().tenantId', replacement: 'managementGroup().name', code: 'BCP071' },
  { file: 'modules/identity-roles.bicep', search: 'scope: insights', replacement: "scope: 'insights'", code: 'BCP036' },
  { file: 'main.bicep', search: '@maxLength(32)', replacement: "@maxLength('32')", code: 'BCP070' },
  { file: 'main.bicep', search: '@maxLength(32)', replacement: '@minValue(32)', code: 'BCP124' },
  {
    file: 'main.bicep',
    search: '  scope: group\n',
    replacement: "  name: 'a'\n  scope: group\n",
    code: 'no-module-name',
  },
  { file: 'main.bicep', search: 'appName: name', replacement: 'appName: identity.outputs.id', code: 'what-if-' },
  {
    file: 'modules/hub.bicep',
    search: 'param tags tagsType',
    replacement: 'param tags object',
    code: 'use-user-defined',
  },
]
