import { DESCRIBED, KIND, SKU, account, checkSnippet, inShort, type RejectedCase } from './check-snippet'

const ACCESS: readonly RejectedCase[] = [
  {
    name: 'a property a resource does not have',
    text: `${account(KIND, SKU)}\noutput a string = account.properties.primaryEndpoint.blob\n`,
    expected: ['8 BCP053'],
  },
  {
    name: 'a property the subscription does not have',
    text: 'output a string = subscription().tenant\n',
    expected: ['1 BCP053'],
  },
  {
    name: 'a property of a text',
    text: `${DESCRIBED}param a string\n\noutput b string = a.length\n`,
    expected: ['4 BCP055'],
  },
  {
    name: 'a resource that may not exist',
    text:
      `${DESCRIBED}param a bool\n\n${account(KIND, SKU).replace('= {', '= if (a) {')}\noutput b string = ` +
      `account.properties.primaryEndpoints.blob\n`,
    expected: ['11 BCP318'],
  },
  {
    name: 'a function of a resource that may not exist',
    text:
      `${DESCRIBED}param a bool\n\n${account(KIND, SKU).replace('= {', '= if (a) {')}\nvar keys = ` +
      `account.listKeys()\n\noutput b int = length(keys)\n`,
    expected: ['11 BCP422'],
  },
  {
    name: 'an object that may be null',
    text: `${DESCRIBED}param a { b: string }?\n\noutput c string = a.b\n`,
    expected: ['4 BCP318'],
  },
  {
    name: 'a value that may be null where none may',
    text: `${DESCRIBED}param a string?\n\noutput c string = a\n`,
    expected: ['4 BCP321'],
  },
  {
    name: 'a property that can only be written',
    text:
      "resource a 'Microsoft.Web/sites@2024-04-01' existing = {\n  name: 'a'\n}\n\noutput c object = " +
      'a.properties.cloningInfo\n',
    expected: ['5 BCP077'],
  },
  {
    name: 'a property that differs in a letter',
    text:
      "resource a 'Microsoft.Web/sites@2024-04-01' existing = {\n  name: 'a'\n}\n\noutput c string = " +
      'a.identity.principalid\n',
    expected: ['5 BCP053'],
  },
  {
    name: 'a file to load that is missing',
    text: "output a string = loadTextContent('none.txt')\n",
    expected: ['1 BCP091'],
  },
  {
    name: 'a default of the wrong type',
    text: `${DESCRIBED}param a int = 'x'\n\noutput b int = a\n`,
    expected: ['2 BCP033'],
  },
  {
    name: 'a default outside the allowed values',
    text: `${DESCRIBED}@allowed([22, 24])\nparam a int = 20\n\noutput b int = a\n`,
    expected: ['3 BCP033'],
  },
  {
    name: 'a default outside the bounds',
    text: `${DESCRIBED}@minValue(1)\n@maxValue(3)\nparam a int = 0\n\noutput b int = a\n`,
    expected: ['4 BCP328'],
  },
  {
    name: 'a default above the bounds',
    text: `${DESCRIBED}@maxValue(3)\nparam a int = 4\n\noutput b int = a\n`,
    expected: ['3 BCP327'],
  },
  {
    name: 'values outside the bounds of an imported type',
    text:
      `import { place } from 'types.bicep'\n\n${DESCRIBED}param a place = {\n  count: 9\n  letter: ` +
      `'abc'\n}\n\noutput b object = a\n`,
    files: {
      'types.bicep':
        '@maxLength(2)\ntype letter = string\n\n@export()\ntype place = {\n  @minValue(1)\n  @maxValue(3)\n  ' +
        'count: int?\n  letter: letter\n}\n',
    },
    expected: ['5 BCP327', '6 BCP332'],
  },
  { name: 'an output of the wrong type', text: "output a bool = 'x' == 'y' ? 1 : true\n", expected: ['1 BCP033'] },
]

const STYLE: readonly RejectedCase[] = [
  {
    name: 'an address that differs between clouds',
    text: "output a string = 'https://management.azure.com/'\n",
    expected: ['1 no-hardcoded-env-urls'],
  },
  {
    name: 'a fixed region',
    text: account(KIND, SKU).replace('resourceGroup().location', "'westeurope'"),
    expected: ['3 no-hardcoded-location'],
  },
  {
    name: 'a string around one value',
    text: `${DESCRIBED}param a string\n\noutput b string = '\${a}'\n`,
    expected: ['4 simplify-interpolation'],
  },
  {
    name: 'concat of texts',
    text: `${DESCRIBED}param a string\n\noutput b string = concat('x', a)\n`,
    expected: ['4 prefer-interpolation'],
  },
  {
    name: 'quotes around a plain key',
    text: "output a object = { 'b': 1 }\n",
    expected: ['1 prefer-unquoted-property-names'],
  },
  {
    name: 'a parent in the name',
    text:
      `${account(KIND, SKU)}\nresource c 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {\n  name: ` +
      `'\${account.name}/default'\n}\n`,
    expected: ['9 use-parent-property'],
  },
  {
    name: 'a secret that is not marked',
    text: `${DESCRIBED}param adminPassword string\n\noutput b int = length(adminPassword)\n`,
    expected: ['2 secure-secrets-in-params'],
  },
  {
    name: 'a secret with a default',
    text: `${DESCRIBED}@secure()\nparam a string = 'x'\n\n${account(KIND, SKU, '  tags: { a: a }')}`,
    expected: ['3 secure-parameter-default'],
  },
  {
    name: 'a key in an output',
    text: `${account(KIND, SKU)}\noutput a string = account.listKeys().keys[0].value\n`,
    expected: ['8 outputs-should-not-contain-secrets'],
  },
  {
    name: 'a secret parameter in an output',
    text: `${DESCRIBED}@secure()\nparam a string\n\noutput b string = a\n`,
    expected: ['5 outputs-should-not-contain-secrets'],
  },
]

describe.each([
  { group: 'values', cases: ACCESS },
  { group: 'style', cases: STYLE },
])('Bicep that does not compile: $group', ({ cases }) => {
  it.each(cases)('$name', async ({ text, files, expected }) => {
    expect(inShort(await checkSnippet('main.bicep', { ...files, 'main.bicep': text }))).toEqual(expected)
  })
})
