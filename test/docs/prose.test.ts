import { PassThrough, Readable } from 'node:stream'
import { program } from '../../functions/cli/program'
import { countWords, PAGES, pageText, sentencesOf } from './pages'

/** Most words of a sentence that is read without going back. */
const USUAL = 30
const MOST = 45
/** Share of sentences that keep to the usual length. */
const SHARE = 0.95

/** The changelog is a list for those who upgrade; fixtures say what they are to those who write tests. */
const WRITTEN = PAGES.filter((path) => path !== 'CHANGELOG.md' && !path.includes('/fixtures/'))

const expectReadable = (sentences: readonly string[]): void => {
  const long = sentences.filter((sentence) => countWords(sentence) > USUAL)
  const mayBeLong = Math.floor(sentences.length * (1 - SHARE))
  expect(long.length > mayBeLong ? long : []).toEqual([])
  expect(sentences.filter((sentence) => countWords(sentence) > MOST)).toEqual([])
}

describe('sentences', () => {
  it.each(WRITTEN)('of %s are short', (path) => {
    expectReadable(sentencesOf(pageText(path)))
  })

  it('are counted without code, tables, headings and addresses', () => {
    const text = [
      '# One heading of many words',
      '',
      '| a table | of words |',
      '',
      'One two `three four` and [five six](https://example.com/a). Seven `a`, `b` and `c`; eight:',
      '',
      '* nine ten',
      '  eleven',
      '1. twelve, see <https://example.com>',
      '```',
      'Code is no prose.',
      '```',
    ].join('\n')
    expect(sentencesOf(text)).toEqual([
      'One two Code and five six.',
      'Seven Code; eight:',
      'nine ten eleven',
      'twelve, see link',
    ])
    expect(sentencesOf(text).map(countWords)).toEqual([6, 3, 3, 3])
  })

  it('do not end at a colon, a semicolon or a number', () => {
    expect(sentencesOf('It takes 1.5 seconds: that is long; is it? Yes.')).toEqual([
      'It takes 1.5 seconds: that is long; is it?',
      'Yes.',
    ])
  })
})

const VERBS = [
  [],
  ['scan'],
  ['rules'],
  ['config'],
  ['explain'],
  ['render'],
  ['baseline'],
  ['baseline', 'build'],
  ['baseline', 'approve'],
  ['baseline', 'push'],
  ['selftest'],
  ['selftest', 'aws'],
  ['selftest', 'azure'],
  ['replay'],
  ['replay', 'aws'],
  ['replay', 'azure'],
  ['tail'],
  ['tail', 'azure'],
]

const helpOf = async (verb: readonly string[]): Promise<string> => {
  const stdout = new PassThrough()
  const io = {
    stdin: Readable.from([]),
    stdout,
    stderr: new PassThrough(),
    environment: {},
    color: false,
    interactive: false,
    width: 100,
    home: '',
  }
  await program(io, [...verb, '--help']).catch(() => undefined)
  return String(stdout.read() ?? '')
}

/** What help says of an option or a verb stands in a second column; each is a sentence of its own. */
const helpSentences = (help: string): readonly string[] =>
  sentencesOf(
    help
      .replaceAll(/^ {2}(\S(?:.*?\S)?) {2,}(?=\S)/gm, '\n* ')
      .replaceAll(/^Usage:.*$/gm, '')
      .replaceAll(/^(?:Options|Arguments|Commands|Example):$/gm, '')
      .replaceAll(/^ {2}runwarden.*$/gm, ''),
  )

describe('--help', () => {
  it.each(VERBS.map((verb) => [`runwarden ${verb.join(' ')}`.trim(), verb] as const))(
    'of %s is short',
    async (_name, verb) => {
      const sentences = helpSentences(await helpOf(verb))
      expect(sentences.length).toBeGreaterThan(1)
      expectReadable(sentences)
    },
  )

  it('is of every verb', async () => {
    const named = [...(await helpOf([])).matchAll(/^ {2}([a-z]+) [\s[<]/gm)].map(([, name = '']) => name)
    expect(named.filter((name) => name !== 'help' && !VERBS.some(([verb]) => verb === name))).toEqual([])
    expect(named).toContain('scan')
  })
})
