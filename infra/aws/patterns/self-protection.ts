import { TAMPERING_OPERATIONS } from '../../../shared/providers/aws/operations'
import { chunksOf } from '../../../shared/providers/aws/pattern-chunks'
import { excludeCallers } from './caller-exclusion'

type Json = Readonly<Record<string, unknown>>

export interface SelfProtectionOptions {
  /** What the names of all resources of this installation begin with. */
  readonly prefix: string
  /** Things with other names, by the parameter that names them. */
  readonly others: Readonly<Partial<Record<NamingParameter, readonly string[]>>>
  readonly deployers: readonly string[]
}

/** Parameters of the protection operations that name what is changed. */
const NAMING_PARAMETERS = [
  'name',
  'names',
  'rule',
  'eventBusName',
  'functionName',
  'topicArn',
  'subscriptionArn',
  'queueUrl',
  'tableName',
  'logGroupName',
  'alarmName',
  'alarmNames',
  'roleName',
] as const

type NamingParameter = (typeof NAMING_PARAMETERS)[number]

const operationsOf = (service: string): readonly string[] =>
  TAMPERING_OPERATIONS.flatMap(({ name }) => (name.startsWith(`${service}:`) ? [name] : []))

/** Trails and keys have patterns of their own; the detector itself judges writes of single items. */
const OPERATIONS: readonly string[] = TAMPERING_OPERATIONS.flatMap(({ name, delivery }) =>
  delivery !== null || /^(?:cloudtrail|kms):/.test(name) ? [] : [name],
)

/** Lambda's event names end with the version of its API. */
const matcher = (operation: string): unknown => {
  const eventName = operation.slice(operation.indexOf(':') + 1)
  return operation.startsWith('lambda:') ? { prefix: eventName } : eventName
}

/** Services share event names, and a pattern needs each but once. */
const isFirstOfItsName = (name: string, index: number, all: readonly string[]): boolean =>
  all.findIndex((other) => JSON.stringify(matcher(other)) === JSON.stringify(matcher(name))) === index

/** Room that a pattern leaves for excluded callers; a test keeps it. */
export const EXCLUDED_CALLERS_MAX = 800

/**
 * Calls that change what Runwarden stands on, by anyone but the named deployers, in as many patterns as their limit on
 * length asks for.
 */
export const selfProtectionPatterns = ({ prefix, others, deployers }: SelfProtectionOptions): readonly Json[] => {
  const ours: readonly unknown[] = [{ wildcard: `*${prefix}-*` }]
  const patternOf = (operations: readonly string[]): Json => ({
    source: [{ prefix: 'aws.' }],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventName: operations.map(matcher),
      ...excludeCallers(deployers),
      $or: [
        {
          requestParameters: {
            $or: NAMING_PARAMETERS.map((parameter) => ({ [parameter]: [...ours, ...(others[parameter] ?? [])] })),
          },
        },
        // A mapping of a queue to a function is named by a number, a denied call by nothing but its message.
        { responseElements: { functionArn: ours } },
        { errorMessage: ours },
      ],
    },
  })
  return chunksOf('self-protection', OPERATIONS.filter(isFirstOfItsName), patternOf).map(patternOf)
}

/** Calls that stop the given trail, the source of everything, or change what it records. */
export const trailPattern = (arnAndName: readonly string[], deployers: readonly string[]): Json => ({
  source: ['aws.cloudtrail'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: ['cloudtrail.amazonaws.com'],
    eventName: operationsOf('cloudtrail').map(matcher),
    ...excludeCallers(deployers),
    $or: [
      { requestParameters: { $or: [{ name: arnAndName }, { trailName: arnAndName }] } },
      { errorMessage: [{ wildcard: `*${arnAndName[0]}*` }] },
    ],
  },
})

/**
 * Calls that make the key useless, and everything it encrypts with it. They name it by id, alias or
 * ARN, and CloudTrail by its ARN.
 */
export const keyPattern = (keyArn: string, deployers: readonly string[]): Json => ({
  source: ['aws.kms'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: ['kms.amazonaws.com'],
    eventName: operationsOf('kms').map(matcher),
    resources: { ARN: [keyArn] },
    ...excludeCallers(deployers),
  },
})

/** Deployments of the stacks themselves, by whomever: an upgrade is one call however much it changes. */
export const deploymentPattern = (prefix: string): Json => ({
  source: ['aws.cloudformation'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: ['cloudformation.amazonaws.com'],
    eventName: [
      'CreateStack',
      'UpdateStack',
      'ExecuteChangeSet',
      'DeleteStack',
      'RollbackStack',
      'CancelUpdateStack',
      'UpdateTerminationProtection',
    ],
    requestParameters: { stackName: [{ wildcard: `*${prefix}*` }] },
  },
})
