import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { removeLeftovers } from '../../../infra/azure/hooks/remove-leftovers'
import { ROOT } from '../../boundaries/source-file'
import { APP_ID, BAD_OUTPUTS, FAILURES, GIVEN, json, runStubbed, SUBSCRIPTION } from './run-stubbed'

const LIST_EXPORTS = 'monitor diagnostic-settings subscription list'
const DELETE_EXPORT = 'monitor diagnostic-settings subscription delete'

const LISTS = {
  [LIST_EXPORTS]: json({ value: [{ name: 'others' }, { name: 'runwarden-test' }] }),
  'role definition list': json([{ roleName: 'Runwarden command reader (test)', id: 'x' }]),
  'ad app list': json([
    { displayName: 'runwarden-test-2', appId: '00000000-0000-0000-0000-000000000043' },
    { displayName: 'runwarden-test', appId: APP_ID },
  ]),
}

/** Every command of a run that finds everything, in order. */
const ALL = [
  `az ${LIST_EXPORTS}`,
  `az ${DELETE_EXPORT}`,
  'az role definition list',
  'az role assignment delete',
  'az role definition delete',
  'az ad app list',
  'az ad app delete',
  'azd env set RUNWARDEN_AWS_AUDIENCE ',
]

const SCOPE = `--scope /subscriptions/${SUBSCRIPTION} --output none`
const HAND: Readonly<Record<string, string>> = {
  [DELETE_EXPORT]: `az ${DELETE_EXPORT} --name runwarden-test --subscription ${SUBSCRIPTION} --yes --output none`,
  'role assignment delete': `az role assignment delete --role "Runwarden command reader (test)" ${SCOPE}`,
  'role definition delete': `az role definition delete --name "Runwarden command reader (test)" ${SCOPE}`,
  'ad app delete': `az ad app delete --id ${APP_ID} --output none`,
  'env set RUNWARDEN_AWS_AUDIENCE ': 'azd env set RUNWARDEN_AWS_AUDIENCE ""',
}

/** What is left undone when a listing fails, and what a person runs instead. */
const UNSEARCHED: Readonly<Record<string, { readonly undone: readonly string[]; readonly hand: readonly string[] }>> = {
  [LIST_EXPORTS]: { undone: [DELETE_EXPORT], hand: [HAND[DELETE_EXPORT] ?? ''] },
  'role definition list': {
    undone: ['role assignment delete', 'role definition delete'],
    hand: [HAND['role assignment delete'] ?? '', HAND['role definition delete'] ?? ''],
  },
  'ad app list': {
    undone: ['ad app delete', 'env set RUNWARDEN_AWS_AUDIENCE '],
    hand: ['az ad app delete --id APPLICATION-ID --output none', HAND['env set RUNWARDEN_AWS_AUDIENCE '] ?? ''],
  },
}

const without = (words: readonly string[]): readonly string[] =>
  ALL.filter((call) => !words.includes(call.replace(/^azd? /, '')))

describe('the hook after azd down', () => {
  it('removes the export, the role with its assignments and the application', async () => {
    const { code, calls, fullCalls, stdout, stderr } = await runStubbed(removeLeftovers, LISTS)
    expect({ code, calls, stderr }).toEqual({ code: 0, calls: ALL, stderr: '' })
    expect(fullCalls.slice(1, 7).map((call) => call.join(' '))).toEqual([
      expect.stringContaining('delete --name runwarden-test'),
      `az role definition list --name Runwarden command reader (test) ${SCOPE.replace(/none$/, 'json')}`,
      `az role assignment delete --role Runwarden command reader (test) ${SCOPE}`,
      `az role definition delete --name Runwarden command reader (test) ${SCOPE}`,
      'az ad app list --display-name runwarden-test --output json',
      `az ad app delete --id ${APP_ID} --output none`,
    ])
    expect(stdout.split('\n')).toHaveLength(5)
  })

  it('removes the export and the role that the templates make', async () => {
    const { predictedResources } = JSON.parse(
      readFileSync(join(ROOT, 'infra/azure/snapshots/plain.snapshot.json'), 'utf8'),
    ) as {
      readonly predictedResources: readonly {
        readonly id: string
        readonly name: string
        readonly properties: { readonly roleName?: string }
      }[]
    }
    const below = (type: string) =>
      predictedResources.filter(({ id }) => id.startsWith(`/subscriptions/${SUBSCRIPTION}/providers/${type}/`))
    const replies = {
      [LIST_EXPORTS]: json({ value: below('Microsoft.Insights/diagnosticSettings') }),
      'role definition list': json(
        below('Microsoft.Authorization/roleDefinitions').map(({ properties: { roleName } }) => ({ roleName })),
      ),
      'ad app list': json([]),
    }
    const { calls } = await runStubbed(removeLeftovers, replies, { ...GIVEN, AZURE_ENV_NAME: 'production' })
    expect(calls).toEqual(ALL.slice(0, 6))
  })

  it('leaves alone what is not there, and what has another name', async () => {
    const { code, calls, stderr } = await runStubbed(removeLeftovers, {
      [LIST_EXPORTS]: json({ value: [{ name: 'runwarden-test-2' }] }),
      'role definition list': json([]),
      'ad app list': json([{ displayName: 'runwarden-test-2', appId: APP_ID }]),
    })
    expect({ code, calls, stderr }).toEqual({ code: 0, calls: ALL.filter((call) => call.endsWith('list')), stderr: '' })
  })

  it('leaves alone the application that somebody else made', async () => {
    const { code, calls } = await runStubbed(removeLeftovers, LISTS, { ...GIVEN, RUNWARDEN_ENTRA_APPLICATION: 'none' })
    expect({ code, calls }).toEqual({ code: 0, calls: ALL.slice(0, 5) })
  })

  it('removes of two applications of that name the one that this environment uses', async () => {
    const other = '00000000-0000-0000-0000-000000000044'
    const applications = json([other, APP_ID].map((appId) => ({ displayName: 'runwarden-test', appId })))
    const { fullCalls } = await runStubbed(
      removeLeftovers,
      { ...LISTS, 'ad app list': applications },
      { ...GIVEN, RUNWARDEN_AWS_AUDIENCE: `api://${APP_ID}` },
    )
    expect(fullCalls.filter((call) => call.includes('delete') && call.includes('app'))).toEqual([
      ['az', 'ad', 'app', 'delete', '--id', APP_ID, '--output', 'none'],
    ])
  })

  it('leaves alone the application of that name that another environment uses', async () => {
    const environment = { ...GIVEN, RUNWARDEN_AWS_AUDIENCE: 'api://00000000-0000-0000-0000-000000000044' }
    const { code, calls } = await runStubbed(removeLeftovers, LISTS, environment)
    expect({ code, calls }).toEqual({ code: 0, calls: ALL.slice(0, 6) })
  })

  describe.each(Object.keys(UNSEARCHED))('when %s', (words) => {
    it.each(Object.entries({ ...FAILURES, ...BAD_OUTPUTS }))(
      '%s, says so with the commands, and removes the rest',
      async (_, { reply, messages }) => {
        const { code, calls, stderr } = await runStubbed(removeLeftovers, { ...LISTS, [words]: reply })
        const { undone = [], hand = [] } = UNSEARCHED[words] ?? {}
        expect({ code, calls }).toEqual({ code: 1, calls: without(undone) })
        for (const text of [...messages, `az ${words} --`, ...hand]) expect(stderr).toContain(text)
        expect(stderr.match(/^hook: /gm)).toHaveLength(1)
      },
    )
  })

  describe.each(Object.keys(HAND))('when %s', (words) => {
    it.each(Object.entries(FAILURES))('%s, names the command, and removes the rest', async (_, { reply, messages }) => {
      const { code, calls, stderr, stdout } = await runStubbed(removeLeftovers, { ...LISTS, [words]: reply })
      expect({ code, calls }).toEqual({ code: 1, calls: ALL })
      for (const text of [...messages, `remove it by hand: ${HAND[words]}`]) expect(stderr).toContain(text)
      expect(stderr.match(/^hook: /gm)).toHaveLength(1)
      expect(stdout.split('\n')).toHaveLength(4)
    })
  })

  it('reports everything that it left', async () => {
    const failed = { code: 1 }
    const { code, stderr } = await runStubbed(removeLeftovers, {
      ...LISTS,
      [LIST_EXPORTS]: failed,
      'role assignment delete': failed,
      'role definition delete': failed,
      'ad app list': failed,
    })
    expect(code).toBe(1)
    expect(stderr.match(/^hook: .*?: got/gm)).toEqual([
      'hook: searching for the export runwarden-test failed: got',
      'hook: removing the assignments of Runwarden command reader (test) failed: got',
      'hook: removing the role Runwarden command reader (test) failed: got',
      'hook: searching for the Entra application runwarden-test failed: got',
    ])
  })

  it('says what to install where there is no az', async () => {
    const { code, stderr } = await runStubbed(removeLeftovers, {}, GIVEN, ['azd'])
    expect(code).toBe(1)
    expect(
      stderr.match(/got no program az on the path, .*; install the Azure CLI and run: az login; then /g),
    ).toHaveLength(3)
  })

  it('says how to empty the environment where there is no azd', async () => {
    const { code, stderr } = await runStubbed(removeLeftovers, LISTS, GIVEN, ['az'])
    expect(code).toBe(1)
    expect(stderr).toContain('got no program azd on the path')
    expect(stderr).toContain('azd env set RUNWARDEN_AWS_AUDIENCE ""')
  })

  it.each([
    ['AZURE_ENV_NAME', '', 'got nothing, expected the name of an azd environment'],
    ['AZURE_ENV_NAME', 'a" & calc', 'got a" & calc, expected the name of an azd environment'],
    ['AZURE_SUBSCRIPTION_ID', '', 'got nothing, expected the id of a subscription'],
    ['AZURE_SUBSCRIPTION_ID', '../x', 'got ../x, expected the id of a subscription'],
  ])('asks for azd when %s is "%s"', async (name, value, messages) => {
    const { code, stderr, calls } = await runStubbed(removeLeftovers, LISTS, { ...GIVEN, [name]: value })
    expect({ code, stderr, calls }).toEqual({
      code: 1,
      stderr: `hook: ${name}: ${messages}; run this hook through azd\n`,
      calls: [],
    })
  })
})
