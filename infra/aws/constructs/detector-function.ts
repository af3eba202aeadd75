import { Aws, Duration, type RemovalPolicy } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import {
  ApplicationLogLevel,
  Architecture,
  CfnFunction,
  CfnPermission,
  Code,
  Function,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { Deployment } from '../context/read-context'
import type { Names } from '../names'
import { acknowledgeFindings, acknowledgeRule } from './acknowledge'
import { COMMAND_TEXT_REASONS, commandTextStatements } from './command-text-access'
import { ownResources } from './own-names'
import type { Queues } from './queues'
import type { StateTable } from './state-table'
import type { Topics } from './topics'

/** Digests that are taken at the same time, in batches, so that a backlog never starves the live events. */
const DIGEST_CONCURRENCY = 5

export interface DetectorFunctionProps {
  readonly deployment: Deployment
  readonly names: Names
  readonly queues: Queues
  readonly topics: Topics
  readonly state: StateTable
  readonly key: IKey | null
  readonly removalPolicy: RemovalPolicy
  /** Folder with the built `index.js`. */
  readonly bundleFolder: string
}

/** Queues whose events every heartbeat tries again. */
const failures = ({ ruleFailures, functionFailures }: Queues): readonly Queue[] => [ruleFailures, functionFailures]

/** The detector itself, with its role, its log and the queues it reads. */
export class DetectorFunction extends Construct {
  readonly function: Function
  readonly role: Role
  readonly logGroup: LogGroup

  constructor(scope: Construct, id: string, props: DetectorFunctionProps) {
    super(scope, id)
    const { deployment, names, queues, key, removalPolicy } = props
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: deployment.logRetentionDays,
      removalPolicy,
      ...(key === null ? {} : { encryptionKey: key }),
    })
    this.role = new Role(this, 'Role', {
      roleName: names.functionRole(),
      description: 'Runwarden detector',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    })
    this.function = new Function(this, 'Function', {
      functionName: names.function,
      description: 'Runwarden: judges commands pushed into machines and sends alerts',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.bundleFolder),
      handler: 'index.handler',
      role: this.role,
      // A claim of the ledger lives 45 seconds and must outlive the run (ADR 19).
      timeout: Duration.seconds(30),
      memorySize: 512,
      environment: this.environment(props),
      tracing: Tracing.ACTIVE,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: queues.functionFailures.queueArn }) },
      ...(deployment.reservedConcurrency === null
        ? {}
        : { reservedConcurrentExecutions: deployment.reservedConcurrency }),
    })
    if (key !== null) this.encryptEnvironment(key)
    this.function.addEventSource(
      new SqsEventSource(queues.digests, {
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: DIGEST_CONCURRENCY,
      }),
    )
    this.letRulesInvoke(names)
    this.grant(props)
    this.acknowledge(deployment)
  }

  private environment({
    deployment,
    names,
    queues,
    topics,
    state,
    key,
  }: DetectorFunctionProps): Record<string, string> {
    return {
      ...deployment.environment.variables,
      RUNWARDEN_TOPIC_ARN: topics.alerts.topicArn,
      RUNWARDEN_OPERATIONS_TOPIC_ARN: topics.operations.topicArn,
      RUNWARDEN_TABLE: state.table.tableName,
      RUNWARDEN_QUARANTINE_QUEUE_URL: queues.quarantine.queueUrl,
      RUNWARDEN_FAILURE_QUEUE_URLS: JSON.stringify(failures(queues).map(({ queueUrl }) => queueUrl)),
      RUNWARDEN_OWN_RESOURCES: JSON.stringify(ownResources(deployment, names, key)),
      RUNWARDEN_INSTALLED_AT: state.createdAt,
      ...(topics.json === null ? {} : { RUNWARDEN_JSON_TOPIC_ARN: topics.json.topicArn }),
      ...(topics.chat === null ? {} : { RUNWARDEN_CHAT_TOPIC_ARN: topics.chat.topicArn }),
    }
  }

  /** By the plain property: the construct's would grant the role wildcard actions on the key. */
  private encryptEnvironment(key: IKey): void {
    const resource = this.function.node.defaultChild
    if (resource instanceof CfnFunction) resource.kmsKeyArn = key.keyArn
  }

  /** One permission for all rules: their names share a prefix, and a statement for each would only repeat it. */
  private letRulesInvoke({ prefix }: Names): void {
    new CfnPermission(this, 'LetRulesInvoke', {
      action: 'lambda:InvokeFunction',
      functionName: this.function.functionArn,
      principal: 'events.amazonaws.com',
      sourceAccount: Aws.ACCOUNT_ID,
      sourceArn: `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${prefix}-*`,
    })
  }

  private grant({ deployment, queues, topics, state, key }: DetectorFunctionProps): void {
    this.logGroup.grantWrite(this.role)
    const allow = (sid: string, actions: readonly string[], resources: readonly string[]): void => {
      this.role.addToPolicy(new PolicyStatement({ sid, actions: [...actions], resources: [...resources] }))
    }
    // Written out, because the grants of the constructs add wildcard actions wherever a key is in use.
    allow(
      'KeepState',
      [
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:Query',
      ],
      [state.table.tableArn],
    )
    allow(
      'Publish',
      ['sns:Publish'],
      [...topics.forAlerts, topics.operations].map(({ topicArn }) => topicArn),
    )
    allow(
      'TryAgain',
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
      failures(queues).map(({ queueArn }) => queueArn),
    )
    allow('PutAside', ['sqs:SendMessage'], [queues.quarantine.queueArn, queues.functionFailures.queueArn])
    if (key !== null)
      allow(
        'UseKey',
        [
          'kms:Decrypt',
          'kms:DescribeKey',
          'kms:Encrypt',
          'kms:GenerateDataKey',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
        ],
        [key.keyArn],
      )
    for (const statement of commandTextStatements()) this.role.addToPolicy(statement)
    allow('FindTrails', ['cloudtrail:DescribeTrails'], ['*'])
    allow(
      'ReadTrailStatus',
      ['cloudtrail:GetTrailStatus'],
      [deployment.trailArn ?? `arn:${Aws.PARTITION}:cloudtrail:*:*:trail/*`],
    )
    if (deployment.memberRoleName !== null)
      allow(
        'ReadInMemberAccounts',
        ['sts:AssumeRole'],
        [`arn:${Aws.PARTITION}:iam::*:role/${deployment.memberRoleName}`],
      )
    const parameters = deployment.environment.parameters.map(
      (path) => `arn:${Aws.PARTITION}:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:parameter${path}`,
    )
    if (parameters.length > 0) allow('ReadSettings', ['ssm:GetParameter'], parameters)
  }

  private acknowledge({ memberRoleName }: Deployment): void {
    acknowledgeFindings(this, 'AwsSolutions-IAM5', {
      ...COMMAND_TEXT_REASONS,
      'Resource::*': `${COMMAND_TEXT_REASONS['Resource::*']}; neither have DescribeTrails and the calls of X-Ray`,
      'Resource::arn:<AWS::Partition>:cloudtrail:*:*:trail/*':
        'without trailArn the trail that feeds the account is not known, and an organization trail stands in ' +
        'another account',
      ...(memberRoleName === null
        ? {}
        : {
            [`Resource::arn:<AWS::Partition>:iam::*:role/${memberRoleName}`]:
              'member accounts join later; each decides in its own role whether it trusts the detector',
          }),
    })
    acknowledgeRule(
      this,
      'Serverless-LambdaDLQ',
      'an on-failure destination holds the event and the error, a dead-letter queue the event alone',
    )
    acknowledgeRule(
      this,
      'Serverless-LambdaEventSourceMappingDestination',
      'queues have no failure destination; each has a redrive policy to the quarantine queue',
    )
  }
}
