import { Aws } from 'aws-cdk-lib'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { SELFTEST_SOURCE } from '../../../shared/contracts/self-test'
import { eventPatterns } from '../../../shared/providers/aws/patterns'
import type { Deployment } from '../context/read-context'
import type { Names } from '../names'
import { eventRule, type RuleTarget } from './event-rule'

export interface WatchRulesProps {
  readonly deployment: Pick<Deployment, 'watchReads'>
  readonly names: Names
  readonly function: IFunction
  readonly tableArn: string
  readonly ruleFailures: Queue
}

/** Shape of an event that EventBridge would deliver, so that the function distinguishes all its events in one way. */
const HEARTBEAT_EVENT = {
  inputPathsMap: { id: '$.id', account: '$.account', time: '$.time', region: '$.region' },
  inputTemplate:
    '{"version":"0","id":<id>,"detail-type":"Runwarden ' +
    'Heartbeat","source":"runwarden.heartbeat","account":<account>,"time":<time>,"region":<region>,' +
    '"resources":[],"detail":{}}',
}

/** Rules on the default bus that hand the function what it judges, its heartbeat and its own test events. */
export class WatchRules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { deployment, names, function: detector, tableArn, ruleFailures }: WatchRulesProps,
  ) {
    super(scope, id)
    const target: RuleTarget = { arn: detector.functionArn, deadLetterConfig: { arn: ruleFailures.queueArn } }
    const ownRoleArn = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${names.functionRole()}`
    for (const { name, pattern, reads } of eventPatterns({
      watchReads: deployment.watchReads,
      account: Aws.ACCOUNT_ID,
      ownRoleArns: [ownRoleArn],
      ownTableArns: [tableArn],
    })) {
      eventRule(this, name, {
        name: names.rule(name),
        description: `Runwarden: watched operations (${name})`,
        pattern,
        reads,
        target,
      })
    }
    eventRule(this, 'endpoint', {
      name: names.rule('endpoint'),
      description: 'Runwarden: process events of guests',
      pattern: { source: ['runwarden.endpoint'] },
      target,
    })
    eventRule(this, 'selftest', {
      name: names.rule('selftest'),
      description: 'Runwarden: marked events of the selftest',
      pattern: { source: [SELFTEST_SOURCE] },
      target,
    })
    eventRule(this, 'heartbeat', {
      name: names.rule('heartbeat'),
      description: 'Runwarden: heartbeat and work that is due',
      schedule: 'rate(5 minutes)',
      // A late heartbeat would only hide that one is missing.
      target: {
        ...target,
        inputTransformer: HEARTBEAT_EVENT,
        retryPolicy: { maximumEventAgeInSeconds: 300, maximumRetryAttempts: 2 },
      },
    })
  }
}
