import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { filesBelow, ROOT } from '../boundaries/source-file'
import { anchorOf, headingsOf, PAGES, pageText, withoutCode } from './pages'

/** Citing this test's own examples would prove nothing. */
const OWN = 'test/docs/citations.test.ts'

const SOURCES = [
  ...['shared', 'functions', 'infra', 'scripts', 'test', '.github'].flatMap((folder) =>
    filesBelow(folder, '.ts', '.mjs', '.cjs', '.py', '.sh', '.bicep', '.bicepparam', '.yml'),
  ),
  ...PAGES,
].filter((path) => path !== OWN)

/** A text whose comments and strings run on over the ends of their lines. */
const unwrapped = (text: string): string =>
  text.replaceAll(/['`] \+\n\s*['`]/g, '').replaceAll(/\n[ \t]*(?:\*|\/\/|#)?[ \t]*/g, ' ')

const DOCS = PAGES.filter((path) => path.startsWith('docs/'))

/** `docs/guide/operate.md`, wherever it is named. */
const citedFiles = (text: string): readonly string[] =>
  [...text.matchAll(/(?<![\w/.-])docs\/[\w./-]+\.(?:md|json)/g)].map(([path]) => path)

/** `semantics.md, "Outcome"`: a page and one of its headings. */
const citedHeadings = (text: string): readonly (readonly [string, string])[] =>
  [...unwrapped(text).matchAll(/(?<![\w/])([a-z-]+\.md), "([^"]+)"/g)].map(([, page = '', heading = '']) => [
    page,
    heading,
  ])

const hasHeading = ([page, heading]: readonly [string, string]): boolean =>
  DOCS.some((path) => path.endsWith(`/${page}`) && headingsOf(pageText(path)).includes(heading))

/** `ADR 9` */
const citedDecisions = (text: string): readonly number[] =>
  [...unwrapped(text).matchAll(/\bADR (\d+)\b/g)].map(([, number]) => Number(number))

const hasDecision = (number: number): boolean =>
  DOCS.some((path) => path.startsWith(`docs/adr/${String(number).padStart(4, '0')}-`))

const wrong = <T>(cited: (text: string) => readonly T[], isThere: (citation: T) => boolean): readonly string[] =>
  SOURCES.flatMap((path) =>
    cited(readFileSync(join(ROOT, path), 'utf8'))
      .filter((citation) => !isThere(citation))
      .map((citation) => `${path}: ${String(citation)}`),
  )

describe('citations of the docs in code and docs', () => {
  it('name pages that exist', () => {
    expect(wrong(citedFiles, (path) => existsSync(join(ROOT, path)))).toEqual([])
  })

  it('name headings that exist', () => {
    expect(wrong(citedHeadings, hasHeading)).toEqual([])
  })

  it('name decisions that exist', () => {
    expect(wrong(citedDecisions, hasDecision)).toEqual([])
  })

  it('would be found wrong', () => {
    expect(citedFiles('see docs/guide/none.md.')).toEqual(['docs/guide/none.md'])
    const comment = '/**\n * Denied calls (semantics.md,\n * "Outcome") and (semantics.md, "No such\n * heading").\n */'
    expect(citedHeadings(comment)).toEqual([
      ['semantics.md', 'Outcome'],
      ['semantics.md', 'No such heading'],
    ])
    expect(citedHeadings(comment).map(hasHeading)).toEqual([true, false])
    expect(citedDecisions('// ADR 9 and\n// ADR\n// 999').map(hasDecision)).toEqual([true, false])
  })
})

interface Link {
  readonly target: string
  readonly anchor: string | null
}

/** Links of a page to files of the project: path from the root, and heading. */
const linksOf = (path: string, text: string): readonly Link[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return []
    const [file = '', anchor = null] = link.split('#')
    return [{ target: file === '' ? path : join(dirname(path), file), anchor }]
  })

const isBroken = ({ target, anchor }: Link): boolean =>
  !existsSync(join(ROOT, target)) ||
  (anchor !== null && !headingsOf(pageText(target)).some((heading) => anchorOf(heading) === anchor))

describe('links', () => {
  it.each(PAGES)('of %s lead to files and headings that exist', (path) => {
    expect(linksOf(path, pageText(path)).filter(isBroken)).toEqual([])
  })

  it('would be found broken', () => {
    const links = linksOf('docs/guide/operate.md', '[a](../adr/none.md) [b](tune.md#no-such) [c](https://example.com)')
    expect(links.map(isBroken)).toEqual([true, true])
    expect(linksOf('docs/guide/operate.md', '[a](#alarms)').map(isBroken)).toEqual([false])
  })
})
