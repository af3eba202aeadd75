import { Aws, CfnOutput, CfnParameter, Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { eventPatterns } from '../../shared/providers/aws/patterns'
import { acknowledgeRule } from './constructs/acknowledge'
import { eventRule, type RuleTarget } from './constructs/event-rule'
import { letRulesSend } from './constructs/let-rules-send'
import type { Deployment } from './context/read-context'
import { GLOBAL_SERVICES, type ForwarderKind } from './forwarder-kinds'
import { names as namesOf, type Names } from './names'
import { stackSetProps } from './stack-set-props'

export interface ForwarderStackProps extends StackProps {
  readonly deployment: Deployment
  readonly kind: ForwarderKind
}

/**
 * Sends watched operations of one account and Region to the central bus. One template for every account and Region: it
 * has no assets and needs no bootstrap, so that it can be deployed as a StackSet.
 */
export class ForwarderStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, kind, ...props }: ForwarderStackProps) {
    super(scope, id, stackSetProps(props))
    const names = namesOf(deployment.stage)
    const busArn = new CfnParameter(this, 'CentralBusArn', {
      description: 'Output CentralBusArn of the detector stack',
      allowedPattern: `arn:[a-z-]+:events:[a-z0-9-]+:\\d{12}:event-bus/${names.centralBus}`,
    }).valueAsString
    const queue = this.failures(names)
    const role = this.senderRole(names, kind, busArn)
    const target: RuleTarget = { arn: busArn, roleArn: role.roleArn, deadLetterConfig: { arn: queue.queueArn } }
    const forward = (
      name: string,
      description: string,
      pattern: Readonly<Record<string, unknown>>,
      reads = false,
    ): void => {
      eventRule(this, name, {
        name: names.rule(`${kind}-${name}`),
        description: `Runwarden: ${description}`,
        pattern,
        reads,
        target,
      })
    }
    for (const { name, pattern, reads } of watched(deployment, names, busArn, kind))
      forward(name, `forwards watched operations (${name})`, pattern, reads)
    if (kind === 'forwarder')
      forward('endpoint', 'forwards process events of guests', { source: ['runwarden.endpoint'] })
    const alarm = this.alarm(names, kind, queue)
    forward('alarms', 'forwards the alarm of this forwarder', {
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      detail: { alarmName: [alarm], state: { value: ['ALARM'] } },
    })
    new CfnOutput(this, 'FailuresQueueUrl', {
      value: queue.queueUrl,
      description: 'Events that did not reach the central bus',
    })
  }

  private failures(names: Names): Queue {
    const queue = new Queue(this, 'Failures', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    letRulesSend(queue, names)
    acknowledgeRule(queue, 'AwsSolutions-SQS3', 'this is itself the dead-letter queue of the rules')
    acknowledgeRule(queue, 'Serverless-SQSRedrivePolicy', 'this is itself the dead-letter queue of the rules')
    return queue
  }

  /** Needed by EventBridge wherever the bus grants an organization, and in other Regions. */
  private senderRole(names: Names, kind: ForwarderKind, busArn: string): Role {
    const role = new Role(this, 'Role', {
      roleName: names.forwarderRole(kind),
      description: 'Sends events to the central bus of Runwarden',
      assumedBy: new ServicePrincipal('events.amazonaws.com'),
    })
    role.addToPolicy(
      new PolicyStatement({ sid: 'SendToCentralBus', actions: ['events:PutEvents'], resources: [busArn] }),
    )
    return role
  }

  /** Nobody reads the topics of a member account: the alarm's change goes the way of all other events. */
  private alarm(names: Names, kind: ForwarderKind, queue: Queue): string {
    const alarmName = names.alarm(`${kind}-failures`)
    new Alarm(this, 'FailuresAlarm', {
      alarmName,
      alarmDescription: 'Events could not be forwarded to the central bus of Runwarden.',
      metric: queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: Duration.minutes(5) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    return alarmName
  }
}

const watched = (
  { watchReads, memberRoleName }: Deployment,
  names: Names,
  busArn: string,
  kind: ForwarderKind,
): ReturnType<typeof eventPatterns> => {
  const role = (name: string): string => `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${name}`
  const centralRegion = Fn.select(3, Fn.split(':', busArn))
  const ownRoleArns = [
    role(names.functionRole(centralRegion)),
    ...(memberRoleName === null ? [] : [role(memberRoleName)]),
  ]
  const patterns = eventPatterns({ watchReads, account: Aws.ACCOUNT_ID, ownRoleArns, ownTableArns: [] })
  return kind === 'forwarder'
    ? patterns
    : patterns.filter(({ name }) =>
        GLOBAL_SERVICES.some((service) => name === service || name.startsWith(`${service}-`)),
      )
}
