import type { SSMClient } from '@aws-sdk/client-ssm'
import type { Scope } from '../../../shared/model/activity'
import type { Clock } from '../../../shared/model/clock'
import type { EpochMs } from '../../../shared/model/time'
import type { AwsCredentials } from '../../adapters/aws-credentials'

/**
 * Longest session of a role that another role assumes
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html).
 */
const SESSION_SECONDS = 3_600

/** Clients are replaced before their session ends. */
const RENEW_BEFORE_MS = 300_000

/**
 * Wait before a role that could not be assumed is asked for again: a member account without it
 * must not slow every alert down.
 */
const ASK_AGAIN_AFTER_MS = 60_000

/** Where clients come from, and whose account and Region are our own. */
export interface SsmAccess {
  readonly ownAccount: string | null
  readonly ownRegion: string
  readonly memberRoleName: string | null
  readonly partition: string
  readonly clock: Pick<Clock, 'now'>
  readonly clients: {
    readonly ssm: SSMClient
    readonly ssmIn: (region: string, credentials: AwsCredentials | null) => SSMClient
    readonly assume: (roleArn: string, seconds: number) => Promise<AwsCredentials>
  }
}

/** Why no client can be had, in words that fit into "text not available: ...". @internal */
export class NoAccess extends Error {
  override readonly name = 'NoAccess'
}

interface Cached {
  readonly client: Promise<SSMClient>
  until: EpochMs
}

/**
 * Systems Manager clients by account and Region. Commands can be read only where they were sent. Rejects with
 * NoAccess where no role is to be had.
 */
export const ssmClients = ({
  ownAccount,
  ownRegion,
  memberRoleName,
  partition,
  clock,
  clients,
}: SsmAccess): ((scope: Scope) => Promise<SSMClient>) => {
  const cache = new Map<string, Cached>()

  const open = async (account: string, region: string, cached: { until: EpochMs }): Promise<SSMClient> => {
    if (memberRoleName === null) throw new NoAccess(`no role is configured to read in account ${account}`)
    try {
      const credentials = await clients.assume(
        `arn:${partition}:iam::${account}:role/${memberRoleName}`,
        SESSION_SECONDS,
      )
      cached.until = credentials.expiration.getTime() - RENEW_BEFORE_MS
      return clients.ssmIn(region, credentials)
    } catch (cause) {
      cached.until = clock.now() + ASK_AGAIN_AFTER_MS
      throw new NoAccess(
        `role ${memberRoleName} of account ${account} cannot be assumed (` +
          `${cause instanceof Error ? cause.name : String(cause)})`,
      )
    }
  }

  return async ({ account, region }) => {
    const where = region ?? ownRegion
    const isOwn = account === null || account === ownAccount
    if (isOwn && where === ownRegion) return clients.ssm
    const key = `${isOwn ? '' : account}/${where}`
    const known = cache.get(key)
    if (known !== undefined && known.until > clock.now()) return known.client
    const cached = { until: Number.POSITIVE_INFINITY }
    const made: Cached = Object.assign(cached, {
      client: isOwn ? Promise.resolve(clients.ssmIn(where, null)) : open(account, where, cached),
    })
    cache.set(key, made)
    return made.client
  }
}
