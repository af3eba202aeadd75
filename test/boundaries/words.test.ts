import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow, ROOT, sourceFiles, type SourceFile } from './source-file'

/** Names that are deployed, stored or somebody else's, so that they keep their form, and where they are. */
const NAMES_THAT_BIND: Readonly<Record<string, string>> = {
  spoke: 'member of the stored record of an activity',
  untold: 'member of the stored ledger entry',
  ChoreFailures: 'metric, with an alarm in the deployed stack',
  machineCredentialsElsewhere: 'rule id runwarden.cloud.machine-credentials-elsewhere',
  'machine-credentials-elsewhere': 'file of that rule',
  allSettled: 'Promise of JavaScript',
  PromiseSettledResult: 'type of JavaScript',
  settled: 'AMQP 1.0: a delivery whose fate both ends know; used with the library rhea only',
}

/** Evidence that alerts carry, so that two versions give the same bytes for one log. */
const TEXTS_THAT_BIND: readonly string[] = ['speaks the protocol or the options of a coin miner']

/** Words that docs/architecture.md forbids behind a heading; it writes them in backticks. */
const forbidden = (architecture: string, heading: string): readonly string[] => {
  const [, paragraph = ''] = architecture.split(`\n${heading}: `)
  return [...(paragraph.split('\n\n')[0] ?? '').matchAll(/`([a-z ]+)`/g)].map(([, word = '']) => word)
}

/** `holdBack`, `HOLD_BACK` and `hold-back.ts` as " hold back ". */
const wordsOf = (name: string): string =>
  ` ${name
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .replace(/[^A-Za-z]+/g, ' ')
    .trim()
    .toLowerCase()} `

const wrongNames = (names: readonly string[], words: readonly string[]): readonly string[] =>
  [...new Set(names)].filter(
    (name) => !Object.hasOwn(NAMES_THAT_BIND, name) && words.some((word) => wordsOf(name).includes(` ${word} `)),
  )

const wrongLines = (text: string, words: readonly string[]): readonly string[] => {
  const pattern = new RegExp(`(?<![\\w/.-])(${words.join('|').replaceAll(' ', '\\s+')})(?![\\w/-])`, 'i')
  return text.split('\n').filter((line) => pattern.test(line) && !TEXTS_THAT_BIND.includes(line))
}

const ARCHITECTURE = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')
const notInNames = forbidden(ARCHITECTURE, 'Not in names')
const notInText = forbidden(ARCHITECTURE, 'Not in docs, comments, messages and names of tests')

const FOLDERS = ['shared', 'functions', 'infra', 'scripts', 'test']
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...filesBelow('docs', '.md')]

/** The lists and the table of words name what they forbid. */
const withoutLists = (page: string): string => page.replace(/\n## Words\n[^]*?\n## /, '\n## ')

const nameOf = ({ path }: SourceFile): string => path.replace(/^.*\/|(\.test|\.fixture)?\.\w+$/g, '')

describe.each(FOLDERS)('%s', (folder) => {
  const files = sourceFiles(folder)

  it('has no forbidden word in a name', () => {
    const found = files.flatMap((file) =>
      wrongNames([nameOf(file), ...file.names], notInNames).map((name) => `${file.path}: ${name}`),
    )
    expect(found).toEqual([])
  })

  it('has no forbidden word in a comment or a string', () => {
    const own = files.filter(({ path }) => path !== 'test/boundaries/words.test.ts')
    const found = own.flatMap(({ path, texts }) =>
      texts.flatMap((text) => wrongLines(text, notInText).map((line) => `${path}: ${line.trim()}`)),
    )
    expect(found).toEqual([])
  })
})

describe('docs', () => {
  it.each(PAGES)('%s has no forbidden word', (page) => {
    expect(wrongLines(withoutLists(readFileSync(join(ROOT, page), 'utf8')), notInText)).toEqual([])
  })
})

describe('the lists', () => {
  it('are read from docs/architecture.md', () => {
    expect(notInNames).toContain('hold back')
    expect(notInNames.length).toBeGreaterThan(30)
    expect(notInText).toContain('speaks')
    expect(notInText.length).toBeGreaterThan(20)
    expect(withoutLists(ARCHITECTURE)).not.toContain('| gravest |')
  })

  it.each([
    'hasSpoken',
    'tellOtherCloud',
    'SETTLED_AND_CLAIMED',
    'hold-back',
    'holdBack',
    'CommandFacts',
    'isHTMLTold',
    'withoutDegradedRepeats',
  ])('find the name %s', (name) => {
    expect(wrongNames([name], notInNames)).toEqual([name])
  })

  it.each([
    'spokesperson',
    'performance',
    'artefacts',
    'lookup',
    'autosettle',
    'factory',
    'spoke',
    'machineCredentialsElsewhere',
  ])('leave the name %s', (name) => {
    expect(wrongNames([name], notInNames)).toEqual([])
  })

  it.each(['The rule speaks', 'Told once.', 'alerts are held  back', 'whoever reads'])(
    'find the sentence "%s"',
    (text) => {
      expect(wrongLines(text, notInText)).toEqual([text])
    },
  )

  it.each(['the record does not say', 'ChoreFailures', 'see settle-in.md', '"untold/": state'])(
    'leave the sentence "%s"',
    (text) => {
      expect(wrongLines(text, notInText)).toEqual([])
    },
  )
})
