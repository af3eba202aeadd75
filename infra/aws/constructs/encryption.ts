import { Aws, type RemovalPolicy } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Alias, Key, type IKey } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import type { Names } from '../names'

/** One customer managed key for everything that Runwarden stores or sends. */
export const createKey = (scope: Construct, names: Names, removalPolicy: RemovalPolicy): IKey => {
  const key = new Key(scope, 'Key', {
    description: 'Encrypts the alerts and the state of Runwarden',
    enableKeyRotation: true,
    removalPolicy,
  })
  new Alias(scope, 'KeyAlias', { aliasName: names.keyAlias, targetKey: key })
  const letUse = (sid: string, services: readonly string[], conditions: Readonly<Record<string, unknown>>): void => {
    const principals = services.map((service) => new ServicePrincipal(service))
    key.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { ...conditions },
      }),
    )
  }
  // These publish by themselves, and without a grant their messages vanish in silence. Requests of EventBridge carry no
  // source, so that a condition on it would refuse them all:
  // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
  letUse('LetAlarmsPublish', ['cloudwatch.amazonaws.com'], { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } })
  letUse('LetRulesAndTopicsSend', ['events.amazonaws.com', 'sns.amazonaws.com'], {})
  const logs = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}`
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'LetLogsEncrypt',
      principals: [new ServicePrincipal(`logs.${Aws.REGION}.${Aws.URL_SUFFIX}`)],
      actions: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
        'kms:GenerateDataKey',
        'kms:DescribeKey',
      ],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `${logs}:log-group:${names.prefix}-*` } },
    }),
  )
  return key
}
