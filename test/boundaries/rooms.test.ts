import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importsBut, ROOT, sourceFiles, type Import } from './source-file'

const shared = sourceFiles('shared')
const roomOf = (path: string): string => path.split('/')[1] ?? ''

/** The table "Rooms" of docs/architecture.md: folder of shared -> folders it may import from. */
const rooms = (): ReadonlyMap<string, readonly string[]> => {
  const table = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8').matchAll(
    /^\| `shared\/(\w+)` \|[^|]*\| ([^|]+) \|$/gm,
  )
  const found = new Map<string, readonly string[]>()
  for (const [, room = '', cell = ''] of table)
    found.set(
      room,
      cell.split(', ').flatMap((word) => (word === 'the above' ? [...found.keys()] : [word])),
    )
  return found
}

describe('shared', () => {
  it('has a line in docs/architecture.md for each of its folders', () => {
    expect([...rooms().keys()].toSorted()).toEqual(readdirSync(join(ROOT, 'shared')).toSorted())
  })

  it('imports nothing from outside itself but the schema library, hashes, compression and the check of UTF-8', () => {
    const pure: Readonly<Record<string, readonly string[]>> = {
      'node:buffer': ['isUtf8'],
      'node:crypto': ['createHash'],
      'node:zlib': ['gunzipSync', 'gzipSync', 'inflateSync', 'inflateRawSync'],
    }
    const isAllowed = ({ from, isOurs, names }: Import): boolean =>
      isOurs
        ? from.startsWith('shared/')
        : from === 'valibot' || (pure[from] !== undefined && names.every((name) => pure[from]?.includes(name)))
    expect(importsBut(shared, isAllowed)).toEqual([])
  })

  it('keeps to the rooms of docs/architecture.md', () => {
    const allowed = rooms()
    expect(
      importsBut(
        shared,
        ({ from, isOurs }, { path }) =>
          !isOurs || roomOf(from) === roomOf(path) || (allowed.get(roomOf(path)) ?? []).includes(roomOf(from)),
      ),
    ).toEqual([])
  })

  it('has no clock, no chance, no timers, no files, no environment', () => {
    const impure = ['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID', 'crypto.getRandomValues']
    const calls = [
      'new Date()',
      'setTimeout',
      'setInterval',
      'setImmediate',
      'queueMicrotask',
      'fetch',
      'require',
      'import()',
      'Date',
    ]
    const found = shared.flatMap(({ path, members, calls: called }) =>
      [...members.filter((member) => impure.includes(member)), ...called.filter((call) => calls.includes(call))].map(
        (what) => `${path}: ${what}`,
      ),
    )
    expect(found).toEqual([])
  })

  it('leaves the providers apart from each other, but for the ids of Azure machines that guests name', () => {
    const providerOf = (path: string): string => path.split('/')[2] ?? ''
    const apart = shared.filter(({ path }) => /^shared\/providers\/(aws|azure|endpoint)\//.test(path))
    const crossing = importsBut(
      apart,
      ({ from, isOurs }, { path }) =>
        !isOurs || !/^shared\/providers\/(aws|azure|endpoint)\//.test(from) || providerOf(from) === providerOf(path),
    )
    expect(crossing.filter((one) => !one.endsWith('-> shared/providers/azure/resource-id'))).toEqual([])
  })
})

describe('rules', () => {
  const files = shared.filter(({ path }) => path.startsWith('shared/rules/'))
  const isRule = ({ calls }: (typeof files)[number]): boolean => calls.includes('defineRule')

  it('import the model, define-rule and helpers of their own', () => {
    expect(
      importsBut(
        files.filter(isRule),
        ({ from }) => from.startsWith('shared/model/') || from.startsWith('shared/rules/'),
      ),
    ).toEqual([])
  })

  it('import no other rule and no registry', () => {
    const rules = new Set([
      ...files.filter(isRule).map(({ path }) => path.replace(/\.ts$/, '')),
      'shared/rules/index',
      'shared/rules',
    ])
    expect(importsBut(files.filter(isRule), ({ from }) => !rules.has(from))).toEqual([])
  })

  it('have helpers that import the model, settings and state', () => {
    const helpers = files.filter((file) => !isRule(file) && !/\/(index|define-rule)\.ts$/.test(file.path))
    expect(helpers.length).toBeGreaterThan(0)
    expect(importsBut(helpers, ({ from }) => /^shared\/(model|rules|config|state)\//.test(from))).toEqual([])
  })
})

const OF_THE_PROCESS = (
  'env argv exit exitCode stdin stdout stderr on once cwd pid platform ' +
  'version versions hrtime memoryUsage kill nextTick'
)
  .split(' ')
  .map((member) => `process.${member}`)

describe('functions and infra', () => {
  const functions = sourceFiles('functions')
  const below = (folder: string) => functions.filter(({ path }) => path.startsWith(`functions/${folder}/`))

  it.each([
    { host: 'aws', others: ['azure', 'cli'] },
    { host: 'azure', others: ['aws', 'cli'] },
  ])('$host imports nothing of $others', ({ host, others }) => {
    expect(
      importsBut(
        below(host),
        ({ from, isOurs }) => !isOurs || !others.some((other) => from.startsWith(`functions/${other}/`)),
      ),
    ).toEqual([])
  })

  it('share adapters that import shared and the AWS SDK alone', () => {
    const adapters = below('adapters')
    expect(adapters.length).toBeGreaterThan(0)
    expect(importsBut(adapters, ({ from }) => /^(shared|functions\/adapters|@aws-sdk)\//.test(from))).toEqual([])
  })

  it('have a line in docs/architecture.md for each of their folders', () => {
    const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')
    for (const folder of readdirSync(join(ROOT, 'functions')))
      expect(page).toMatch(new RegExp(`^\\|[^|]*\`functions/${folder}\`[^|]*\\|`, 'm'))
  })

  it('take no more than types of the AWS SDK into adapters, so that a host loads each client when it wants to', () => {
    const loading = below('adapters').filter(({ path }) =>
      /^(import|export) (?!type )[^\n]*from '@/m.test(readFileSync(join(ROOT, path), 'utf8')),
    )
    expect(loading.map(({ path }) => path)).toEqual([])
  })

  it('import nothing of tests, scripts and infrastructure; the command line knows its version', () => {
    const isAllowed = ({ from, isOurs, names }: Import): boolean =>
      !isOurs ||
      /^(functions|shared)\//.test(from) ||
      (from === 'package.json' && names.every((name) => ['version', 'engines'].includes(name)))
    expect(importsBut(functions, isAllowed)).toEqual([])
  })

  it('let no Azure client into the Lambda', () => {
    expect(importsBut(below('aws'), ({ from }) => !from.startsWith('@azure/'))).toEqual([])
  })

  it('keep the verbs that work on files apart from both clouds', () => {
    const byPath = new Map(functions.map((file) => [file.path.replace(/\.ts$/, ''), file]))
    const reached = new Set(
      ['scan', 'rules', 'config', 'explain', 'baseline', 'render'].map((verb) => `functions/cli/${verb}`),
    )
    for (const path of reached)
      for (const { from } of byPath.get(path)?.imports ?? []) if (byPath.has(from)) reached.add(from)
    expect(reached.size).toBeGreaterThan(20)
    const offline = [...reached].flatMap((path) => byPath.get(path) ?? [])
    expect(importsBut(offline, ({ from }) => !/^functions\/(aws|azure)\/|^@(aws-sdk|azure)\//.test(from))).toEqual([])
  })

  it('let other verbs into the scan by one door', () => {
    const others = below('cli').filter(({ path }) => !/^functions\/cli\/scan[./]/.test(path))
    expect(
      importsBut(
        others,
        ({ from }) => !from.startsWith('functions/cli/scan/') || from === 'functions/cli/scan/scan-logs',
      ),
    ).toEqual([])
  })

  it.each([
    { room: 'read', apart: ['judge', 'print'] },
    { room: 'judge', apart: ['read', 'print'] },
  ])('let the scan $room without the other rooms of the scan', ({ room, apart }) => {
    const files = below(`cli/scan/${room}`)
    expect(files.length).toBeGreaterThan(2)
    expect(
      importsBut(files, ({ from }) => !apart.some((other) => from.startsWith(`functions/cli/scan/${other}/`))),
    ).toEqual([])
  })

  it('touch the process in compose.ts and the two files that start the command line only', () => {
    const touching = functions.filter(
      ({ members, imports }) =>
        members.some((member) => OF_THE_PROCESS.includes(member)) ||
        imports.some(({ from }) => /^(node:)?process$/.test(from)),
    )
    expect(touching.map(({ path }) => path)).toEqual([
      'functions/aws/compose.ts',
      'functions/azure/compose.ts',
      'functions/cli/main.ts',
      'functions/cli/run.ts',
    ])
  })

  it('keep infrastructure to settings, operations, contracts and the names of metrics', () => {
    expect(
      importsBut(
        sourceFiles('infra'),
        ({ from, isOurs }) =>
          !isOurs ||
          from === 'functions/aws/embedded-metrics' ||
          /^(infra|shared\/(config|contracts|providers|model))\//.test(from),
      ),
    ).toEqual([])
  })
})

describe('scripts', () => {
  const scripts = sourceFiles('scripts')

  it('import nothing of tests: what a test and a program both need lies in scripts', () => {
    expect(scripts.length).toBeGreaterThan(0)
    expect(importsBut(scripts, ({ from, isOurs }) => !isOurs || !from.startsWith('test/'))).toEqual([])
  })
})
