import { entriesOf, type Answer } from './az-answers'
import { argsOf, commandLine } from './command-line'
import { missingValues, type Hook, type Problem } from './hook'
import type { Outcome, Run } from './run-program'

interface Command {
  readonly program: 'az' | 'azd'
  readonly args: readonly string[]
  /** What is gone when it succeeds. */
  readonly removes: string
}

interface Leftover {
  readonly what: string
  /** Arguments of `az`. */
  readonly list: readonly string[]
  /** What the listing calls it in further commands; null when it is not there. */
  readonly find: (listing: Outcome) => Answer<string | null>
  readonly removal: (found: string) => readonly Command[]
  /** Stands for what was not found, in the commands for a person. */
  readonly unknown: string
}

const az = (removes: string, args: readonly string[]): Command => ({ program: 'az', args, removes })

const exportOf = (name: string, subscription: string): Leftover => ({
  what: `the export ${name}`,
  list: argsOf('monitor diagnostic-settings subscription list', { subscription, output: 'json' }),
  find: (listing) => {
    const listed = entriesOf(listing, ['name'])
    return listed.ok ? { ok: true, value: listed.value.some((one) => one.name === name) ? name : null } : listed
  },
  removal: (found) => [
    az(
      `the export ${found}`,
      argsOf('monitor diagnostic-settings subscription delete', {
        name: found,
        subscription,
        yes: null,
        output: 'none',
      }),
    ),
  ],
  unknown: name,
})

const roleOf = (name: string, scope: string): Leftover => ({
  what: `the role ${name}`,
  list: argsOf('role definition list', { name, scope, output: 'json' }),
  find: (listing) => {
    const listed = entriesOf(listing, ['roleName'])
    return listed.ok ? { ok: true, value: listed.value.some((one) => one.roleName === name) ? name : null } : listed
  },
  removal: (found) => [
    // a role in use cannot be removed
    az(`the assignments of ${found}`, argsOf('role assignment delete', { role: found, scope, output: 'none' })),
    az(`the role ${found}`, argsOf('role definition delete', { name: found, scope, output: 'none' })),
  ],
  unknown: name,
})

/** Several applications may have one name: where the environment has an audience, the one behind it is ours. */
const applicationOf = (name: string, audience: string): Leftover => ({
  what: `the Entra application ${name}`,
  list: argsOf('ad app list', { 'display-name': name, output: 'json' }),
  find: (listing) => {
    const listed = entriesOf(listing, ['displayName', 'appId'])
    if (!listed.ok) return listed
    // az finds names that begin like this one
    const found = listed.value.find(
      ({ displayName, appId }) => displayName === name && ['', `api://${appId}`].includes(audience),
    )
    return { ok: true, value: found?.appId ?? null }
  },
  removal: (found) => [
    az(`the Entra application ${name}`, argsOf('ad app delete', { id: found, output: 'none' })),
    {
      program: 'azd',
      args: ['env', 'set', 'RUNWARDEN_AWS_AUDIENCE', ''],
      removes: 'its audience from the environment',
    },
  ],
  unknown: 'APPLICATION-ID',
})

const remove = async (run: Run, print: (line: string) => void, leftover: Leftover): Promise<readonly Problem[]> => {
  const found = leftover.find(await run('az', leftover.list))
  if (!found.ok) {
    const removal = leftover.removal(leftover.unknown).map(({ program, args }) => commandLine(program, args))
    return [
      {
        what: `searching for ${leftover.what} failed`,
        got: found.got,
        expected: 'a list that has it or not',
        advice:
          `search for it with: ${commandLine('az', leftover.list)}; ` +
          `if it is there, run: ${removal.join(', and ')}`,
      },
    ]
  }
  if (found.value === null) return []
  const problems: Problem[] = []
  for (const { program, args, removes } of leftover.removal(found.value)) {
    const outcome = await run(program, args)
    if (outcome.ok) print(`removed ${removes}`)
    else
      problems.push({
        what: `removing ${removes} failed`,
        got: outcome.got,
        expected: 'it gone',
        advice: `remove it by hand: ${commandLine(program, args)}`,
      })
  }
  return problems
}

/**
 * Removes what `azd down` leaves, because it lies outside the resource group: the export of the Activity Log, the role
 * that reads command text, and the Entra application that the pre-provision hook created. What is gone already is no
 * failure; what cannot be searched or removed is reported after all the rest was tried.
 */
export const removeLeftovers: Hook = async ({ environment, run, print }) => {
  const missing = missingValues(environment, 'AZURE_ENV_NAME', 'AZURE_SUBSCRIPTION_ID')
  if (missing.length > 0) return missing

  const { AZURE_ENV_NAME: suffix = '', AZURE_SUBSCRIPTION_ID: subscription = '' } = environment
  const leftovers = [
    exportOf(`runwarden-${suffix}`, subscription),
    roleOf(`Runwarden command reader (${suffix})`, `/subscriptions/${subscription}`),
    // an application that somebody else made stays
    ...(environment['RUNWARDEN_ENTRA_APPLICATION'] === 'none'
      ? []
      : [applicationOf(`runwarden-${suffix}`, environment['RUNWARDEN_AWS_AUDIENCE'] ?? '')]),
  ]
  const problems: Problem[] = []
  for (const leftover of leftovers) problems.push(...(await remove(run, print, leftover)))
  return problems
}
