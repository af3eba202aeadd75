import { COMMAND_DETAIL_TYPES } from './native'
import { AWS_OPERATIONS } from './operations'
import type { Delivery } from './operations/row'
import { chunksOf } from './pattern-chunks'
import { STEP_OPERATIONS } from './steps'

type Json = Readonly<Record<string, unknown>>

/** What one EventBridge rule on a default event bus lets through. */
export interface EventPattern {
  /** Unique, of lower-case letters, digits and dashes. */
  readonly name: string
  readonly pattern: Json
  /** The rule needs the state ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS, or read-only calls never reach it. */
  readonly reads: boolean
}

export interface EventPatternOptions {
  /** Deliver the reads of family discovery as well. */
  readonly watchReads: boolean
  /** Account the rules stand in: only role assumptions by other accounts are delivered. */
  readonly account: string
  /** Roles of Runwarden itself: what they read and what they write to their own tables is not delivered. */
  readonly ownRoleArns: readonly string[]
  /** Runwarden's DynamoDB tables, whose item writes are watched when the trail records data events. */
  readonly ownTableArns: readonly string[]
}

const serviceOf = (name: string): string => name.slice(0, name.indexOf(':'))

const eventNameOf = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Only AWS can send events whose source begins with `aws.`, so nobody can forge a record with PutEvents. */
const cloudTrail = (service: string, detail: Json): Json => ({
  source: [{ prefix: 'aws.' }],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: { eventSource: [`${service}.amazonaws.com`], ...detail },
})

/** Lambda's event names end with the version of its API. */
const matcher = (service: string, eventName: string): unknown =>
  service === 'lambda' ? { prefix: eventName } : eventName

/** Callers other than the given roles; a user has no session issuer at all, and `anything-but` needs the field. */
const notBy = (roleArns: readonly string[]): Json =>
  roleArns.length === 0
    ? {}
    : {
        userIdentity: { sessionContext: { sessionIssuer: { arn: [{ 'anything-but': roleArns }, { exists: false }] } } },
      }

/**
 * One pattern for the given events of a service, or as many as the limit on their length asks for.
 * Throws when not one event fits.
 */
const split = (
  name: string,
  service: string,
  eventNames: readonly string[],
  extra: Json,
  reads: boolean,
): readonly EventPattern[] => {
  const patternOf = (names: readonly string[]): Json =>
    cloudTrail(service, { eventName: names.map((event) => matcher(service, event)), ...extra })
  return chunksOf(name, eventNames, patternOf).map((names, index) => ({
    name: index === 0 ? name : `${name}-${index + 1}`,
    pattern: patternOf(names),
    reads,
  }))
}

/** Event names of the operations of which only some calls are delivered. */
const deliveredOnly = (wanted: Delivery): readonly string[] =>
  AWS_OPERATIONS.flatMap(({ name, delivery }) => (delivery === wanted ? [eventNameOf(name)] : []))

const userDataPatterns: readonly EventPattern[] = [
  {
    name: 'ec2-user-data',
    pattern: cloudTrail('ec2', {
      eventName: deliveredOnly('with instance user data'),
      $or: [
        { requestParameters: { userData: [{ exists: true }] } },
        { requestParameters: { userData: { value: [{ exists: true }] } } },
        { requestParameters: { attribute: ['userData'] } },
        { requestParameters: { omitted: [true] } },
      ],
    }),
    reads: false,
  },
  {
    name: 'ec2-launch-template-user-data',
    pattern: cloudTrail('ec2', {
      eventName: deliveredOnly('with template user data'),
      $or: [
        {
          requestParameters: { CreateLaunchTemplateRequest: { LaunchTemplateData: { UserData: [{ exists: true }] } } },
        },
        {
          requestParameters: {
            CreateLaunchTemplateVersionRequest: { LaunchTemplateData: { UserData: [{ exists: true }] } },
          },
        },
        { requestParameters: { omitted: [true] } },
      ],
    }),
    reads: false,
  },
]

const nativePattern: EventPattern = {
  name: 'ssm-native',
  pattern: { source: ['aws.ssm'], 'detail-type': COMMAND_DETAIL_TYPES },
  reads: false,
}

/** AssumeRole is marked read-only although its name does not say so. Services have no account and are left out. */
const foreignRolePattern = (account: string): EventPattern => ({
  name: 'sts-foreign-roles',
  pattern: cloudTrail('sts', {
    eventName: ['AssumeRole'],
    userIdentity: { accountId: [{ 'anything-but': [account] }] },
  }),
  reads: true,
})

/**
 * Event patterns that deliver every watched operation of the table, and as little else as a pattern can say. Generated,
 * so that a new row of the table is delivered without another change.
 */
export const eventPatterns = ({
  watchReads,
  account,
  ownRoleArns,
  ownTableArns,
}: EventPatternOptions): readonly EventPattern[] => {
  const ordinary = AWS_OPERATIONS.filter(({ delivery }) => delivery === null)
  const calls = [
    ...ordinary.filter(({ readOnly }) => readOnly !== true).map(({ name }) => name),
    ...STEP_OPERATIONS.filter((name) => name.startsWith('ec2:')),
  ]
  const reads = ordinary
    .filter(({ readOnly, family }) => readOnly === true && (watchReads || family !== 'discovery'))
    .map(({ name }) => name)
  const byService = (names: readonly string[], suffix: string, extra: Json, isRead: boolean): readonly EventPattern[] =>
    [...new Set(names.map(serviceOf))].flatMap((service) =>
      split(
        `${service}${suffix}`,
        service,
        names.filter((name) => serviceOf(name) === service).map(eventNameOf),
        extra,
        isRead,
      ),
    )
  return [
    ...byService(calls, '', {}, false),
    ...byService(reads, '-reads', notBy(ownRoleArns), true),
    ...userDataPatterns,
    ...(ownTableArns.length === 0
      ? []
      : split(
          'dynamodb-own-tables',
          'dynamodb',
          deliveredOnly('of our own tables'),
          { resources: { ARN: ownTableArns }, ...notBy(ownRoleArns) },
          false,
        )),
    foreignRolePattern(account),
    nativePattern,
  ]
}
