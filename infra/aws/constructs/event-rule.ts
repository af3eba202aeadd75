import { CfnRule } from 'aws-cdk-lib/aws-events'
import type { Construct } from 'constructs'

export type RuleTarget = Omit<CfnRule.TargetProperty, 'id'>

export interface EventRuleProps {
  readonly name: string
  readonly description: string
  readonly pattern?: Readonly<Record<string, unknown>>
  readonly schedule?: string
  /** Read-only management events reach a rule only in this state; any other rule never sees them. */
  readonly reads?: boolean
  /** A bus of our own instead of the default one. */
  readonly busName?: string
  readonly target: RuleTarget
}

/**
 * One EventBridge rule with one target. Made from the plain resource, because the construct beside it knows neither the
 * state for read-only events, nor permissions shared by many rules: one statement a rule would break the limit of 20 in
 * a queue's policy (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html).
 */
export const eventRule = (
  scope: Construct,
  id: string,
  { name, description, pattern, schedule, reads = false, busName, target }: EventRuleProps,
): CfnRule =>
  new CfnRule(scope, id, {
    name,
    description,
    state: reads ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED',
    targets: [{ id: 'Target', ...target }],
    ...(pattern === undefined ? {} : { eventPattern: pattern }),
    ...(schedule === undefined ? {} : { scheduleExpression: schedule }),
    ...(busName === undefined ? {} : { eventBusName: busName }),
  })
