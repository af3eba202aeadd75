import { readFileSync } from 'node:fs'

import { commandsOf, hookPath, runHook as run, type HookOutcome } from './hooks'

const APP_ID = '00000000-0000-0000-0000-000000000042'

const runHook = (
  answers: Readonly<Record<string, string | null>>,
  env: Readonly<Record<string, string>> = {},
): HookOutcome => run('preprovision.sh', answers, env)

describe('the pre-provision hook', () => {
  it('creates the application with an id URI and a service principal, and keeps its audience', () => {
    const { status, calls } = runHook({
      'ad app list': '',
      'ad app create': APP_ID,
      'ad app update': '',
      'ad sp list': '',
      'ad sp create': '',
    })
    expect(status).toBe(0)
    expect(calls).toEqual([
      'az ad app list',
      'az ad app create',
      'az ad app update',
      'az ad sp list',
      'az ad sp create',
      `azd env set RUNWARDEN_AWS_AUDIENCE api://${APP_ID}`,
    ])
  })

  it('reuses an application of that name and its service principal', () => {
    const { status, calls } = runHook({
      'ad app list': APP_ID,
      'ad app update': '',
      'ad sp list': '00000000-0000-0000-0000-000000000043',
    })
    expect(status).toBe(0)
    expect(calls).toEqual([
      'az ad app list',
      'az ad app update',
      'az ad sp list',
      `azd env set RUNWARDEN_AWS_AUDIENCE api://${APP_ID}`,
    ])
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
    expect(commandsOf('preprovision.ps1')).toEqual(commandsOf('preprovision.sh'))
    expect(readFileSync(hookPath('preprovision.ps1'), 'utf8')).toContain('microsoft.directory/applications/create')
  })
})
