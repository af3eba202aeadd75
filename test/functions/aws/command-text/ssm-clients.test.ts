import { SSMClient } from '@aws-sdk/client-ssm'
import type { AwsCredentials } from '../../../../functions/adapters/aws-credentials'
import { NoAccess, ssmClients } from '../../../../functions/aws/command-text/ssm-clients'
import type { Scope } from '../../../../shared/model/activity'
import { MINUTE } from '../../../../shared/model/time'
import { testClock } from '../../../support/clock'

const OWN = '123456789012'
const MEMBER = '111122223333'

const scope = (account: string | null, region: string | null): Scope => ({
  account,
  region,
  tenant: null,
  resourceGroup: null,
})

const access = (memberRoleName: string | null = 'Reader', assume?: () => Promise<AwsCredentials>) => {
  const clock = testClock(0)
  const made: string[] = []
  const assumed: string[] = []
  const client = (name: string): SSMClient => {
    made.push(name)
    return new SSMClient({ region: 'eu-west-1' })
  }
  const own = new SSMClient({ region: 'eu-west-1' })
  const clients = {
    ssm: own,
    ssmIn: (region: string, credentials: AwsCredentials | null) =>
      client(`${region} ${credentials?.accessKeyId ?? 'own'}`),
    assume:
      assume ??
      (async (roleArn: string) => {
        assumed.push(roleArn)
        return {
          accessKeyId: `key-${assumed.length}`,
          secretAccessKey: 's',
          sessionToken: 't',
          expiration: new Date(clock.time + 60 * MINUTE),
        }
      }),
  }
  return {
    clock,
    made,
    assumed,
    own,
    clientFor: ssmClients({
      ownAccount: OWN,
      ownRegion: 'eu-west-1',
      memberRoleName,
      partition: 'aws',
      clock,
      clients,
    }),
  }
}

describe('ssmClients', () => {
  it.each([
    ['our account and Region', scope(OWN, 'eu-west-1')],
    ['a record that names neither', scope(null, null)],
  ])('asks with our own client: %s', async (_what, where) => {
    const { own, clientFor } = access()
    expect(await clientFor(where)).toBe(own)
  })

  it('makes one client for another Region of ours, without a role', async () => {
    const { made, assumed, clientFor } = access()
    expect(await clientFor(scope(OWN, 'us-east-1'))).toBe(await clientFor(scope(OWN, 'us-east-1')))
    expect([made, assumed]).toEqual([['us-east-1 own'], []])
  })

  it('assumes the role of a member account, once for two that ask at once, and in each Region', async () => {
    const { made, assumed, clientFor } = access()
    await Promise.all([clientFor(scope(MEMBER, 'us-east-1')), clientFor(scope(MEMBER, 'us-east-1'))])
    await clientFor(scope(MEMBER, 'eu-west-1'))
    expect(assumed).toEqual([`arn:aws:iam::${MEMBER}:role/Reader`, `arn:aws:iam::${MEMBER}:role/Reader`])
    expect(made).toEqual(['us-east-1 key-1', 'eu-west-1 key-2'])
  })

  it('assumes it again before the session ends', async () => {
    const { clock, made, clientFor } = access()
    await clientFor(scope(MEMBER, 'eu-west-1'))
    clock.time += 54 * MINUTE
    await clientFor(scope(MEMBER, 'eu-west-1'))
    clock.time += 2 * MINUTE
    await clientFor(scope(MEMBER, 'eu-west-1'))
    expect(made).toEqual(['eu-west-1 key-1', 'eu-west-1 key-2'])
  })

  it('says that no role is configured', async () => {
    const { clientFor } = access(null)
    await expect(clientFor(scope(MEMBER, 'eu-west-1'))).rejects.toEqual(
      new NoAccess(`no role is configured to read in account ${MEMBER}`),
    )
  })

  it('says that the role cannot be assumed, and asks for it again only after a minute', async () => {
    let asked = 0
    const { clock, clientFor } = access('Reader', async () => {
      asked++
      throw Object.assign(new Error('no'), { name: 'AccessDenied' })
    })
    const problem = new NoAccess(`role Reader of account ${MEMBER} cannot be assumed (AccessDenied)`)
    await expect(clientFor(scope(MEMBER, 'eu-west-1'))).rejects.toEqual(problem)
    await expect(clientFor(scope(MEMBER, 'eu-west-1'))).rejects.toEqual(problem)
    expect(asked).toBe(1)
    clock.time += MINUTE + 1
    await expect(clientFor(scope(MEMBER, 'eu-west-1'))).rejects.toEqual(problem)
    expect(asked).toBe(2)
  })
})
