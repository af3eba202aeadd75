import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { commandsOf, runHook } from './hooks'
import { AZURE } from './templates'

const APP_ID = '00000000-0000-0000-0000-000000000042'
const EVERYTHING = {
  'monitor diagnostic-settings subscription list': '/subscriptions/x/export',
  'role definition list': '/subscriptions/x/role',
  'ad app list': APP_ID,
}

describe('the hook after azd down', () => {
  it('removes the export, the role with its assignments and the application', () => {
    const { status, calls } = runHook('postdown.sh', EVERYTHING)
    expect(status).toBe(0)
    expect(calls).toEqual([
      'az monitor diagnostic-settings subscription list',
      'az monitor diagnostic-settings subscription delete',
      'az role definition list',
      'az role assignment delete',
      'az role definition delete',
      'az ad app list',
      'az ad app delete',
      'azd env set RUNWARDEN_AWS_AUDIENCE',
    ])
  })

  it('leaves alone what is not there, and the application that somebody else made', () => {
    const { status, calls } = runHook('postdown.sh', {}, { RUNWARDEN_ENTRA_APPLICATION: 'none' })
    expect(status).toBe(0)
    expect(calls).toEqual(['az monitor diagnostic-settings subscription list', 'az role definition list'])
  })

  it('goes on past what cannot be removed, and says how to do it by hand', () => {
    const { status, stderr, calls } = runHook('postdown.sh', {
      ...EVERYTHING,
      'monitor diagnostic-settings subscription delete': null,
    })
    expect(status).toBe(1)
    expect(stderr).toContain(
      'remove it by hand: az monitor diagnostic-settings subscription delete --name runwarden-test',
    )
    expect(calls).toContain('az ad app delete')
  })

  it('does the same on Windows', () => {
    expect(commandsOf('postdown.ps1')).toEqual(commandsOf('postdown.sh'))
  })

  it('names what the templates made', () => {
    expect(readFileSync(join(AZURE, 'main.bicep'), 'utf8')).toContain("var exportName = 'runwarden-${environmentName}'")
    expect(readFileSync(join(AZURE, 'modules', 'command-reader.bicep'), 'utf8')).toContain(
      "roleName: 'Runwarden command reader (${suffix})'",
    )
  })
})
