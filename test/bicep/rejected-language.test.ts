import { DESCRIBED, checkSnippet, inShort, type RejectedCase } from './check-snippet'

const SYNTAX: readonly RejectedCase[] = [
  { name: 'a missing equals sign', text: "var a = 1\nresource x 'y@z' {\n}\n", expected: ['2 BCP018'] },
  { name: 'a brace that is never closed', text: 'var a = {\n  b: 1\n', expected: ['3 BCP018'] },
  { name: 'a string that is not closed on its line', text: "var a = 'x\nvar b = 2\n", expected: ['1 BCP004'] },
  { name: 'a multi-line string that is never closed', text: "var a = '''\nx\n", expected: ['1 BCP140'] },
  { name: 'a comment that is never closed', text: 'var a = 1\n/* x\n', expected: ['2 BCP002'] },
  { name: 'an escape that does not exist', text: "var a = 'x\\y'\n", expected: ['1 BCP006'] },
  { name: 'a character that means nothing', text: 'var a = 1;\n', expected: ['1 BCP001'] },
  { name: 'a line that begins no declaration', text: 'var a = 1\n\nfoo a = 2\n', expected: ['3 BCP007'] },
  { name: 'a value that is missing', text: 'var a =\nvar b = 1\n', expected: ['1 BCP009'] },
  { name: 'two declarations on one line', text: 'var a = 1 var b = 2\n', expected: ['1 BCP019'] },
  {
    name: 'a decorator on the line of its declaration',
    text: "@description('d') param a string\n",
    expected: ['1 BCP019'],
  },
  { name: 'two properties on one line without a comma', text: 'var a = { b: 1 c: 2 }\n', expected: ['1 BCP236'] },
  { name: 'a comma at the end of a line', text: 'var a = {\n  b: 1,\n  c: 2\n}\n', expected: ['2 BCP238'] },
  {
    name: 'arguments on lines of their own without commas',
    text: 'var a = union(\n  {}\n  {}\n)\n',
    expected: ['3 BCP237'],
  },
  { name: 'an operator at the beginning of a line', text: 'var a = true\n  && false\n', expected: ['2 BCP007'] },
  { name: 'an array inside an interpolation', text: "var a = 'x${join([1], ',')}'\n", expected: ['1 BCP087'] },
  { name: 'a property without a name', text: 'var a = {\n  [1]\n}\n', expected: ['2 BCP022'] },
  { name: 'two values in one pair of parentheses', text: 'var a = (1, 2)\n', expected: ['1 BCP243'] },
  { name: 'a loop without a colon', text: 'var a = [for x in [1] {\n}]\n', expected: ['1 BCP018'] },
]

const NAMES: readonly RejectedCase[] = [
  { name: 'a name declared twice', text: 'var a = 1\nvar a = 2\n\noutput b int = a\n', expected: ['2 BCP028'] },
  { name: 'an output declared twice', text: 'output a int = 1\noutput a int = 2\n', expected: ['2 BCP145'] },
  { name: 'an unknown name', text: "output a string = 'x${missing}'\n", expected: ['1 BCP057'] },
  {
    name: 'a loop variable outside its loop',
    text: 'output a array = [for x in [1]: x]\noutput b int = x\n',
    expected: ['2 BCP057'],
  },
  {
    name: 'a lambda variable outside its lambda',
    text: 'output a array = concat(map([1], x => x), [x])\n',
    expected: ['1 BCP057'],
  },
  { name: 'an unknown function', text: "output a string = upper('x')\n", expected: ['1 BCP057'] },
  { name: 'an unknown function of a namespace', text: "output a string = sys.upper('x')\n", expected: ['1 BCP107'] },
  { name: 'an unknown decorator', text: "@describe('d')\nvar a = 1\n\noutput b int = a\n", expected: ['1 BCP057'] },
  { name: 'too few arguments', text: "output a string = replace('x', 'y')\n", expected: ['1 BCP071'] },
  {
    name: 'too many arguments for a function of the file',
    text: 'func f(a int) int => a\n\noutput b int = f(1, 2)\n',
    expected: ['3 BCP071'],
  },
  { name: 'an unknown type', text: `${DESCRIBED}param a strin\n\noutput b string = a\n`, expected: ['2 BCP302'] },
  { name: 'a parameter nobody uses', text: `${DESCRIBED}param a string\n`, expected: ['2 no-unused-params'] },
  { name: 'a variable nobody uses', text: 'var a = 1\n', expected: ['1 no-unused-vars'] },
  {
    name: 'an existing resource nobody uses',
    text: "resource a 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {\n  name: 'known'\n}\n",
    expected: ['1 no-unused-existing-resources'],
  },
  {
    name: 'variables that need each other',
    text: 'var a = b\nvar b = a\n\noutput c int = b\n',
    expected: ['1 BCP080', '2 BCP080'],
  },
  {
    name: 'a parameter without a description',
    text: 'param a string\n\noutput b string = a\n',
    expected: ['1 runwarden-description'],
  },
  {
    name: 'a parameter with an empty description',
    text: "@description(' ')\nparam a string\n\noutput b string = a\n",
    expected: ['2 runwarden-description'],
  },
  {
    name: 'a default that uses a variable',
    text: `var a = 'x'\n\n${DESCRIBED}param b string = a\n\noutput c string = b\n`,
    expected: ['4 BCP072'],
  },
  { name: 'the time outside a default', text: 'output a string = utcNow()\n', expected: ['1 BCP065'] },
  { name: 'an unknown target scope', text: "targetScope = 'subscriptions'\n", expected: ['1 BCP033'] },
  {
    name: 'an import of what the file does not export',
    text: "import { hidden } from 'part.bicep'\n\noutput a string = hidden()\n",
    files: { 'part.bicep': "func hidden() string => 'x'\n" },
    expected: ['1 BCP360'],
  },
  { name: 'an import from a missing file', text: "import * as a from 'none.bicep'\n", expected: ['1 BCP091'] },
]

describe.each([
  { group: 'syntax', cases: SYNTAX },
  { group: 'names', cases: NAMES },
])('Bicep that does not compile: $group', ({ cases }) => {
  it.each(cases)('$name', async ({ text, files, expected }) => {
    expect(inShort(await checkSnippet('main.bicep', { ...files, 'main.bicep': text }))).toEqual(expected)
  })
})
