import type { STSClient } from '@aws-sdk/client-sts'
import { credentialsIn, type AwsCredentials } from '../../adapters/aws-credentials'
import type { TokenSource } from '../identity/managed-identity'

/** Longest session that a role gives by default; the SNS client asks again five minutes before it ends. */
const SESSION_SECONDS = 3_600

export interface WebIdentity {
  readonly roleArn: string
  /** Audience of the token: the id URI of the Entra application that AWS trusts. */
  readonly audience: string
}

/**
 * AWS credentials without a stored key: the identity's token opens a role (AssumeRoleWithWebIdentity, asked at the
 * Regional endpoint, https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html).
 */
export const webIdentityCredentials =
  (tokens: TokenSource, sts: STSClient, { roleArn, audience }: WebIdentity): (() => Promise<AwsCredentials>) =>
  async () => {
    const { AssumeRoleWithWebIdentityCommand } = await import('@aws-sdk/client-sts')
    const { token } = await tokens.getToken(audience)
    const { Credentials } = await sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: roleArn,
        RoleSessionName: 'runwarden-azure',
        WebIdentityToken: token,
        DurationSeconds: SESSION_SECONDS,
      }),
    )
    return credentialsIn(Credentials, roleArn)
  }
