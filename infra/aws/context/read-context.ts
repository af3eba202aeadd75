import { SETTINGS } from '../../../shared/config/settings'
import { loadSettings, type SettingProblem } from '../../../shared/config/load'
import { nearest } from '../../../shared/config/nearest'
import { withCurrentKeys } from '../../../shared/config/renamed-keys'
import { excludeCallers } from '../patterns/caller-exclusion'
import { EXCLUDED_CALLERS_MAX } from '../patterns/self-protection'
import {
  DEPLOYMENT_KEYS,
  type DeploymentKey,
  type DeploymentKeyName,
  type DeploymentValues,
  type Partition,
} from './deployment-keys'
import { settingsEnvironment, type SettingsEnvironment } from './settings-environment'

/** Everything the stacks are made from. */
export interface Deployment extends Omit<DeploymentValues, 'partition'> {
  readonly partition: Partition
  /** The detector's settings for the environment of the function. */
  readonly environment: Omit<SettingsEnvironment, 'problems'>
  /** Callers whose upgrades are no tampering; empty when they stand in an SSM parameter. */
  readonly deployers: readonly string[]
  readonly memberRoleName: string | null
  /** What to write instead of keys that have new names. */
  readonly notices: readonly string[]
}

/** The context as read, and everything wrong with it. */
export interface ContextReading {
  readonly deployment: Deployment
  readonly problems: readonly SettingProblem[]
}

/** Keys of the CDK and its plugins contain a character that ours never do. */
const IS_OURS = /^[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)*$/

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const partitionOf = (region: string | null): Partition => {
  if (region?.startsWith('cn-')) return 'aws-cn'
  return region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

const KEYS = [...Object.keys(DEPLOYMENT_KEYS), ...Object.keys(SETTINGS)]

const unknownKey = (name: string): SettingProblem => ({
  name,
  got: 'a context key that is no setting',
  expected: `a key of docs/reference/settings.md${nearest(name, KEYS)}`,
  doThis: 'correct the key or remove it',
})

const readDeploymentKeys = (
  texts: ReadonlyMap<string, string>,
): { readonly values: DeploymentValues; readonly problems: readonly SettingProblem[] } => {
  const problems: SettingProblem[] = []
  const values: Record<string, unknown> = {}
  for (const [name, { type }] of Object.entries(DEPLOYMENT_KEYS) as [DeploymentKeyName, DeploymentKey<unknown>][]) {
    values[name] = type.fallback
    const text = texts.get(name)
    if (text === undefined) continue
    const parsed = type.parse(text)
    if (parsed.ok) values[name] = parsed.value
    else
      problems.push({
        name,
        got: `"${text.slice(0, 77)}"`,
        expected: parsed.expected,
        doThis: `set ${name} to ${type.allowed}, or remove it`,
      })
  }
  return { values: values as unknown as DeploymentValues, problems }
}

const partitionProblems = ({ partition, region, trailArn }: DeploymentValues): readonly SettingProblem[] => {
  const effective = partition ?? partitionOf(region)
  const problem = (name: string, got: string): SettingProblem => ({
    name,
    got: `"${got}"`,
    expected: `one of partition ${effective}`,
    doThis: 'correct it, or set partition',
  })
  return [
    ...(region !== null && partitionOf(region) !== effective ? [problem('region', region)] : []),
    ...(trailArn !== null && !trailArn.startsWith(`arn:${effective}:`) ? [problem('trailArn', trailArn)] : []),
  ]
}

const azureProblems = (values: DeploymentValues): readonly SettingProblem[] => {
  const given = Object.keys(DEPLOYMENT_KEYS).some(
    (name) => name.startsWith('azure.') && values[name as DeploymentKeyName] !== null,
  )
  if (!given) return []
  const missing = (name: string, doThis: string): SettingProblem => ({
    name,
    got: 'nothing',
    expected: 'a value, because other azure. keys are given',
    doThis,
  })
  return [
    ...(values['azure.audience'] === null
      ? [missing('azure.audience', 'add the audience that the Azure deployment printed')]
      : []),
    ...(values['azure.identityObjectId'] === null
      ? [missing('azure.identityObjectId', 'add the object id that the Azure deployment printed')]
      : []),
    ...(values['azure.tenantId'] === null && values['azure.providerArn'] === null
      ? [
          missing(
            'azure.tenantId',
            'add the tenant id that the Azure deployment printed, or azure.providerArn for a provider that exists',
          ),
        ]
      : []),
    ...(values['azure.tenantId'] !== null && values['azure.providerArn'] !== null
      ? [
          {
            name: 'azure.providerArn',
            got: 'a provider beside azure.tenantId',
            expected: 'one of the two',
            doThis: 'remove azure.tenantId to use the existing provider',
          },
        ]
      : []),
  ]
}

/** Named deployers are left out of event patterns, which have a limit. */
const deployerProblems = (deployers: readonly string[]): readonly SettingProblem[] => {
  const { length } = JSON.stringify(excludeCallers(deployers))
  if (length <= EXCLUDED_CALLERS_MAX) return []
  return [
    {
      name: 'deployers',
      got: `${deployers.length} callers that take ${length} characters in an event pattern`,
      expected: `at most ${EXCLUDED_CALLERS_MAX}`,
      doThis: 'name several callers by one glob, such as aws:*:role/deploy-*',
    },
  ]
}

/**
 * Reads the context of the app. Never throws: every problem is in the list, and a value with a problem has its default.
 */
export const readContext = (context: Readonly<Record<string, unknown>>): ContextReading => {
  const ours = Object.entries(context).filter(
    ([name, value]) => IS_OURS.test(name) && value !== undefined && value !== null,
  )
  const { values: texts, notices } = withCurrentKeys(new Map(ours.map(([name, value]) => [name, asText(value)])))
  const unknown = [...texts.keys()].filter((name) => !(name in DEPLOYMENT_KEYS) && !(name in SETTINGS)).map(unknownKey)
  const { values, problems } = readDeploymentKeys(texts)
  const { problems: settingProblems, ...environment } = settingsEnvironment(texts)
  const literals = Object.entries(environment.variables).filter(([, text]) => !text.startsWith('ssm:'))
  const { settings } = loadSettings([{ origin: 'flag', values: Object.fromEntries(literals) }])
  return {
    deployment: {
      ...values,
      partition: values.partition ?? partitionOf(values.region),
      operationsEmail: values.operationsEmail.length > 0 ? values.operationsEmail : values.alertEmail,
      environment,
      deployers: settings.deployers,
      memberRoleName: settings.memberRoleName,
      notices,
    },
    problems: [
      ...unknown,
      ...problems,
      ...partitionProblems(values),
      ...azureProblems(values),
      ...deployerProblems(settings.deployers),
      ...settingProblems,
    ],
  }
}
