import { Aws } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription, SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Deployment } from '../context/read-context'
import type { Names } from '../names'
import type { Queues } from './queues'

export interface TopicsProps {
  readonly deployment: Pick<Deployment, 'alertEmail' | 'operationsEmail' | 'jsonTopic' | 'chatTopic'>
  readonly names: Names
  readonly queues: Queues
  readonly key: IKey | null
}

/** Everything that Runwarden sends, by reader. Each topic refuses calls without TLS. */
export class Topics extends Construct {
  readonly alerts: Topic
  readonly operations: Topic
  readonly digests: Topic
  readonly json: Topic | null
  readonly chat: Topic | null

  constructor(scope: Construct, id: string, { deployment, names, queues, key }: TopicsProps) {
    super(scope, id)
    const create = (name: string, topicName: string, displayName: string): Topic =>
      new Topic(this, name, { topicName, displayName, enforceSSL: true, ...(key === null ? {} : { masterKey: key }) })
    this.alerts = create('Alerts', names.alertsTopic, 'Runwarden alerts')
    this.operations = create('Operations', names.operationsTopic, 'Runwarden operations')
    this.digests = create('Digests', names.digestTopic, 'Runwarden digests of Azure activities')
    this.json = deployment.jsonTopic ? create('Json', names.jsonTopic, 'Runwarden alerts as JSON') : null
    this.chat = deployment.chatTopic ? create('Chat', names.chatTopic, 'Runwarden alerts for chat') : null
    this.letServicesPublish(names)
    this.digests.addSubscription(new SqsSubscription(queues.digests, { deadLetterQueue: queues.undelivered }))
    for (const address of deployment.alertEmail)
      this.alerts.addSubscription(new EmailSubscription(address, { deadLetterQueue: queues.undelivered }))
    for (const address of deployment.operationsEmail)
      this.operations.addSubscription(new EmailSubscription(address, { deadLetterQueue: queues.undelivered }))
  }

  /** All topics with a reader of alerts, for their publishers. */
  get forAlerts(): readonly Topic[] {
    return [this.alerts, this.json, this.chat].filter((topic) => topic !== null)
  }

  /**
   * A topic with a policy of its own lets no service publish that is not named in it, alarms
   * of the same account included.
   */
  private letServicesPublish({ prefix }: Names): void {
    const allow = (sid: string, service: string, conditions: Readonly<Record<string, unknown>>): void => {
      this.operations.addToResourcePolicy(
        new PolicyStatement({
          sid,
          principals: [new ServicePrincipal(service)],
          actions: ['sns:Publish'],
          resources: [this.operations.topicArn],
          conditions: { ...conditions },
        }),
      )
    }
    allow('LetAlarmsPublish', 'cloudwatch.amazonaws.com', {
      ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:cloudwatch:${Aws.REGION}:${Aws.ACCOUNT_ID}:alarm:${prefix}-*` },
    })
    // EventBridge publishes without saying for which rule: a condition on it would refuse every notice in silence.
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html
    allow('LetRulesPublish', 'events.amazonaws.com', {})
  }
}
