import { STSClient } from '@aws-sdk/client-sts'
import type { TokenSource } from '../../../../functions/azure/identity/managed-identity'
import { webIdentityCredentials } from '../../../../functions/azure/sns/web-identity'
import { unsignedJwt } from '../../../emulators/jwt'
import { startStsStub, type StsStub } from '../../../emulators/sts-stub'

const roleArn = 'arn:aws:iam::123456789012:role/runwarden-azure-publisher'
const trust = {
  issuer: 'https://sts.windows.net/00000000-0000-0000-0000-00000000000a/',
  audience: 'api://runwarden',
  subject: '00000000-0000-0000-0000-00000000000b',
}

let sts: StsStub

beforeAll(async () => {
  sts = await startStsStub({ roles: [{ arn: roleArn, webIdentity: trust }] })
})
afterAll(() => sts.stop())

const tokensWith = (claims: Readonly<Record<string, unknown>> = {}): TokenSource => ({
  getToken: async (scope) => {
    const expiresOnTimestamp = Date.now() + 3_600_000
    return {
      token: unsignedJwt({
        iss: trust.issuer,
        aud: String(scope),
        sub: trust.subject,
        exp: Math.floor(expiresOnTimestamp / 1_000),
        ...claims,
      }),
      expiresOnTimestamp,
    }
  },
})

const credentials = (tokens: TokenSource) =>
  webIdentityCredentials(tokens, new STSClient({ region: 'eu-west-1', endpoint: sts.endpoint, maxAttempts: 1 }), {
    roleArn,
    audience: trust.audience,
  })()

describe('webIdentityCredentials', () => {
  it("opens the role with the identity's token, without any key", async () => {
    const { accessKeyId, sessionToken, expiration } = await credentials(tokensWith())
    expect(accessKeyId).toMatch(/^ASIA/)
    expect(sessionToken).toMatch(/^session-/)
    expect(expiration.getTime()).toBeGreaterThan(Date.now() + 3_000_000)
    expect(sts.calls.at(-1)).toEqual({ operation: 'sts:AssumeRoleWithWebIdentity', roleArn })
  })

  it.each([
    ['another subject', { sub: '00000000-0000-0000-0000-0000000000ff' }, 'Not authorized'],
    ['another audience', { aud: 'api://else' }, 'Incorrect token audience'],
    [
      'another tenant',
      { iss: 'https://sts.windows.net/00000000-0000-0000-0000-0000000000ff/' },
      'No OpenIDConnect provider',
    ],
    ['an expired token', { exp: 1 }, 'Token expired'],
  ])('rejects %s', async (_name, claims, problem) => {
    await expect(credentials(tokensWith(claims))).rejects.toThrow(problem)
  })

  it('rejects when there is no token', async () => {
    await expect(credentials({ getToken: () => Promise.reject(new Error('no identity')) })).rejects.toThrow(
      'no identity',
    )
  })
})
