import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow, ROOT } from '../boundaries/source-file'

/** Pages of Markdown that are written for people, by their paths from the root. */
export const PAGES: readonly string[] = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...['docs', 'examples', 'test', 'infra', 'shared', 'functions', 'scripts', '.github'].flatMap((folder) =>
    filesBelow(folder, '.md'),
  ),
]

export const pageText = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

const FENCE = /^(```|~~~)[^]*?^\1.*$/gm
const COMMENT = /<!--[^]*?-->/g

/** A page without code and comments. */
export const withoutCode = (text: string): string => text.replaceAll(FENCE, '').replaceAll(COMMENT, '')

/** Headings of a page as people read them. */
export const headingsOf = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading)

/** The anchor that GitHub gives a heading. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')

/** Paragraphs and items of lists, each in one line; headings and tables are no prose. */
const blocksOf = (text: string): readonly string[] => {
  const blocks: string[][] = [[]]
  for (const line of withoutCode(text).split('\n')) {
    const [, item] = /^\s*(?:[*-]|\d+\.) (.*)$/.exec(line) ?? []
    const isProse = !/^\s*(?:[|#].*)?$/.test(line)
    if (!isProse || item !== undefined) blocks.push([])
    if (isProse) blocks.at(-1)?.push((item ?? line).trim())
  }
  return blocks.map((lines) => lines.join(' ')).filter((block) => block !== '')
}

/** Code, an address, a page and a list of pieces of code are one word each; of another link its text counts. */
const wordsOnly = (block: string): string =>
  block
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, (_link, text: string) => (text.endsWith('.md') ? 'Page' : text))
    .replaceAll(/<?https?:\S+>?/g, 'link')
    .replaceAll(/`[^`]*`/g, 'Code')
    .replaceAll(/Code(?:,?(?: and| or)? Code)+/g, 'Code')
    .replaceAll('**', '')

/** A sentence ends with a full stop, a question or an exclamation mark; a semicolon or a colon ends none. */
export const sentencesOf = (text: string): readonly string[] =>
  blocksOf(text)
    .flatMap((block) => wordsOnly(block).split(/(?<=[.!?][)"']?)\s+(?=["'(]?[A-Z0-9])/))
    .filter((sentence) => countWords(sentence) > 0)

export const countWords = (sentence: string): number =>
  sentence.split(/\s+/).filter((word) => /[A-Za-z0-9]/.test(word)).length
