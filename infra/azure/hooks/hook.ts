import { programsOf, type Run } from './run-program'

/** Something a hook could not do, and what the user does about it. */
export interface Problem {
  readonly what: string
  readonly got: string
  readonly expected: string
  readonly advice: string
}

interface Surroundings {
  readonly environment: NodeJS.ProcessEnv
  readonly run: Run
  readonly print: (line: string) => void
}

/** Does one hook's work and resolves to what it could not do. */
export type Hook = (surroundings: Surroundings) => Promise<readonly Problem[]>

/** Values that azd gives every hook, and what they look like. */
const FORMS = {
  // as in azd's cli/azd/pkg/environment/environment.go
  AZURE_ENV_NAME: { form: /^[a-zA-Z0-9()_.-]{1,64}$/, expected: 'the name of an azd environment' },
  AZURE_SUBSCRIPTION_ID: { form: /^[0-9a-fA-F-]{36}$/, expected: 'the id of a subscription' },
}

/** Why these values cannot be used; empty when all are there. */
export const missingValues = (
  environment: NodeJS.ProcessEnv,
  ...names: readonly (keyof typeof FORMS)[]
): readonly Problem[] =>
  names.flatMap((name) => {
    const value = environment[name] ?? ''
    const { form, expected } = FORMS[name]
    if (form.test(value)) return []
    return [{ what: name, got: value === '' ? 'nothing' : value, expected, advice: 'run this hook through azd' }]
  })

const adviceFor = ({ got, advice }: Problem): string => {
  if (got.startsWith('no program az ')) return `install the Azure CLI and run: az login; then ${advice}`
  return /AADSTS\d|az login/.test(got) ? `run: az login; then ${advice}` : advice
}

/**
 * Runs a hook and says what it could not do; resolves to the exit code, which is 0 or 1.
 * @internal
 */
export const runHook = async (
  name: string,
  hook: Hook,
  environment: NodeJS.ProcessEnv,
  print: (line: string) => void,
  printError: (text: string) => void,
): Promise<number> => {
  const problems = await hook({ environment, run: programsOf(environment, printError), print })
  for (const problem of problems)
    printError(`${name}: ${problem.what}: got ${problem.got}, expected ${problem.expected}; ${adviceFor(problem)}\n`)
  return problems.length === 0 ? 0 : 1
}

/** Runs a hook of azd as this process. */
export const main = async (name: string, hook: Hook): Promise<void> => {
  process.exitCode = await runHook(
    name,
    hook,
    process.env,
    (line) => process.stdout.write(`${line}\n`),
    (text) => process.stderr.write(text),
  )
}
