import type { SSMClient } from '@aws-sdk/client-ssm'
import type { Scope } from '../../../shared/model/activity'

/** Longest role session that is asked for; clients are made anew before it ends. */
const SESSION_SECONDS = 3_600
const RENEW_BEFORE_MS = 300_000

/** What making a client for another account or Region needs. */
export interface ClientFactory {
  readonly ownAccount: string | null
  readonly ownRegion: string
  readonly memberRoleName: string | null
  readonly partition: string
  readonly now: () => number
  readonly make: (region: string, credentials: AwsCredentials | null) => SSMClient
  readonly assume: (roleArn: string, region: string, seconds: number) => Promise<AwsCredentials>
}

export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: Date
}

/** Why no client can be had, in words that fit into "text not available: ...". */
export class NoAccess extends Error {
  override readonly name = 'NoAccess'
}

interface Cached {
  readonly client: SSMClient
  readonly until: number
}

/** Systems Manager clients by account and Region, kept for the life of the container. Commands can be read only where they were sent. */
export const ssmClients = (factory: ClientFactory): ((scope: Scope) => Promise<SSMClient>) => {
  const cache = new Map<string, Cached>()
  return async ({ account, region }) => {
    const where = region ?? factory.ownRegion
    const isOwn = account === null || account === factory.ownAccount
    const key = `${isOwn ? '' : account}/${where}`
    const known = cache.get(key)
    if (known !== undefined && known.until > factory.now()) return known.client
    if (!isOwn && factory.memberRoleName === null) throw new NoAccess(`no role is configured to read in account ${account}`)
    const credentials = isOwn ? null : await factory.assume(`arn:${factory.partition}:iam::${account}:role/${factory.memberRoleName}`, where, SESSION_SECONDS)
    const client = factory.make(where, credentials)
    cache.set(key, { client, until: credentials === null ? Number.MAX_SAFE_INTEGER : credentials.expiration.getTime() - RENEW_BEFORE_MS })
    return client
  }
}
