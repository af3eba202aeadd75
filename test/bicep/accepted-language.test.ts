import { checkSnippet, type AcceptedCase } from './check-snippet'

const CASES: readonly AcceptedCase[] = [
  {
    name: 'decorators, their short and their qualified form',
    text: `
@description('How many.')
@minValue(1)
@maxValue(10)
param count int = 3

@sys.description('''
A size,
in words.
''')
@allowed([
  'small'
  'large'
])
param size string = 'small'

@description('Nobody may read it.')
@secure()
@minLength(8)
param hidden string

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'group'
  location: 'global'
  tags: {
    hidden: hidden
  }
}

@description('What was chosen.')
output chosen string = '\${size}\${count}\${group.name}'
`,
  },
  {
    name: 'user types: objects, unions, arrays, optional and quoted keys, a type that refers to itself',
    text: `
type letter = 'a' | 'b' | null

@sealed()
type place = {
  @description('Its name.')
  name: string
  letter: letter?
  'odd-key': int?
  counts: int[]?
  inner: {
    list: ('x' | 'y')[]
  }
  next: place?
  *: string
}

@description('Where.')
param where place

@description('More of it.')
param others place[] = []

@description('Written in place.')
param inline { a: string, b: bool? } = { a: 'x' }

output names array = [where.name, inline.a, others, where.inner.list]
`,
  },
  {
    name: 'imported types and functions, one a line',
    text: `
import {
  place
  label as named
} from './shared.bicep'
import * as everything from './shared.bicep'

@description('Where.')
param where place

output text string = named(where.name)
output again string = everything.label(where.name)
`,
    files: {
      'shared.bicep':
        "@export()\ntype place = {\n  name: string\n}\n\n@export()\nfunc label(text string) string => '<${text}>'\n",
    },
  },
  {
    name: 'lambdas with one and with two arguments',
    text: `
@description('Rows.')
param rows { name: string, size: int }[]

output sizes array = map(filter(rows, row => row.size > 1), row => row.size)
output total int = reduce(rows, 0, (sum, row) => sum + row.size)
output byName object = toObject(rows, row => row.name, row => row.size)
output sorted array = sort(rows, (a, b) => a.size < b.size)
`,
  },
  {
    name: 'safe access, default for null, and not-null assertions',
    text: `
@description('Perhaps a row.')
param row { name: string?, size: int }?

@description('Perhaps a name.')
param name string?

output a string = row.?name ?? name ?? 'none'
output b int = row!.size
output c string = toLower(name!)
output d array = [name!, row!.?name]
output e string = '<\${name!}>'
output f bool = name! == 'x' ? true : false
`,
  },
  {
    name: 'strings: escapes, interpolation inside interpolation, several lines, quotes and slashes',
    text: `
@description('A word.')
param word string

var several = '''
first 'line'
// no comment, no \${interpolation}
'''
var escaped = 'it\\'s \\\${not} \\u{1F600} /* no comment */ # no directive'
var nested = '\${word == 'a' ? '\${word}-\${several}' : 'http://example.com'}.'
var empty = ''

output all array = [several, escaped, nested, empty] // it's a comment
/* it's
   another */
`,
  },
  {
    name: 'spreads in objects and arrays, and arrays inside arrays on their own lines',
    text: `
@description('Tags.')
param tags object = {}

var more = {
  ...tags
  owner: 'example'
}
var list = [
  more
  ...[1, 2]
  [3]
]

output all array = [{ ...more, ...tags }, ...list]
`,
  },
  {
    name: 'ternaries over several lines and operators',
    text: `
@description('A number.')
param number int

output text string = number > 3 && number <= 9 || !(number == 5)
  ? number % 2 == 0
    ? 'even'
    : 'odd'
  : 'SMALL' =~ 'small'
    ? 'same'
    : 'other'
output negative int = -number + 2 * (3 - 1)
`,
  },
  { name: 'a finding silenced on its line', text: `#disable-next-line no-unused-vars\nvar unused = 1\n` },
  {
    name: 'property keys that are keywords',
    text:
      "output all object = {\n  type: 'a'\n  resource: 'b'\n  for: 1\n  if: 2\n  output: {\n    module: 3\n  " +
      '}\n}\n',
  },
  {
    name: 'CRLF line ends',
    text: "@description('A word.')\r\nparam word string = 'x'\r\n\r\noutput text string = word\r\n",
  },
  { name: 'an empty file', text: '' },
]

describe('Bicep that compiles: language', () => {
  it.each(CASES)('$name', async ({ text, files }) => {
    expect(await checkSnippet('main.bicep', { ...files, 'main.bicep': text })).toEqual([])
  })
})
