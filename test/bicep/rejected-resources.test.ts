import { DESCRIBED, KIND, SKU, account, checkSnippet, inShort, type RejectedCase } from './check-snippet'

const RESOURCES: readonly RejectedCase[] = [
  {
    name: 'an unknown resource type',
    text: "resource a 'Microsoft.Nothing/things@2024-01-01' = {\n  name: 'a'\n}\n",
    expected: ['1 BCP081'],
  },
  { name: 'an unknown version', text: account(KIND, SKU).replace('2024-01-01', '1999-01-01'), expected: ['1 BCP081'] },
  {
    name: 'a type without a version',
    text: "resource a 'Microsoft.Storage/storageAccounts' = {\n  name: 'a'\n}\n",
    expected: ['1 BCP029'],
  },
  { name: 'a missing required property', text: account(KIND), expected: ['1 BCP035'] },
  {
    name: 'a missing required property inside a conditional loop',
    text:
      "resource a 'Microsoft.Storage/storageAccounts@2024-01-01' = [for n in ['one']: if (n == 'one') {\n  name: " +
      "n\n  kind: 'StorageV2'\n  sku: {}\n  location: resourceGroup().location\n}]\n",
    expected: ['4 BCP035'],
  },
  { name: 'an unknown property', text: account(KIND, SKU, '  propertys: {}'), expected: ['6 BCP037'] },
  {
    name: 'an unknown property deep inside',
    text: account(KIND, SKU, '  properties: {', '    allowSharedKeyaccess: false', '  }'),
    expected: ['7 BCP037'],
  },
  {
    name: 'an unknown property of a nested resource',
    text: account(KIND, SKU, '', "  resource blobs 'blobServices' = {", "    name: 'default'", '    x: 1', '  }'),
    expected: ['9 BCP037'],
  },
  { name: 'a property set twice', text: account(KIND, KIND, SKU), expected: ['5 BCP025'] },
  {
    name: 'a read-only property',
    text: account(KIND, SKU, '  properties: {', "    provisioningState: 'Succeeded'", '  }'),
    expected: ['7 BCP073'],
  },
  {
    name: 'a text for a truth value',
    text: account(KIND, SKU, '  properties: {', "    allowSharedKeyAccess: 'false'", '  }'),
    expected: ['7 BCP036'],
  },
  {
    name: 'a value outside a closed enumeration',
    text: account(KIND, SKU, '  properties: {', "    accessTier: 'Warm'", '  }'),
    expected: ['7 BCP036'],
  },
  {
    name: 'a value outside an open enumeration',
    text: account("  kind: 'StorageV9'", SKU),
    expected: ['4 runwarden-unlisted-value'],
  },
  {
    name: 'the wrong branch of a ternary',
    text: `${DESCRIBED}param a bool\n\n${account(KIND, SKU, "  properties: { accessTier: a ? 'Hot' : 'Warm' }")}`,
    expected: ['9 BCP036'],
  },
  {
    name: 'a wrong item of a loop',
    text:
      "resource r 'Microsoft.EventHub/namespaces/authorizationRules@2024-01-01' = {\n  name: 'a/b'\n  properties: " +
      "{\n    rights: [for x in ['a']: 1]\n  }\n}\n",
    expected: ['4 BCP036'],
  },
  {
    name: 'a wrong item from a variable',
    text:
      "var rights = [1]\n\nresource r 'Microsoft.EventHub/namespaces/authorizationRules@2024-01-01' = {\n  name: " +
      "'a/b'\n  properties: {\n    rights: rights\n  }\n}\n",
    expected: ['6 BCP036'],
  },
  {
    name: 'a name that is too long',
    text: account(KIND, SKU).replace("'runwarden'", "'runwardenrunwardenrunwarden'"),
    expected: ['2 BCP332'],
  },
  { name: 'a name that is too short', text: account(KIND, SKU).replace("'runwarden'", "'ru'"), expected: ['2 BCP333'] },
  {
    name: 'an unknown variant of a discriminated object',
    text: "resource a 'Microsoft.Web/sites/config@2024-04-01' = {\n  name: 'appsetting'\n}\n",
    expected: ['2 BCP036', '2 BCP169'],
  },
  {
    name: 'a discriminated object whose variant is not certain',
    text:
      "resource a 'Microsoft.Web/sites/config@2024-04-01' = [for n in ['appsettings', 'logs']: {\n  name: " +
      "'app/${n}'\n}]\n",
    expected: ['2 BCP036'],
  },
  {
    name: 'a discriminated object that does not say its variant',
    text: "resource a 'Microsoft.Web/sites/config@2024-04-01' = {\n  kind: 'x'\n}\n",
    expected: ['1 BCP078'],
  },
  {
    name: 'the wrong kind of parent',
    text:
      `${account(KIND, SKU)}\nresource c 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = ` +
      `{\n  parent: account\n  name: 'one'\n}\n`,
    expected: ['9 BCP036'],
  },
  {
    name: 'a slash in the name of a child',
    text:
      `${account(KIND, SKU)}\nresource c 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {\n  ` +
      `parent: account\n  name: 'default/x'\n}\n`,
    expected: ['10 BCP036', '10 BCP170'],
  },
  {
    name: 'a child without parent and slash',
    text: "resource c 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {\n  name: 'default'\n}\n",
    expected: ['2 BCP169'],
  },
  {
    name: 'a resource of another scope than the file',
    text:
      "targetScope = 'subscription'\n\n" +
      account(KIND, SKU).replace('resourceGroup().location', 'deployment().location'),
    expected: ['3 BCP135'],
  },
  {
    name: 'a resource sent to another scope than the file',
    text: account(KIND, SKU, "  scope: resourceGroup('other')"),
    expected: ['6 BCP139'],
  },
  {
    name: 'a name known only after deployment',
    text:
      `${account(KIND, SKU)}\nresource r 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  name: ` +
      `guid(account.properties.primaryLocation)\n  properties: {\n    principalId: 'x'\n    roleDefinitionId: ` +
      `'y'\n  }\n}\n`,
    expected: ['9 BCP120'],
  },
  {
    name: 'a condition known only after deployment, through a variable',
    text:
      `${account(KIND, SKU)}\nvar late = account.properties.primaryLocation == 'x'\n\nresource g ` +
      `'Microsoft.Insights/actionGroups@2023-01-01' = if (late) {\n  name: 'g'\n  location: 'global'\n}\n`,
    expected: ['10 BCP177'],
  },
  {
    name: 'a loop of a variable whose items are known only after deployment',
    text:
      `${account(KIND, SKU)}\nvar late = [for x in [1]: account.properties.primaryLocation]\n\noutput a array = ` +
      `late\n`,
    expected: ['8 BCP182'],
  },
  {
    name: 'a loop known only after deployment',
    text: `${account(KIND, SKU)}\noutput a array = [for x in account.properties.ipRules: x]\n`.replace(
      'ipRules',
      'networkAcls.ipRules',
    ),
    expected: ['8 BCP178'],
  },
]

describe.each([{ group: 'resources', cases: RESOURCES }])('Bicep that does not compile: $group', ({ cases }) => {
  it.each(cases)('$name', async ({ text, files, expected }) => {
    expect(inShort(await checkSnippet('main.bicep', { ...files, 'main.bicep': text }))).toEqual(expected)
  })
})
