import { loadSettings, type SettingProblem } from '../../../shared/config/load'
import type { Setting } from '../../../shared/config/setting'
import { SETTINGS, type SettingKey } from '../../../shared/config/settings'

/**
 * Largest environment of a function: Lambda measures it as one JSON object
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
 */
const ENVIRONMENT_MAX_BYTES = 4_096

/** Upper bound of what the stack itself writes into the environment; a test keeps it. @internal */
export const GENERATED_BYTES = 1_700

/** Settings of the detector as the stack passes them on. */
export interface SettingsEnvironment {
  readonly variables: Readonly<Record<string, string>>
  /** Paths of SSM parameters that the function reads settings from. */
  readonly parameters: readonly string[]
  readonly problems: readonly SettingProblem[]
}

/** Settings that this stack writes itself, because it makes the resource. */
const STACK_WRITES: ReadonlySet<SettingKey> = new Set(['topicArn', 'jsonTopicArn', 'chatTopicArn'])

const SSM_REFERENCE = /^ssm:(\/[\w.-]+(?:\/[\w.-]+)*)$/

/** What is not the text of a setting but says where it stands. */
const REFERENCE = /^(?:ssm|file):/

interface Given {
  readonly key: SettingKey
  readonly row: Setting<unknown>
  readonly text: string
}

const bytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length

const misplaced = ({ key, row, text }: Given): SettingProblem | null => {
  if (row.generated || STACK_WRITES.has(key))
    return {
      name: key,
      got: `"${text.slice(0, 60)}"`,
      expected: 'nothing, because the stack writes it',
      doThis: 'remove it',
    }
  return row.hosts.includes('aws')
    ? null
    : {
        name: key,
        got: `"${text.slice(0, 60)}"`,
        expected: 'nothing, because it is a setting of the Azure half',
        doThis: 'remove it here',
      }
}

const badReference = ({ key, row, text }: Given): SettingProblem | null => {
  if (!REFERENCE.test(text)) return null
  const isList = row.type.kind === 'list' || row.type.kind === 'json'
  if (isList && SSM_REFERENCE.test(text)) return null
  const expected = isList
    ? 'JSON, or ssm: and the path of a parameter such as ssm:/runwarden/prod/suppressions'
    : row.type.allowed
  return {
    name: key,
    got: `"${text.slice(0, 60)}"`,
    expected,
    doThis: isList ? 'put the value into an SSM parameter, because the function has no files' : 'give the value itself',
  }
}

/** Faults of the texts. What refers to change windows is checked without them when they stand in a parameter. */
const faultsOf = (literals: readonly Given[], referred: readonly Given[]): readonly SettingProblem[] => {
  const windowsAreReferred = referred.some(({ key }) => key === 'changeWindows')
  const apart = literals.filter(({ key }) => windowsAreReferred && key === 'suppressions')
  const values = (part: readonly Given[]) => Object.fromEntries(part.map(({ row, text }) => [row.name, text]))
  const together = loadSettings([
    { origin: 'flag', values: values(literals.filter((given) => !apart.includes(given))) },
  ]).problems
  const alone = apart.flatMap(({ row, text }): SettingProblem[] => {
    const parsed = row.type.parse(text)
    return parsed.ok
      ? []
      : [
          {
            name: row.name,
            got: text.slice(0, 77),
            expected: parsed.expected,
            doThis: `set ${row.name} to ${row.type.allowed}`,
          },
        ]
  })
  return [...together, ...alone].map(withContextKey)
}

const withContextKey = (problem: SettingProblem): SettingProblem => {
  const [key] = Object.entries(SETTINGS).find(([, row]) => row.name === problem.name) ?? [problem.name]
  return { ...problem, name: key, doThis: problem.doThis.replaceAll(problem.name, key) }
}

/** Which lists must move to SSM, the longest first, until the environment fits. */
const tooLong = (
  literals: readonly Given[],
  variables: Readonly<Record<string, string>>,
  parameters: readonly string[],
): readonly SettingProblem[] => {
  const movable = literals
    .filter(({ row }) => row.type.kind === 'list' || row.type.kind === 'json')
    .sort((a, b) => bytes(b.text) - bytes(a.text))
  const problems: SettingProblem[] = []
  // The paths stand in the environment a second time, among the resources to guard.
  let size = bytes(variables) + bytes(parameters) + GENERATED_BYTES
  for (const { key, text } of movable) {
    if (size <= ENVIRONMENT_MAX_BYTES) break
    problems.push({
      name: key,
      got: `${bytes(text)} bytes, which make the environment of the function ${size} bytes long`,
      expected: `at most ${ENVIRONMENT_MAX_BYTES} bytes in all`,
      doThis: `put the value into an SSM parameter and set ${key} to its path, such as ssm:/runwarden/prod/${key}`,
    })
    size -= bytes(text)
  }
  return problems
}

/**
 * Environment of the function from the detector's settings among the context values, and everything wrong with them.
 */
export const settingsEnvironment = (values: ReadonlyMap<string, string>): SettingsEnvironment => {
  const given = (Object.entries(SETTINGS) as [SettingKey, Setting<unknown>][]).flatMap(([key, row]): Given[] => {
    const text = values.get(key)
    return text === undefined ? [] : [{ key, row, text }]
  })
  const early = given.flatMap((one) => misplaced(one) ?? badReference(one) ?? [])
  const usable = given.filter(({ key }) => !early.some(({ name }) => name === key))
  const referred = usable.filter(({ text }) => REFERENCE.test(text))
  const literals = usable.filter((one) => !referred.includes(one))
  const variables = Object.fromEntries(usable.map(({ row, text }) => [row.name, text]))
  const parameters = referred.flatMap(({ text }) => SSM_REFERENCE.exec(text)?.[1] ?? [])
  return {
    variables,
    parameters,
    problems: [...early, ...faultsOf(literals, referred), ...tooLong(literals, variables, parameters)],
  }
}
