import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { parse } from 'yaml'
import { commandLine, invocation } from '../../../infra/azure/hooks/command-line'
import { findProgram } from '../../../infra/azure/hooks/find-program'
import { importsBut, ROOT, sourceFiles } from '../../boundaries/source-file'
import { GIVEN } from './run-stubbed'
import { stubPrograms, type Replies } from './stub-programs'

const HOOKS = 'infra/azure/hooks'

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

interface Manifest {
  readonly private?: boolean
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly engines: { readonly node: string }
}

const manifest = (folder: string): Manifest => JSON.parse(read(join(folder, 'package.json'))) as Manifest

const project = parse(read('azure.yaml')) as {
  readonly requiredVersions: { readonly azd: string }
  readonly hooks: Readonly<Record<string, unknown>>
}

describe('azure.yaml', () => {
  it('names the hooks, which are there, and nothing about shells', () => {
    expect(project.hooks).toEqual({
      preprovision: { run: `${HOOKS}/preprovision.ts` },
      postdown: { run: `${HOOKS}/postdown.ts` },
    })
    for (const hook of ['preprovision', 'postdown']) expect(existsSync(join(ROOT, HOOKS, `${hook}.ts`))).toBe(true)
  })

  it('asks for the first azd that runs hooks written in TypeScript', () => {
    expect(project.requiredVersions.azd).toBe('>= 1.23.15')
  })
})

describe('the package of the hooks', () => {
  it('is as small as it can be, with the tsx that the tests use', () => {
    const { dependencies, devDependencies, engines, private: isPrivate } = manifest(HOOKS)
    expect(dependencies).toEqual({ tsx: manifest('.').devDependencies?.['tsx'] })
    expect(devDependencies).toBeUndefined()
    expect(engines).toEqual(manifest('.').engines)
    expect(isPrivate).toBe(true)
  })

  it('is locked without the addresses its packages came from, and stays so when azd installs it', () => {
    const lock = read(`${HOOKS}/package-lock.json`)
    expect(lock).toMatch(/"integrity"\s*:/)
    expect(lock).not.toMatch(/"resolved"\s*:/)
    expect(read(`${HOOKS}/.npmrc`)).toContain('omit-lockfile-registry-resolved=true')
  })

  it('has all that the hooks import: Node and the files beside them', () => {
    const files = sourceFiles(HOOKS)
    expect(files.length).toBeGreaterThan(5)
    const isThere = ({ from, isOurs }: { from: string; isOurs: boolean }): boolean =>
      isOurs ? from.startsWith(`${HOOKS}/`) : from.startsWith('node:')
    expect(importsBut(files, isThere)).toEqual([])
  })
})

describe('a hook as azd runs it', () => {
  const run = (hook: string, replies: Replies, environment: Readonly<Record<string, string>>) => {
    const stubs = stubPrograms(['az', 'azd'], replies)
    try {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), '--', `${hook}.ts`],
        { cwd: join(ROOT, HOOKS), env: { ...environment, PATH: stubs.path }, encoding: 'utf8' },
      )
      return { status, stdout, stderr, count: stubs.calls().length }
    } finally {
      stubs.remove()
    }
  }

  it.each([
    ['preprovision', { RUNWARDEN_ENTRA_APPLICATION: 'none' }, {}, 0],
    [
      'postdown',
      GIVEN,
      {
        'monitor diagnostic-settings subscription list': { stdout: '{"value":[]}' },
        'role definition list': { stdout: '[]' },
        'ad app list': { stdout: '[]' },
      },
      3,
    ],
  ])('%s exits with 0 when all is well', (hook, environment, replies, count) => {
    expect(run(hook, replies, environment)).toEqual({ status: 0, stdout: '', stderr: '', count })
  })

  it.each([
    ['preprovision', 1],
    ['postdown', 3],
  ])('%s exits with 1 when az fails, and shows what az says', (hook, count) => {
    const failed = { code: 1, stderr: 'ERROR: no subscription found\n' }
    const outcome = run(
      hook,
      {
        'monitor diagnostic-settings subscription list': failed,
        'role definition list': failed,
        'ad app list': failed,
      },
      GIVEN,
    )
    expect(outcome).toMatchObject({ status: 1, count })
    expect(outcome.stderr.match(/^ERROR: no subscription found$/gm)).toHaveLength(count)
    expect(
      outcome.stderr.match(new RegExp(`^${hook}: .* got exit code 1: no subscription found, `, 'gm')),
    ).toHaveLength(count)
  })

  it.each(['preprovision', 'postdown'])('%s exits with 1 when nobody gives it an environment', (hook) => {
    const { status, stderr, count } = run(hook, {}, {})
    expect({ status, count }).toEqual({ status: 1, count: 0 })
    expect(stderr).toContain(`${hook}: AZURE_ENV_NAME: got nothing, expected the name of an azd environment; `)
  })
})

describe('the search for a program', () => {
  const cli = String.raw`C:\Program Files\Microsoft SDKs\Azure\CLI2\wbin`

  it.each<{ name: string; path: string; there: readonly string[]; expected: string | null }>([
    {
      name: 'a script of the Azure CLI',
      path: cli,
      there: [`${cli}\\az`, `${cli}\\az.cmd`],
      expected: `${cli}\\az.cmd`,
    },
    { name: 'the first folder that has it', path: 'C:\\a;C:\\b', there: ['C:\\b\\az.cmd'], expected: 'C:\\b\\az.cmd' },
    {
      name: 'a program before a script',
      path: 'C:\\a',
      there: ['C:\\a\\az.cmd', 'C:\\a\\az.exe'],
      expected: 'C:\\a\\az.exe',
    },
    { name: 'not the working folder', path: ';C:\\a', there: ['az.cmd', '.\\az.cmd', '\\az.cmd'], expected: null },
    {
      name: 'no folder that cmd.exe would read otherwise',
      path: 'C:\\%TEMP%',
      there: ['C:\\%TEMP%\\az.cmd'],
      expected: null,
    },
  ])('finds on Windows $name', ({ path, there, expected }) => {
    expect(findProgram('az', path, 'win32', (file) => there.includes(file))).toBe(expected)
  })

  it.each<{ name: string; path: string; there: readonly string[]; expected: string | null }>([
    { name: 'the first folder that has it', path: '/a:/b:/c', there: ['/b/az', '/c/az'], expected: '/b/az' },
    { name: 'not the working folder', path: ':/a', there: ['az', './az'], expected: null },
    { name: 'nothing in an empty path', path: '', there: ['az', '/az'], expected: null },
  ])('finds elsewhere $name', ({ path, there, expected }) => {
    expect(findProgram('az', path, 'linux', (file) => there.includes(file))).toBe(expected)
  })
})

describe('a folder of the path', () => {
  it('with a folder of the name of the program is passed over', () => {
    const folder = mkdtempSync(join(tmpdir(), 'path-'))
    const stubs = stubPrograms(['az'], {})
    try {
      mkdirSync(join(folder, 'az'))
      mkdirSync(join(folder, 'az.exe'))
      expect(findProgram('az', [folder, stubs.path].join(delimiter), platform())).toMatch(/stub-\w+[\\/]az(\.cmd)?$/)
    } finally {
      stubs.remove()
      rmSync(folder, { recursive: true })
    }
  })
})

describe('a command line', () => {
  it('is quoted as every shell reads it', () => {
    expect(commandLine('az', ['ad', '--id', 'api://x', "appId eq '1'", 'reader (test)', ''])).toBe(
      `az ad --id api://x "appId eq '1'" "reader (test)" ""`,
    )
  })

  it.each(['"', '%PATH%', '$x', '`x`', 'a\nb', 'a\\', '!x!', 'a & b', 'a|b', 'a^b', '<', '>', ';'])(
    'is none with %j in an argument',
    (arg) => {
      expect(() => commandLine('az', ['--name', arg])).toThrow('expected no character of a shell')
    },
  )

  it('runs a script of Windows by cmd.exe, each part in quotes of its own', () => {
    const file = String.raw`C:\Program Files\CLI2\wbin\az.cmd`
    expect(invocation(file, ['role', 'list', '--name', 'reader (test)'], 'win32', 'C:\\cmd.exe')).toEqual({
      file: 'C:\\cmd.exe',
      args: ['/d', '/s', '/c', `""${file}" role list --name "reader (test)""`],
      isVerbatim: true,
    })
  })

  it.each([
    ['a program of Windows', 'C:\\azd.exe', 'win32'],
    ['a script elsewhere', '/usr/bin/az', 'linux'],
  ] as const)('runs %s without a shell', (_, file, system) => {
    expect(invocation(file, ['--name', 'a & b'], system)).toEqual({
      file,
      args: ['--name', 'a & b'],
      isVerbatim: false,
    })
  })
})
