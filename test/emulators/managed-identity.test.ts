import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { clientSettings } from './client-settings'
import { readJwt } from './jwt'
import { IDENTITY_OBJECT_ID, startManagedIdentity, TENANT_ID, type ManagedIdentity } from './managed-identity'
import { startStsStub } from './sts-stub'

const CLIENT_ID = '00000000-0000-0000-0000-00000000000d'
const RESOURCE = 'api://runwarden'

let identity: ManagedIdentity

beforeAll(async () => {
  identity = await startManagedIdentity({ clientId: CLIENT_ID, claims: { name: 'runwarden' }, lifetimeSeconds: 600 })
})

afterAll(() => identity.stop())

async function ask(
  change: Record<string, string>,
  header = identity.env.IDENTITY_HEADER,
): Promise<{ status: number; body: Record<string, string> }> {
  const parameters = new URLSearchParams({
    resource: RESOURCE,
    'api-version': '2019-08-01',
    client_id: CLIENT_ID,
    ...change,
  })
  const response = await fetch(`${identity.env.IDENTITY_ENDPOINT}?${parameters.toString()}`, {
    headers: { 'X-IDENTITY-HEADER': header },
  })
  return { status: response.status, body: (await response.json()) as Record<string, string> }
}

describe('startManagedIdentity', () => {
  it('answers with a token for the resource', async () => {
    const { status, body } = await ask({})
    expect(status).toBe(200)
    expect(body).toMatchObject({
      resource: RESOURCE,
      token_type: 'Bearer',
      client_id: CLIENT_ID,
      expires_on: expect.stringMatching(/^\d{10}$/),
    })
    const claims = readJwt(body.access_token ?? '')
    expect(claims).toMatchObject({ aud: RESOURCE, tid: TENANT_ID, sub: IDENTITY_OBJECT_ID, name: 'runwarden' })
    expect(String(claims?.exp)).toBe(body.expires_on)
    expect(identity.issued).toContain(RESOURCE)
  })

  it.each([
    ['another version of the interface', { 'api-version': '2017-09-01' }, 400],
    ['another identity', { client_id: 'other' }, 400],
  ])('refuses %s', async (_name, change, status) => {
    expect((await ask(change)).status).toBe(status)
  })

  it('refuses a caller without the header', async () => {
    expect((await ask({}, 'guess')).status).toBe(401)
  })

  it('opens a role on AWS', async () => {
    const webIdentity = {
      issuer: `https://sts.windows.net/${TENANT_ID}/`,
      audience: RESOURCE,
      subject: IDENTITY_OBJECT_ID,
    }
    const RoleArn = 'arn:aws:iam::123456789012:role/Publisher'
    const sts = await startStsStub({ roles: [{ arn: RoleArn, webIdentity }] })
    const client = new STSClient(clientSettings(sts.endpoint))
    const { body } = await ask({})
    const request = { RoleArn, RoleSessionName: 'azure', WebIdentityToken: body.access_token ?? '' }
    expect(await client.send(new AssumeRoleWithWebIdentityCommand(request))).toMatchObject({
      Credentials: { AccessKeyId: expect.any(String) },
    })
    client.destroy()
    await sts.stop()
  })
})
