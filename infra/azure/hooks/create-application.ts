import { entriesOf, entryOf } from './az-answers'
import { argsOf, commandLine } from './command-line'
import { missingValues, type Hook, type Problem } from './hook'
import type { Run } from './run-program'

const keep = (audience: string): readonly string[] => ['env', 'set', 'RUNWARDEN_AWS_AUDIENCE', audience]

/** The way around this hook. */
const BY_HAND = `have somebody create the application, and run: ${commandLine('azd', keep('api://APPLICATION-ID'))}`

type Found = { readonly appId: string; readonly isNew: boolean }

const findOrCreate = async (run: Run, name: string): Promise<Found | Problem> => {
  const list = argsOf('ad app list', { 'display-name': name, output: 'json' })
  const listed = entriesOf(await run('az', list), ['displayName', 'appId'])
  if (!listed.ok)
    return {
      what: `searching for the application ${name} failed`,
      got: listed.got,
      expected: 'the applications of the directory',
      advice: `try again what failed: ${commandLine('az', list)}, or ${BY_HAND}`,
    }
  // az finds names that begin like this one
  const found = listed.value.find(({ displayName }) => displayName === name)
  if (found !== undefined) return { appId: found.appId, isNew: false }

  const created = await run(
    'az',
    argsOf('ad app create', { 'display-name': name, 'sign-in-audience': 'AzureADMyOrg', output: 'json' }),
  )
  const answer = entryOf(created, ['appId'])
  if (answer.ok) return { appId: answer.value.appId, isNew: true }
  return created.ok
    ? {
        what: `the application ${name} may be there, but its id is unknown`,
        got: answer.got,
        expected: 'the new application',
        advice: `run this hook again, which finds it by its name, or ${BY_HAND}`,
      }
    : {
        what: `creating the application ${name} failed`,
        got: answer.got,
        expected: 'the right microsoft.directory/applications/create',
        advice: `ask for the role Application Developer, or ${BY_HAND}`,
      }
}

const giveUri = async (run: Run, appId: string, audience: string): Promise<Problem | null> => {
  const update = argsOf('ad app update', { id: appId, 'identifier-uris': audience, output: 'none' })
  const updated = await run('az', update)
  if (updated.ok) return null
  return {
    what: `the application ${appId} has no id URI ${audience}`,
    got: updated.got,
    expected: 'one of its owners, who alone may change it',
    advice: `have an owner run: ${commandLine('az', update)}; then run this hook again`,
  }
}

/** Tokens are issued to service principals only. */
const givePrincipal = async (run: Run, appId: string): Promise<Problem | null> => {
  const create = argsOf('ad sp create', { id: appId, output: 'none' })
  const list = argsOf('ad sp list', { filter: `appId eq '${appId}'`, output: 'json' })
  const listed = entriesOf(await run('az', list), ['appId'])
  if (!listed.ok)
    return {
      what: `searching for the service principal of the application ${appId} failed`,
      got: listed.got,
      expected: 'the service principals of that application',
      advice: `try again what failed: ${commandLine('az', list)}; then run this hook again`,
    }
  if (listed.value.length > 0) return null
  const created = await run('az', create)
  if (created.ok) return null
  return {
    what: `the application ${appId} has no service principal`,
    got: created.got,
    expected: 'the right to create one',
    advice: `ask for the role Application Developer, or have somebody run: ${commandLine('az', create)}`,
  }
}

/**
 * Finds or creates the Entra application whose id URI is the audience of the token that the function app shows to AWS.
 * It has no secret and no permissions: AWS trusts its audience together with the object id of the app's identity.
 *
 * Needs the right microsoft.directory/applications/create, which every member has unless the directory withdrew it;
 * then the role Application Developer grants it. Runs once: RUNWARDEN_AWS_AUDIENCE is kept in the azd environment.
 * Without AWS set RUNWARDEN_ENTRA_APPLICATION=none and nothing is created.
 */
export const createApplication: Hook = async ({ environment, run, print }) => {
  if (environment['RUNWARDEN_ENTRA_APPLICATION'] === 'none' || environment['RUNWARDEN_AWS_AUDIENCE']) return []
  const missing = missingValues(environment, 'AZURE_ENV_NAME')
  if (missing.length > 0) return missing

  const name = `runwarden-${environment['AZURE_ENV_NAME']}`
  const found = await findOrCreate(run, name)
  if ('what' in found) return [found]
  print(`${found.isNew ? 'created' : 'found'} the Entra application ${name} (${found.appId})`)

  const audience = `api://${found.appId}`
  const problem = (await giveUri(run, found.appId, audience)) ?? (await givePrincipal(run, found.appId))
  if (problem !== null) return [problem]

  const kept = await run('azd', keep(audience))
  if (kept.ok) return []
  return [
    {
      what: `keeping the audience ${audience} failed`,
      got: kept.got,
      expected: 'it in the azd environment',
      advice: `run: ${commandLine('azd', keep(audience))}`,
    },
  ]
}
