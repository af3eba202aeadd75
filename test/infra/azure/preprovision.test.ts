import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { AZURE } from './templates'

const HOOK = join(AZURE, 'hooks', 'preprovision.sh')
const APP_ID = '00000000-0000-0000-0000-000000000042'

interface Outcome {
  readonly status: number | null
  readonly stderr: string
  /** The commands the hook ran, without their options. */
  readonly calls: readonly string[]
}

/** Runs the hook with an `az` that answers each command as told: text is its output, null a failure. */
function runHook(answers: Readonly<Record<string, string | null>>, env: Readonly<Record<string, string>> = {}): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'hook-'))
  const log = join(folder, 'log')
  const cases = Object.entries(answers).map(([command, answer]) => `  "${command}") ${answer === null ? 'exit 1' : `echo "${answer}"`} ;;`)
  const install = (name: string, lines: readonly string[]): void => {
    writeFileSync(join(folder, name), ['#!/bin/sh', ...lines, ''].join('\n'))
    chmodSync(join(folder, name), 0o755)
  }
  try {
    install('az', [`echo "az $1 $2 $3" >> "${log}"`, 'case "$1 $2 $3" in', ...cases, 'esac'])
    install('azd', [`echo "azd $*" >> "${log}"`])
    const { status, stderr } = spawnSync('sh', [HOOK], { encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin`, AZURE_ENV_NAME: 'test', ...env } })
    return { status, stderr, calls: existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [] }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the pre-provision hook', () => {
  it('creates the application with an id URI and a service principal, and keeps its audience', () => {
    const { status, calls } = runHook({ 'ad app list': '', 'ad app create': APP_ID, 'ad app update': '', 'ad sp list': '', 'ad sp create': '' })
    expect(status).toBe(0)
    expect(calls).toEqual(['az ad app list', 'az ad app create', 'az ad app update', 'az ad sp list', 'az ad sp create', `azd env set RUNWARDEN_AWS_AUDIENCE api://${APP_ID}`])
  })

  it('reuses an application of that name and its service principal', () => {
    const { status, calls } = runHook({ 'ad app list': APP_ID, 'ad app update': '', 'ad sp list': '00000000-0000-0000-0000-000000000043' })
    expect(status).toBe(0)
    expect(calls).toEqual(['az ad app list', 'az ad app update', 'az ad sp list', `azd env set RUNWARDEN_AWS_AUDIENCE api://${APP_ID}`])
  })

  it.each([
    ['the audience is known', { RUNWARDEN_AWS_AUDIENCE: `api://${APP_ID}` }],
    ['no application is wanted', { RUNWARDEN_ENTRA_APPLICATION: 'none' }],
  ])('does nothing when %s', (_, env) => {
    expect(runHook({}, env)).toEqual({ status: 0, stderr: '', calls: [] })
  })

  it('names the directory right that is missing and the way around it', () => {
    const { status, stderr } = runHook({ 'ad app list': '', 'ad app create': null })
    expect(status).toBe(1)
    expect(stderr).toContain('microsoft.directory/applications/create')
    expect(stderr).toContain('Application Developer')
    expect(stderr).toContain('azd env set RUNWARDEN_AWS_AUDIENCE')
  })

  it('asks for a sign-in when the directory cannot be read', () => {
    const { status, stderr } = runHook({ 'ad app list': null })
    expect(status).toBe(1)
    expect(stderr).toContain('az login')
  })

  it('keeps no audience that the application did not take', () => {
    const { status, calls } = runHook({ 'ad app list': APP_ID, 'ad app update': null })
    expect(status).toBe(1)
    expect(calls.filter((call) => call.startsWith('azd'))).toEqual([])
  })

  it('says the same on Windows', () => {
    const windows = readFileSync(join(AZURE, 'hooks', 'preprovision.ps1'), 'utf8')
    const commands = (text: string): readonly string[] => [...text.matchAll(/\b(az ad \w+ \w+|azd env set \w+)/g)].map(([command]) => command)
    expect(new Set(commands(windows))).toEqual(new Set(commands(readFileSync(HOOK, 'utf8'))))
    expect(windows).toContain('microsoft.directory/applications/create')
  })
})
