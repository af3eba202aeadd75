import { circlesOf, type ImportGraph } from './circles'
import { sourceFiles, type SourceFile } from './source-file'

const files = ['shared', 'functions', 'infra', 'scripts', 'test'].flatMap(sourceFiles)
const paths = new Set(files.map(({ path }) => path))

/** The file that an import without suffix means: TypeScript, a module of Node, or the index of a folder. */
const fileOf = (from: string): readonly string[] =>
  ['', '.ts', '/index.ts'].map((suffix) => `${from}${suffix}`).filter((path) => paths.has(path))

const importsOf = ({ imports }: SourceFile): readonly string[] =>
  imports.flatMap(({ from, isOurs }) => (isOurs ? fileOf(from) : []))

const graph: ImportGraph = new Map(files.map((file) => [file.path, importsOf(file)]))

describe('imports', () => {
  it('are read from every file, type imports included', () => {
    expect(files.length).toBeGreaterThan(700)
    expect(graph.get('shared/command/tokens/shell-command.ts')).toContain('shared/command/tokens/bare-command.ts')
    expect(graph.get('shared/pipeline/process-activity.ts')).toContain('shared/pipeline/claim-and-send.ts')
  })

  it('form no circle', () => {
    expect(circlesOf(graph)).toEqual([])
  })
})

describe('the search for circles', () => {
  it.each<{ name: string; links: Readonly<Record<string, readonly string[]>>; expected: readonly string[] }>([
    { name: 'a chain', links: { a: ['b'], b: ['c'], c: [] }, expected: [] },
    { name: 'two ways to one file', links: { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, expected: [] },
    { name: 'a file that imports itself', links: { a: ['a'] }, expected: ['a -> a'] },
    { name: 'two files', links: { a: ['b'], b: ['a'] }, expected: ['a -> b -> a'] },
    {
      name: 'a circle behind a chain',
      links: { a: ['b'], b: ['c'], c: ['d'], d: ['b'] },
      expected: ['b -> c -> d -> b'],
    },
    {
      name: 'two circles that share a file',
      links: { a: ['b'], b: ['a', 'c'], c: ['b'] },
      expected: ['a -> b -> a', 'b -> c -> b'],
    },
    { name: 'a circle no first file leads to', links: { a: [], b: ['c'], c: ['b', 'a'] }, expected: ['b -> c -> b'] },
  ])('judges $name', ({ links, expected }) => {
    expect(circlesOf(new Map(Object.entries(links)))).toEqual(expected)
  })
})
