import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { filesBelow, ROOT } from '../../../boundaries/source-file'
import { analyze } from './kusto'
import { writtenMembers } from './log-lines'
import { queriesIn, type Query } from './queries'
import { TABLES } from './tables'

const AZURE = join(ROOT, 'infra', 'azure')

const compiled = (path: string): readonly Query[] => queriesIn(JSON.parse(readFileSync(join(AZURE, path), 'utf8')))

/** What is wrong with a query, given the members that each sort of log line has; empty when nothing is. */
const faultsOf = (text: string, written: ReadonlyMap<string, readonly string[]>): readonly string[] => {
  const { problems, reads, events } = analyze(text)
  const unknown = events.filter((event) => !written.has(event)).map((event) => `no line has the event ${event}`)
  const members = reads.filter((read) => read.startsWith('line.')).map((read) => read.slice('line.'.length))
  const others = reads.filter((read) => !read.startsWith('line.')).map((read) => `${read} is no member of a log line`)
  const isWritten = (event: string): boolean => members.every((member) => written.get(event)?.includes(member) ?? false)
  const candidates = events.length > 0 ? events : [...written.keys()]
  const unwritten =
    members.length === 0 || candidates.some(isWritten)
      ? []
      : [`no line of ${candidates.join()} has all of ${members.join()}`]
  return [...problems, ...unknown, ...others, ...unwritten]
}

const ALERT_RULES = [
  'function-failures',
  'quarantine-growth',
  'delivery-failed',
  'health-notice',
  'heartbeat-missing',
  'records-missing',
  'name-alerts',
]
const WORKBOOK = ['alerts', 'counters', 'runs', 'quarantine']

const queries = compiled('azuredeploy.json')

describe('the queries of the compiled templates', () => {
  it('are these, and none is left out', () => {
    expect(queries.map(({ name }) => name)).toEqual([...ALERT_RULES, ...WORKBOOK])
  })

  it('are none in the template of a management group', () => {
    expect(compiled('management-group.json')).toEqual([])
  })

  it.each(queries)('$name is accepted by Kusto and reads what the app writes', async ({ text }) => {
    expect(faultsOf(text, await writtenMembers())).toEqual([])
  })

  it('are those of the snapshots, which hold what the compiler makes of them', () => {
    const snapshots = filesBelow('infra/azure/snapshots', '.snapshot.json')
    const deployed = snapshots.flatMap((path) => compiled(relative(AZURE, join(ROOT, path))).map(({ text }) => text))
    const unnamed = deployed.map((text) => text.replace(/(AppRoleName =~ )'[^']+'/g, "$1'name'"))
    expect(new Set(unnamed)).toEqual(new Set(queries.map(({ text }) => text)))
  })

  it('ask about this app only, where they ask about apps', () => {
    const others = queries.filter(({ text }) => /\bApp[A-Z]/.test(text) && !text.includes("AppRoleName =~ 'name'"))
    expect(others).toEqual([])
  })

  it('use every table that is described', () => {
    const used = Object.keys(TABLES).filter((table) => queries.some(({ text }) => text.includes(table)))
    expect(used).toEqual(Object.keys(TABLES))
  })
})

describe('a faulty query', () => {
  const faults = async (text: string): Promise<readonly string[]> => faultsOf(text, await writtenMembers())
  const LINES = "AppTraces | extend line = parse_json(Message) | where line.event == 'AlertSent'"

  it.each([
    ['the alert mail for those without AWS', 'name-alerts'],
    ['the list of the workbook', 'alerts'],
  ])('%s is refused', async (_, name) => {
    const { text = '' } = queries.find((query) => query.name === name) ?? {}
    const seeded = text.replace("line['title']", 'line.title')
    expect(seeded).not.toBe(text)
    expect((await faults(seeded)).join()).toContain("needs to be bracketted as ['title']")
  })

  it.each([
    ['a column that no such table has', 'AppTraces | where Url == "x"', "The name 'Url' does not refer to any known"],
    ['a table that nobody described', 'AppEvents | take 1', "The name 'AppEvents' does not refer to any known"],
    ['a wrong type', 'AppRequests | where Success == "yes" + 1', "operator '+' is not defined"],
    [
      'a member that no line has',
      `${LINES} | extend a = line.headline`,
      'no line of AlertSent has all of event,headline',
    ],
    ['a member of another line', `${LINES} | extend a = line.detail`, 'no line of AlertSent has all of event,detail'],
    [
      'a bracketed member that no line has',
      `${LINES} | extend a = line['x']`,
      'no line of AlertSent has all of event,x',
    ],
    [
      'a computed member',
      `${LINES} | extend a = line[tostring(Message)]`,
      'no line of AlertSent has all of event,[...]',
    ],
    ['an event that nobody writes', LINES.replace('AlertSent', 'Alerted'), 'no line has the event Alerted'],
    [
      'members of two lines',
      'AppTraces | extend line = parse_json(Message) | where line.title == line.sink',
      'no line of',
    ],
    [
      'a member of a value we do not write',
      'AppTraces | where Properties.x == 1',
      'Properties.x is no member of a log line',
    ],
  ])('%s is found', async (_, text, expected) => {
    expect((await faults(text)).join('\n')).toContain(expected)
  })
})

describe('the search for queries', () => {
  const QUERY = 'AppTraces | take 1'

  it.each<{ name: string; compiled: unknown; expected: readonly Query[] }>([
    { name: 'a literal', compiled: { name: 'a', query: QUERY }, expected: [{ name: 'a', text: QUERY }] },
    {
      name: 'an expression',
      compiled: { name: 'a', query: "[format('AppTraces | where Message == ''{0}''', parameters('x'))]" },
      expected: [{ name: 'a', text: "AppTraces | where Message == 'name'" }],
    },
    {
      name: 'a query without an operator',
      compiled: { name: 'a', items: [{ linkedQuery: 'AppTraces' }] },
      expected: [{ name: 'a', text: 'AppTraces' }],
    },
    {
      name: 'a query under another name',
      compiled: { name: 'a', properties: { criteria: { text: QUERY } } },
      expected: [{ name: 'a', text: QUERY }],
    },
    {
      name: 'a query in a text that is JSON',
      compiled: { serializedData: JSON.stringify({ items: [{ name: 'b', content: { query: QUERY } }] }) },
      expected: [{ name: 'b', text: QUERY }],
    },
    {
      name: 'a query in an expression that is JSON',
      compiled: { serializedData: `[string('{"name":"b","query":"${QUERY}"}')]` },
      expected: [{ name: 'b', text: QUERY }],
    },
    { name: 'no reference', compiled: { query: "[variables('rules')[copyIndex()].query]" }, expected: [] },
    {
      name: 'what it cannot follow, so that Kusto refuses it',
      compiled: { name: 'a', query: "[concat(variables('x'), ' union ')]" },
      expected: [{ name: 'a', text: 'x' }],
    },
  ])('finds $name', ({ compiled: given, expected }) => {
    expect(queriesIn(given)).toEqual(expected)
  })
})

describe('queries that are deployed unvalidated', () => {
  it('each have their reason beside them', () => {
    const lines = filesBelow('infra/azure', '.bicep').flatMap((path) => {
      const all = readFileSync(join(ROOT, path), 'utf8').split('\n')
      return all.flatMap((line, place) =>
        /\bskipQueryValidation: true\b/.test(line) ? [{ path, before: all[place - 1] ?? '' }] : [],
      )
    })
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.filter(({ before }) => !/^\s*\/\/ \w/.test(before))).toEqual([])
  })
})
