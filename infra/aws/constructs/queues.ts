import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { acknowledgeRule } from './acknowledge'

/** Wait between two attempts at what failed, the longest that SQS can delay a message. */
const RETRY_EVERY = Duration.minutes(15)

/** A day of attempts (ADR 9). */
const RETRIES = Duration.hours(24).toMinutes() / RETRY_EVERY.toMinutes()

/** The longest that SQS keeps a message. */
const KEPT_FOR = Duration.days(14)

export interface QueuesProps {
  readonly key: IKey | null
  readonly removalPolicy: RemovalPolicy
}

/** Where events and notifications wait that did not get through. */
export class Queues extends Construct {
  /** What could not be read or delivered for a day; `runwarden replay` sends it again. */
  readonly quarantine: Queue
  /** Events that EventBridge could not hand to the function; the heartbeat tries them again. */
  readonly ruleFailures: Queue
  /** Events on which the function failed three times; the heartbeat tries them again. */
  readonly functionFailures: Queue
  /** Digests of Azure activities on their way to the function. */
  readonly digests: Queue
  /** Notifications that no subscriber took. */
  readonly undelivered: Queue

  constructor(scope: Construct, id: string, { key, removalPolicy }: QueuesProps) {
    super(scope, id)
    const create = (name: string, props: QueueProps): Queue =>
      new Queue(this, name, {
        ...(key === null
          ? { encryption: QueueEncryption.SQS_MANAGED }
          : { encryption: QueueEncryption.KMS, encryptionMasterKey: key }),
        enforceSSL: true,
        retentionPeriod: KEPT_FOR,
        ...props,
      })
    this.quarantine = create('Quarantine', { removalPolicy })
    this.undelivered = create('Undelivered', { removalPolicy: RemovalPolicy.DESTROY })
    acknowledgeRule(
      this.quarantine,
      'Serverless-SQSRedrivePolicy',
      'this is itself where the other queues move what they give up',
    )
    acknowledgeRule(
      this.undelivered,
      'Serverless-SQSRedrivePolicy',
      'this is itself the dead-letter queue of subscriptions and rules',
    )
    acknowledgeRule(
      this.undelivered,
      'AwsSolutions-SQS3',
      'this is itself the dead-letter queue of subscriptions and rules',
    )
    // A message that fails again comes back when its visibility ends, and goes to quarantine after a day.
    const retried: QueueProps = {
      visibilityTimeout: RETRY_EVERY,
      deadLetterQueue: { queue: this.quarantine, maxReceiveCount: RETRIES },
      removalPolicy: RemovalPolicy.DESTROY,
    }
    this.ruleFailures = create('RuleFailures', retried)
    this.functionFailures = create('FunctionFailures', { ...retried, deliveryDelay: RETRY_EVERY })
    this.digests = create('Digests', retried)
  }
}
