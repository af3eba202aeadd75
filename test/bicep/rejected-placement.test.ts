import { DESCRIBED, KIND, SKU, account, checkSnippet, inShort, type RejectedCase } from './check-snippet'

const CHILD = "\n  resource blobs 'blobServices' = {\n    name: 'default'\n  }"
const PART = `${DESCRIBED}param word string\n\noutput text string = word\n`

const CASES: readonly RejectedCase[] = [
  {
    name: 'a loop inside a loop of a variable',
    text: 'var a = [for x in [1]: [for y in [2]: x + y]]\n\noutput b array = a\n',
    expected: ['1 BCP138'],
  },
  { name: 'a loop as an argument', text: 'output a int = length([for x in [1]: x])\n', expected: ['1 BCP138'] },
  {
    name: 'a loop in an object of an output',
    text: 'output a object = {\n  b: [for x in [1]: x]\n}\n',
    expected: ['2 BCP138'],
  },
  {
    name: 'a loop in a default',
    text: `${DESCRIBED}param a array = [for x in [1]: x]\n\noutput b array = a\n`,
    expected: ['2 BCP138'],
  },
  {
    name: 'a loop in a branch of a ternary',
    text: account(KIND, SKU, "  tags: { a: string(true ? [for x in ['b']: x] : []) }"),
    expected: ['6 BCP138'],
  },
  {
    name: 'a loop inside the loop of a property',
    text:
      "resource a 'Microsoft.Insights/actionGroups@2023-01-01' = {\n  name: 'a'\n  location: 'global'\n  " +
      "properties: {\n    enabled: true\n    groupShortName: 'a'\n    webhookReceivers: [for x in ['b']: {\n      " +
      "name: x\n      serviceUri: 'c'\n      tenantId: [for y in ['d']: y]\n    }]\n  }\n}\n",
    expected: ['10 BCP036', '10 BCP142'],
  },
  {
    name: 'a resource inside a loop of resources',
    text: account(KIND, SKU, CHILD)
      .replace('= {', "= [for n in ['one']: {")
      .replace("'runwarden'", 'n')
      .replace(/\}\n$/, '}]\n'),
    expected: ['7 BCP160'],
  },
  {
    name: 'a loop whose rounds have one name',
    text: account(KIND, SKU).replace('= {', "= [for n in ['one', 'two']: {").replace(/\}\n$/, '}]\n'),
    expected: ['1 BCP179'],
  },
  {
    name: 'a loop of modules whose rounds have one name',
    text: "module a 'part.bicep' = [for n in ['x']: {\n  name: 'a'\n  params: {\n    word: n\n  }\n}]\n",
    files: { 'part.bicep': PART },
    expected: ['1 BCP179'],
  },
  {
    name: 'a nested resource that is not there',
    text: `${account(KIND, SKU, CHILD)}\noutput a string = account::tables.id\n`,
    expected: ['12 BCP159'],
  },
  {
    name: 'parameters from a variable',
    text: "var given = {\n  word: 'x'\n}\n\nmodule a 'part.bicep' = {\n  params: given\n}\n",
    files: { 'part.bicep': PART },
    expected: ['6 BCP183'],
  },
  {
    name: 'a parent by its id',
    text:
      `${account(KIND, SKU)}\nresource b 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {\n  ` +
      `parent: account.id\n  name: 'default'\n}\n`,
    expected: ['9 BCP240'],
  },
  { name: 'a lambda as a value', text: 'output a object = {\n  b: x => x\n}\n', expected: ['2 BCP242'] },
  { name: 'a spread at the top of a resource', text: account(KIND, SKU, '  ...{}'), expected: ['6 BCP401'] },
  {
    name: 'a spread in the parameters of a module',
    text: "module a 'part.bicep' = {\n  params: {\n    ...{}\n    word: 'x'\n  }\n}\n",
    files: { 'part.bicep': PART },
    expected: ['3 BCP401'],
  },
]

describe('Bicep that does not compile: placement', () => {
  it.each(CASES)('$name', async ({ text, files, expected }) => {
    expect(inShort(await checkSnippet('main.bicep', { ...files, 'main.bicep': text }))).toEqual(expected)
  })
})
