import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SNSClient } from '@aws-sdk/client-sns'
import { SSMClient } from '@aws-sdk/client-ssm'
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import type { SQSClient } from '@aws-sdk/client-sqs'
import { credentialsIn, type AwsCredentials } from '../adapters/aws-credentials'
import { clientLimits } from '../adapters/client-limits'

/**
 * Asked before every alert, and never worth waiting for: an alert without text beats a late one. All tries of all calls
 * before an alert is out fit into the function's 30 seconds.
 */
const READING = clientLimits(2_000, 2)

/** DynamoDB answers in milliseconds; what takes a second is lost, and the next try is quick. */
const STATE = clientLimits(1_000, 4)

const SENDING = clientLimits(3_000, 3)

/** Clients of one container. Those that most containers never need are loaded when they are. */
export interface Clients {
  readonly dynamo: DynamoDBClient
  readonly sns: SNSClient
  readonly ssm: SSMClient
  /** A client for another Region or account. */
  readonly ssmIn: (region: string, credentials: AwsCredentials | null) => SSMClient
  readonly sqs: () => Promise<SQSClient>
  readonly cloudTrail: () => Promise<CloudTrailClient>
  readonly assume: (roleArn: string, seconds: number) => Promise<AwsCredentials>
}

export const awsClients = (): Clients => ({
  dynamo: new DynamoDBClient(STATE),
  sns: new SNSClient(SENDING),
  ssm: new SSMClient(READING),
  ssmIn: (region, credentials) =>
    new SSMClient({ ...READING, region, ...(credentials === null ? {} : { credentials }) }),
  sqs: once(async () => new (await import('./lazy-sqs')).SQSClient(SENDING)),
  cloudTrail: once(async () => new (await import('./lazy-cloudtrail')).CloudTrailClient(READING)),
  assume: assumeRole,
})

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}

/** Credentials of a Regional endpoint of STS are good in every Region, so the function's own will do. */
const assumeRole = async (RoleArn: string, DurationSeconds: number): Promise<AwsCredentials> => {
  const { AssumeRoleCommand, STSClient } = await import('./lazy-sts')
  const { Credentials } = await new STSClient(READING).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'runwarden', DurationSeconds }),
  )
  return credentialsIn(Credentials, RoleArn)
}
