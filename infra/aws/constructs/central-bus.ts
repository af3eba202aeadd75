import { Aws } from 'aws-cdk-lib'
import { CfnEventBus, CfnEventBusPolicy } from 'aws-cdk-lib/aws-events'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import { COMMAND_DETAIL_TYPES } from '../../../shared/providers/aws/native'
import type { Deployment } from '../context/read-context'
import { FORWARDER_KINDS } from '../forwarder-kinds'
import type { Names } from '../names'
import { eventRule } from './event-rule'
import { alarmNotice } from './notice-target'
import { TamperRules } from './tamper-rules'

export interface CentralBusProps {
  readonly deployment: Pick<Deployment, 'organizationId' | 'memberAccounts' | 'deployers' | 'trailArn' | 'environment'>
  readonly names: Names
  readonly function: IFunction
  readonly operations: ITopic
  readonly ruleFailures: Queue
  readonly undelivered: Queue
  readonly key: IKey | null
}

/**
 * The bus that forwarders of other Regions and accounts send to. Apart from the default bus, so that no other rule of
 * the account ever sees what other accounts send. Forwarders have chosen already; here their origin is checked.
 */
export class CentralBus extends Construct {
  readonly bus: CfnEventBus

  constructor(
    scope: Construct,
    id: string,
    { deployment, names, function: detector, operations, ruleFailures, undelivered, key }: CentralBusProps,
  ) {
    super(scope, id)
    this.bus = new CfnEventBus(this, 'Bus', { name: names.centralBus, description: 'Events forwarded to Runwarden' })
    this.letAccountsSend(deployment, names)
    const busName = this.bus.ref
    const target = { arn: detector.functionArn, deadLetterConfig: { arn: ruleFailures.queueArn } }
    eventRule(this, 'calls', {
      name: names.rule('central-calls'),
      description: 'Runwarden: watched operations of other Regions and accounts',
      pattern: {
        source: [{ prefix: 'aws.' }],
        'detail-type': ['AWS API Call via CloudTrail', ...COMMAND_DETAIL_TYPES],
      },
      reads: true,
      busName,
      target,
    })
    eventRule(this, 'endpoint', {
      name: names.rule('central-endpoint'),
      description: 'Runwarden: process events of guests in other Regions and accounts',
      pattern: { source: ['runwarden.endpoint'] },
      busName,
      target,
    })
    eventRule(this, 'alarms', {
      name: names.rule('central-alarms'),
      description: 'Runwarden: alarms of forwarders',
      pattern: { source: ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm State Change'] },
      busName,
      target: alarmNotice(operations, undelivered, 'Runwarden: a forwarder has a problem.'),
    })
    new TamperRules(this, 'Tamper', {
      deployment,
      names,
      topic: operations,
      undelivered,
      key,
      bus: { name: busName, mark: 'central' },
    })
  }

  private letAccountsSend({ organizationId, memberAccounts }: CentralBusProps['deployment'], names: Names): void {
    // Only the roles of forwarders: nobody else in a member account may put events on the bus.
    const byForwarders = {
      ArnLike: {
        'aws:PrincipalArn': FORWARDER_KINDS.map(
          (kind) => `arn:${Aws.PARTITION}:iam::*:role/${names.forwarderRole(kind, '*')}`,
        ),
      },
    }
    const policy = (statementId: string, principal: unknown, condition: Readonly<Record<string, unknown>>): void => {
      const statement = {
        Effect: 'Allow',
        Principal: principal,
        Action: 'events:PutEvents',
        Resource: this.bus.attrArn,
        Condition: { ...byForwarders, ...condition },
      }
      new CfnEventBusPolicy(this, statementId, { eventBusName: this.bus.ref, statementId, statement })
    }
    if (organizationId !== null)
      policy('LetOrganizationSend', '*', { StringEquals: { 'aws:PrincipalOrgID': organizationId } })
    if (memberAccounts.length > 0)
      policy(
        'LetMembersSend',
        { AWS: memberAccounts.map((account) => `arn:${Aws.PARTITION}:iam::${account}:root`) },
        {},
      )
  }
}
