import type { Credentials } from '@aws-sdk/client-sts'

/** Credentials of one session, as the AWS clients take them. */
export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: Date
}

/** The credentials in an answer of STS. Throws when they are not whole; without an end they count as expired. */
export const credentialsIn = (answer: Credentials | undefined, roleArn: string): AwsCredentials => {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer ?? {}
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined)
    throw new Error(`no credentials for ${roleArn}: got an answer without them, expected a session`)
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration ?? new Date(0),
  }
}
