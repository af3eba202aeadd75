import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow, ROOT, sourceFiles } from './source-file'

/** Folders of the project; what is built or installed is not among them. */
const FOLDERS = ['shared', 'functions', 'infra', 'test', 'scripts', 'docs', 'examples']

const TEXT_FILES = [
  '.ts',
  '.mjs',
  '.cjs',
  '.js',
  '.json',
  '.md',
  '.bicep',
  '.bicepparam',
  '.yaml',
  '.yml',
  '.txt',
  '.ndjson',
  '.jsonl',
]

/** In a worktree of Git, `.git` is a file that names a folder of this machine. */
const rootFiles = readdirSync(ROOT, { withFileTypes: true }).flatMap((entry) =>
  entry.isFile() && entry.name !== '.git' && !entry.name.endsWith('.log') ? [entry.name] : [],
)

const textFiles = (): readonly string[] => [
  ...rootFiles,
  ...FOLDERS.flatMap((folder) => filesBelow(folder, ...TEXT_FILES)),
]

/** Each has a letter in brackets, so that this file does not hold what it looks for. */
const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['an unfinished thought', /\b(TO[D]O|FIX[M]E|HA[C]K)\b/],
  ['a check switched off', /@ts-[i](gnore)|@ts-[e](xpect-error)|@ts-[n](ocheck)|(es|ox)lint-[d]isable/],
  ['a test left out or alone', /\b(it|test|describe)\.([s]kip|[o]nly|[t]odo)\b|\b[xf](it|describe)\(/],
  ['a folder of one machine', /(^|[\s"'`(=])\/[w]ork\/\w/],
  ['the address of a package registry', /registry\.[n]pmjs|registry\.[y]arnpkg|[n]pmmirror|jfrog\.[i]o/],
]

describe('files', () => {
  it.each(['shared', 'functions', 'infra'])('of %s fit a few screens: 250 lines at most', (folder) => {
    const long = [
      ...sourceFiles(folder).map(({ path, lines }) => ({ path, lines })),
      ...filesBelow(folder, '.bicep').map((path) => ({
        path,
        lines: readFileSync(join(ROOT, path), 'utf8').split('\n').length - 1,
      })),
    ]
    expect(long.filter(({ lines }) => lines > 250)).toEqual([])
  })

  it('of rules fit a screen or two: 120 lines at most', () => {
    const rules = sourceFiles('shared/rules').filter(({ calls }) => calls.includes('defineRule'))
    expect(rules.length).toBeGreaterThan(0)
    expect(rules.filter(({ lines }) => lines > 120).map(({ path }) => path)).toEqual([])
  })

  it.each(FORBIDDEN)('hold nowhere %s', (_what, pattern) => {
    const found = textFiles().flatMap((path) =>
      readFileSync(join(ROOT, path), 'utf8')
        .split('\n')
        .flatMap((line, place) => (pattern.test(line) ? [`${path}:${place + 1}`] : [])),
    )
    expect(found).toEqual([])
  })

  it('are written in ASCII, but for tests of other letters', () => {
    const others = textFiles().filter(
      (path) => !path.startsWith('test/') && /[^\n\r\t -~]/.test(readFileSync(join(ROOT, path), 'utf8')),
    )
    expect(others).toEqual([])
  })

  it('have no line wider than 120 columns: code, strings, comments and templates', () => {
    const code = ['shared', 'functions', 'infra', 'test', 'scripts'].flatMap((folder) =>
      filesBelow(folder, '.ts', '.mts', '.mjs', '.cjs'),
    )
    expect(code.length).toBeGreaterThan(700)
    const wide = code.flatMap((path) =>
      readFileSync(join(ROOT, path), 'utf8')
        .split('\n')
        .flatMap((line, place) => (line.length > 120 ? [`${path}:${place + 1}`] : [])),
    )
    expect(wide).toEqual([])
  })

  it('have names in lower case with dashes', () => {
    const odd = ['shared', 'functions', 'infra', 'test', 'scripts']
      .flatMap((folder) => filesBelow(folder, '.ts', '.mjs', '.cjs'))
      .filter((path) => !/^[a-z0-9/.-]+$/.test(path))
    expect(odd).toEqual([])
  })

  it('have names of their own, but for rooms that do the same for several clouds', () => {
    const places = new Map<string, Set<string>>()
    for (const path of ['shared', 'functions', 'infra', 'scripts'].flatMap((folder) => filesBelow(folder, '.ts'))) {
      const name = path.replace(/^.*\//, '')
      const place = path.replace(/\/(aws|azure|endpoint)\//g, '/<cloud>/').replace('/<cloud>/sns/', '/<cloud>/')
      if (name !== 'index.ts') places.set(name, (places.get(name) ?? new Set<string>()).add(place))
    }
    expect([...places.values()].filter(({ size }) => size > 1).map((paths) => [...paths])).toEqual([])
  })

  it('are no grab bags', () => {
    const bags = FOLDERS.flatMap((folder) => filesBelow(folder, '.ts')).filter((path) =>
      /(^|\/)(utils?|common|helpers?|misc)(\.ts$|\/)/.test(path),
    )
    expect(bags).toEqual([])
  })
})

describe('packages', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Readonly<Record<string, unknown>> & {
    readonly engines: { readonly node: string }
  }
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')

  it('are pinned to exact versions', () => {
    // The folder holds what is optional for tests alone, which npm cannot say in one package.json.
    const runtime = JSON.parse(readFileSync(join(ROOT, 'test/runtime/package.json'), 'utf8')) as typeof manifest
    const versions = [manifest, runtime].flatMap((one) =>
      ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
        Object.values((one[kind] ?? {}) as Record<string, string>),
      ),
    )
    expect(versions.length).toBeGreaterThan(20)
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual(['file:test/runtime'])
  })

  it('are locked without the addresses they came from', () => {
    expect(lock.match(/"resolved"\s*:\s*"[^"]*"/g)).toEqual(['"resolved": "test/runtime"'])
    expect(lock).not.toMatch(/https?:\/\/[^"]*\.tgz/)
    expect(lock).toMatch(/"integrity"\s*:/)
  })

  it('ask for a Node that still gets repairs', () => {
    expect(manifest.engines.node).toBe('>=20.19')
  })
})
