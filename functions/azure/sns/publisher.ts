import type { Settings } from '../../../shared/config/settings'
import type { Clock } from '../../../shared/model/clock'
import { clientLimits } from '../../adapters/client-limits'
import type { TokenSource } from '../identity/managed-identity'
import { failingFast } from './failing-fast'
import type { Publisher } from './sns-sink'
import { webIdentityCredentials } from './web-identity'

/**
 * Bounded: an alert that cannot be published in this time goes to the retry store, well
 * within its ledger lease of 45 s.
 */
const QUICK = clientLimits(4_000, 3)

/** The publisher of the configured role. The AWS clients are loaded with the first alert. */
export const snsPublisher = (
  settings: Pick<Settings, 'topicArn' | 'awsRoleArn' | 'awsAudience'>,
  tokens: TokenSource,
  clock: Clock,
): Publisher => {
  const region = regionOf(settings.topicArn)
  const connect = async () => {
    const { awsRoleArn: roleArn, awsAudience: audience } = settings
    if (roleArn === null || audience === null)
      throw new Error(
        `AWS is not connected: got no ${roleArn === null ? 'RUNWARDEN_AWS_ROLE_ARN' : 'RUNWARDEN_AWS_AUDIENCE'}` +
          ', expected the value of the AWS half; set it and deploy again',
      )
    const [{ SNSClient: Client }, { STSClient }] = await Promise.all([
      import('@aws-sdk/client-sns'),
      import('@aws-sdk/client-sts'),
    ])
    const sts = new STSClient({ ...QUICK, region })
    return new Client({ ...QUICK, region, credentials: webIdentityCredentials(tokens, sts, { roleArn, audience }) })
  }
  let connected: ReturnType<typeof connect> | undefined
  const client = () => {
    connected ??= connect().catch((cause: unknown) => {
      connected = undefined
      throw cause
    })
    return connected
  }
  return { client, guard: failingFast(clock) }
}

/** A topic's ARN names its Region: `arn:aws:sns:eu-west-1:123456789012:alerts`. */
const regionOf = (topicArn: string | null): string => topicArn?.split(':')[3] ?? 'us-east-1'
