import { matchesPattern } from '../match-pattern'
import { resourcesOf } from './resolve-template'
import type { Template } from './synthesize'

export type Json = Readonly<Record<string, unknown>>

/** A rule as EventBridge holds it. */
export interface Rule {
  readonly name: string
  readonly state: string
  /** Name of the bus; `default` for the account's own. */
  readonly bus: string
  readonly pattern: Json | null
  readonly targets: readonly Json[]
}

/** Rules of a resolved template. */
export const rulesOf = (template: Template): readonly Rule[] =>
  resourcesOf(template, 'AWS::Events::Rule').map(([, { Properties: rule }]) => ({
    name: String(rule['Name']),
    state: String(rule['State']),
    bus: typeof rule['EventBusName'] === 'string' ? rule['EventBusName'] : 'default',
    pattern: (rule['EventPattern'] as Json | undefined) ?? null,
    targets: rule['Targets'] as readonly Json[],
  }))

const ALL_MANAGEMENT_EVENTS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'

/**
 * Read-only calls reach only rules in a state of their own; CloudTrail says which calls they are, and names of List,
 * Get and Describe are always among them.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
const isReadOnlyCall = (event: Json): boolean => {
  const detail = event['detail'] as Json | undefined
  return (
    event['detail-type'] === 'AWS API Call via CloudTrail' &&
    (detail?.['readOnly'] === true || /^(?:List|Get|Describe)/.test(String(detail?.['eventName'])))
  )
}

/** Whether a rule hands an event to its targets. */
const delivers = (rule: Rule, event: Json): boolean =>
  rule.pattern !== null &&
  rule.state.startsWith('ENABLED') &&
  (rule.state === ALL_MANAGEMENT_EVENTS || !isReadOnlyCall(event)) &&
  matchesPattern(rule.pattern, event)

/** Names of the rules on a bus that hand an event to their targets. */
export const deliveredBy = (rules: readonly Rule[], event: Json, bus: string = 'default'): readonly string[] =>
  rules.filter((rule) => rule.bus === bus && delivers(rule, event)).map(({ name }) => name)

/** The event that EventBridge makes of a CloudTrail record. */
export const eventOf = (record: Json, account: string = '123456789012'): Json => ({
  version: '0',
  id: '00000000-0000-0000-0000-000000000001',
  'detail-type': 'AWS API Call via CloudTrail',
  source: `aws.${String(record['eventSource']).split('.')[0]}`,
  account,
  time: record['eventTime'],
  region: record['awsRegion'],
  resources: [],
  detail: record,
})
