import { DESCRIBED, KIND, SKU, account, checkSnippet, inShort, type RejectedCase } from './check-snippet'

const PART =
  `${DESCRIBED}param word 'a' | 'b'\n\n${DESCRIBED}param count int = 1\n\noutput text string = ` +
  `'\${word}\${count}'\n`
const GROUP_PART = `targetScope = 'subscription'\n\n${PART}`

const FILES = { 'part.bicep': PART, 'group.bicep': GROUP_PART }

const MODULES: readonly RejectedCase[] = [
  {
    name: 'a module file that is missing',
    text: "module a 'none.bicep' = {\n  name: 'a'\n}\n",
    expected: ['1 BCP091'],
  },
  {
    name: 'a module without a required parameter',
    text: "module a 'part.bicep' = {\n  name: 'a'\n  params: {\n    count: 2\n  }\n}\n",
    expected: ['3 BCP035'],
  },
  { name: 'a module without params', text: "module a 'part.bicep' = {\n  name: 'a'\n}\n", expected: ['1 BCP035'] },
  {
    name: 'an unknown parameter of a module',
    text: "module a 'part.bicep' = {\n  params: {\n    word: 'a'\n    size: 1\n  }\n}\n",
    expected: ['4 BCP037'],
  },
  {
    name: 'a parameter of the wrong type',
    text: "module a 'part.bicep' = {\n  params: {\n    word: 'a'\n    count: '2'\n  }\n}\n",
    expected: ['4 BCP036'],
  },
  {
    name: 'a parameter outside a union',
    text: "module a 'part.bicep' = {\n  params: {\n    word: 'c'\n  }\n}\n",
    expected: ['3 BCP036'],
  },
  {
    name: 'an unknown property of a module',
    text: "module a 'part.bicep' = {\n  parameters: {}\n  params: {\n    word: 'a'\n  }\n}\n",
    expected: ['2 BCP037'],
  },
  {
    name: 'an output a module does not have',
    text: "module a 'part.bicep' = {\n  params: {\n    word: 'a'\n  }\n}\n\noutput b string = a.outputs.word\n",
    expected: ['7 BCP053'],
  },
  {
    name: 'an output of a loop of modules without an index',
    text:
      "module a 'part.bicep' = [for n in ['a']: {\n  name: n\n  params: {\n    word: 'a'\n  }\n}]\n\noutput b " +
      'string = a.outputs.text\n',
    expected: ['8 BCP055'],
  },
  {
    name: 'an output of a module that may not exist',
    text:
      `${DESCRIBED}param c bool\n\nmodule a 'part.bicep' = if (c) {\n  params: {\n    word: 'a'\n  }\n}\n\noutput ` +
      `b string = a.outputs.text\n`,
    expected: ['10 BCP318'],
  },
  {
    name: 'a module of another scope',
    text: "targetScope = 'subscription'\n\nmodule a 'part.bicep' = {\n  params: {\n    word: 'a'\n  }\n}\n",
    expected: ['3 BCP134'],
  },
  {
    name: 'a module sent to the wrong scope',
    text:
      "targetScope = 'subscription'\n\nmodule a 'group.bicep' = {\n  scope: resourceGroup('x')\n  params: {\n    " +
      "word: 'a'\n  }\n}\n",
    expected: ['4 BCP134'],
  },
  {
    name: 'a scope known only after deployment',
    text:
      "targetScope = 'subscription'\n\nmodule a 'group.bicep' = {\n  params: {\n    word: 'a'\n  }\n}\n\nmodule b " +
      "'part.bicep' = {\n  scope: resourceGroup(a.outputs.text)\n  params: {\n    word: 'a'\n  }\n}\n",
    expected: ['10 BCP120'],
  },
]

const PARAMETER_FILES: readonly RejectedCase[] = [
  { name: 'no template', text: "param word = 'a'\n", expected: ['1 BCP261'] },
  { name: 'a template that is missing', text: "using 'none.bicep'\n", expected: ['1 BCP091'] },
  {
    name: 'a required parameter without a value',
    text: "using 'part.bicep'\n\nparam count = 2\n",
    expected: ['1 BCP258'],
  },
  {
    name: 'a parameter the template does not have',
    text: "using 'part.bicep'\n\nparam word = 'a'\nparam size = 2\n",
    expected: ['4 BCP259'],
  },
  {
    name: 'a value of the wrong type',
    text: "using 'part.bicep'\n\nparam word = 'c'\nparam count = '2'\n",
    expected: ['3 BCP033', '4 BCP033'],
  },
]

describe.each([{ group: 'modules', cases: MODULES }])('Bicep that does not compile: $group', ({ cases }) => {
  it.each(cases)('$name', async ({ text, files, expected }) => {
    expect(inShort(await checkSnippet('main.bicep', { ...FILES, ...files, 'main.bicep': text }))).toEqual(expected)
  })
})

describe('parameters files that do not fit', () => {
  it.each(PARAMETER_FILES)('$name', async ({ text, expected }) => {
    expect(inShort(await checkSnippet('main.bicepparam', { ...FILES, 'main.bicepparam': text }))).toEqual(expected)
  })
})

describe('a finding', () => {
  it('names its file, column, level and what to do', async () => {
    const [finding] = await checkSnippet('main.bicep', {
      'main.bicep': account(KIND, SKU, '  properties: {', '    allowsharedkeyaccess: false', '  }'),
    })
    expect(finding).toEqual({
      file: expect.stringMatching(/main\.bicep$/),
      line: 7,
      column: 5,
      code: 'BCP037',
      severity: 'warning',
      message:
        'StorageAccountPropertiesCreateParametersOrStorageAccountProperties has no property ' +
        '"allowsharedkeyaccess"; write "allowSharedKeyAccess"',
    })
  })

  it('lists the allowed values of an enumeration', async () => {
    const [finding] = await checkSnippet('main.bicep', {
      'main.bicep': account(KIND, SKU, "  properties: { accessTier: 'Warm' }"),
    })
    expect(finding?.message).toBe("property \"accessTier\" got 'Warm', expected 'Hot' | 'Cool' | 'Premium' | 'Cold'")
  })

  it('of our own types is an error, where a resource only warns', async () => {
    const findings = await checkSnippet('main.bicep', {
      ...FILES,
      'main.bicep': "module a 'part.bicep' = {\n  params: {\n    word: 'a'\n    size: 1\n  }\n}\n",
    })
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['BCP037', 'error']])
  })
})
