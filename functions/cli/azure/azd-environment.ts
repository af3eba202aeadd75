import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import * as v from 'valibot'
import { UsageError } from '../io'

type Values = Readonly<Record<string, string | undefined>>

/** Outputs of main.bicep, as azd keeps them, and the app setting that says the same. */
const LOCATIONS = {
  RUNWARDEN_STORAGE_ACCOUNT: 'RUNWARDEN_STORAGE_ACCOUNT',
  RUNWARDEN_HUB_HOST: 'EventHubConnection__fullyQualifiedNamespace',
  RUNWARDEN_HUB_NAME: 'ACTIVITY_HUB_NAME',
} as const

const configSchema = v.pipe(v.string(), v.parseJson(), v.object({ defaultEnvironment: v.string() }))

/**
 * Where the installation is that azd deployed from this folder, as app settings; empty when azd never ran here. The
 * environment is the one named, else AZURE_ENV_NAME, else azd's default; one that is named must be there. Layout:
 * https://learn.microsoft.com/azure/developer/azure-developer-cli/manage-environment-variables
 */
export const azdLocations = async (
  name: string | undefined,
  environment: Values,
  folder = '.azure',
): Promise<Values> => {
  const chosen = name ?? (environment['AZURE_ENV_NAME'] || (await defaultEnvironment(folder)))
  const text = chosen === null ? null : await textOf(join(folder, chosen, '.env'))
  if (text === null) {
    if (name === undefined) return {}
    throw new UsageError(
      `--azd-environment: got ${name}, expected an environment that azd keeps in ${folder}; run: azd env list`,
    )
  }
  const outputs: Values = parseEnv(text)
  return Object.fromEntries(Object.entries(LOCATIONS).map(([output, setting]) => [setting, outputs[output]]))
}

const defaultEnvironment = async (folder: string): Promise<string | null> => {
  const parsed = v.safeParse(configSchema, await textOf(join(folder, 'config.json')))
  return parsed.success ? parsed.output.defaultEnvironment : null
}

const textOf = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null)
