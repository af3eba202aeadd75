import { createApplication } from '../../../infra/azure/hooks/create-application'
import { APP_ID, BAD_OUTPUTS, FAILURES, GIVEN, json, runStubbed } from './run-stubbed'

/** Replies of a directory that has neither application nor service principal. */
const EMPTY = {
  'ad app list': json([]),
  'ad app create': json({ appId: APP_ID }),
  'ad sp list': json([]),
}

const KEEP = `env set RUNWARDEN_AWS_AUDIENCE api://${APP_ID}`

/** Every command of a run that creates everything, in order. */
const ALL = [
  'az ad app list',
  'az ad app create',
  'az ad app update',
  'az ad sp list',
  'az ad sp create',
  `azd ${KEEP}`,
]

const BY_HAND = 'run: azd env set RUNWARDEN_AWS_AUDIENCE api://APPLICATION-ID'

/** What is said when a command fails, beside how it failed. */
const ADVICE: Readonly<Record<string, readonly string[]>> = {
  'ad app list': ['az ad app list --display-name runwarden-test --output json', BY_HAND],
  'ad app create': [BY_HAND],
  'ad app update': [`az ad app update --id ${APP_ID} --identifier-uris api://${APP_ID} --output none`],
  'ad sp list': [`az ad sp list --filter "appId eq '${APP_ID}'" --output json`],
  'ad sp create': ['Application Developer', `az ad sp create --id ${APP_ID} --output none`],
  [KEEP]: [`run: azd ${KEEP}`],
}

const READ = ['ad app list', 'ad app create', 'ad sp list']

const table = Object.keys(ADVICE).flatMap((words) =>
  Object.entries({ ...FAILURES, ...(READ.includes(words) ? BAD_OUTPUTS : {}) }).map(
    ([how, { reply, messages }]) => [words, how, reply, messages] as const,
  ),
)

describe('the pre-provision hook', () => {
  it('creates the application with an id URI and a service principal, and keeps its audience', async () => {
    const { code, calls, fullCalls, stdout, stderr } = await runStubbed(createApplication, EMPTY)
    expect({ code, calls, stderr }).toEqual({ code: 0, calls: ALL, stderr: '' })
    expect(stdout).toBe(`created the Entra application runwarden-test (${APP_ID})`)
    expect(fullCalls[1]?.join(' ')).toBe(
      'az ad app create --display-name runwarden-test --sign-in-audience AzureADMyOrg --output json',
    )
    expect(fullCalls[2]?.join(' ')).toContain(`--identifier-uris api://${APP_ID}`)
  })

  it('reuses an application of that name and its service principal', async () => {
    const { code, calls, stdout } = await runStubbed(createApplication, {
      'ad app list': json([
        { displayName: 'runwarden-test-2', appId: '00000000-0000-0000-0000-000000000043' },
        { displayName: 'runwarden-test', appId: APP_ID },
      ]),
      'ad sp list': json([{ appId: APP_ID }]),
    })
    expect({ code, calls }).toEqual({
      code: 0,
      calls: ['az ad app list', 'az ad app update', 'az ad sp list', `azd ${KEEP}`],
    })
    expect(stdout).toBe(`found the Entra application runwarden-test (${APP_ID})`)
  })

  it('creates one beside applications whose names only begin like it', async () => {
    const others = json([{ displayName: 'runwarden-test-2', appId: '00000000-0000-0000-0000-000000000043' }])
    const { calls } = await runStubbed(createApplication, { ...EMPTY, 'ad app list': others })
    expect(calls).toEqual(ALL)
  })

  it.each([
    ['the audience is known', { RUNWARDEN_AWS_AUDIENCE: `api://${APP_ID}` }],
    ['no application is wanted', { RUNWARDEN_ENTRA_APPLICATION: 'none' }],
  ])('does nothing when %s', async (_, environment) => {
    const { code, stderr, calls } = await runStubbed(createApplication, {}, environment, [])
    expect({ code, stderr, calls }).toEqual({ code: 0, stderr: '', calls: [] })
  })

  it.each(table)('stops when %s %s, and says what to do', async (words, _, reply, messages) => {
    const { code, calls, stderr } = await runStubbed(createApplication, { ...EMPTY, [words]: reply })
    const failed = ALL.findIndex((call) => call.replace(/^azd? /, '') === words)
    expect({ code, calls }).toEqual({ code: 1, calls: ALL.slice(0, failed + 1) })
    for (const text of [...messages, ...(ADVICE[words] ?? [])]) expect(stderr).toContain(text)
    expect(stderr.match(/^hook: /gm)).toHaveLength(1)
  })

  it('names the directory right that is missing', async () => {
    const { stderr } = await runStubbed(createApplication, { ...EMPTY, 'ad app create': { code: 1 } })
    expect(stderr).toContain('expected the right microsoft.directory/applications/create; ')
    expect(stderr).toContain('Application Developer')
  })

  it('asks to be run again when the application may have been created', async () => {
    const { stderr } = await runStubbed(createApplication, { ...EMPTY, 'ad app create': {} })
    expect(stderr).toContain('the application runwarden-test may be there')
    expect(stderr).toContain('run this hook again, which finds it by its name')
  })

  it('says what to install where there is no az', async () => {
    const { code, stderr } = await runStubbed(createApplication, {}, GIVEN, ['azd'])
    expect(code).toBe(1)
    expect(stderr).toContain('got no program az on the path')
    expect(stderr).toContain('install the Azure CLI and run: az login; then ')
    expect(stderr).toContain(BY_HAND)
  })

  it('says how to keep the audience where there is no azd', async () => {
    const { code, stderr } = await runStubbed(createApplication, EMPTY, GIVEN, ['az'])
    expect(code).toBe(1)
    expect(stderr).toContain(`got no program azd on the path, expected it in the azd environment; run: azd ${KEEP}`)
  })

  it('asks for azd when there is no name of an environment', async () => {
    const { code, stderr, calls } = await runStubbed(createApplication, EMPTY, {})
    expect({ code, stderr, calls }).toEqual({
      code: 1,
      stderr: 'hook: AZURE_ENV_NAME: got nothing, expected the name of an azd environment; run this hook through azd\n',
      calls: [],
    })
  })
})
