import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { clientSettings } from './client-settings'
import { createFaultPlan } from './fault-plan'
import { unsignedJwt, type Claims } from './jwt'
import { startStsStub, type StsStub } from './sts-stub'

const READER = 'arn:aws:iam::111122223333:role/Reader'
const PUBLISHER = 'arn:aws:iam::123456789012:role/Publisher'
const webIdentity = {
  issuer: 'https://sts.windows.net/00000000-0000-0000-0000-00000000000a/',
  audience: 'api://runwarden',
  subject: '00000000-0000-0000-0000-00000000000b',
}
const faults = createFaultPlan()

let stub: StsStub
let client: STSClient

beforeAll(async () => {
  stub = await startStsStub({
    faults,
    roles: [
      { arn: READER, externalId: 'secret' },
      { arn: PUBLISHER, webIdentity },
    ],
  })
  client = new STSClient(clientSettings(stub.endpoint))
})

afterAll(async () => {
  client.destroy()
  await stub.stop()
})

function withToken(claims: Claims): AssumeRoleWithWebIdentityCommand {
  const { issuer, audience, subject } = webIdentity
  const WebIdentityToken = unsignedJwt({ iss: issuer, aud: audience, sub: subject, exp: 4_000_000_000, ...claims })
  return new AssumeRoleWithWebIdentityCommand({
    RoleArn: PUBLISHER,
    RoleSessionName: 'azure',
    WebIdentityToken,
    DurationSeconds: 900,
  })
}

const assume = { RoleArn: READER, RoleSessionName: 'runwarden', ExternalId: 'secret' }

describe('startStsStub', () => {
  it('knows the caller', async () => {
    expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '123456789012' })
  })

  it('gives credentials for a role, and knows their owner', async () => {
    const { Credentials, AssumedRoleUser } = await client.send(new AssumeRoleCommand(assume))
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::111122223333:assumed-role/Reader/runwarden')
    expect(Credentials?.Expiration).toBeInstanceOf(Date)
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
    }
    const owner = new STSClient({ ...clientSettings(stub.endpoint), credentials })
    expect(await owner.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '111122223333',
      Arn: AssumedRoleUser?.Arn,
    })
    owner.destroy()
  })

  it('gives credentials for a token that fits the trust', async () => {
    const { Credentials, SubjectFromWebIdentityToken, Audience } = await client.send(withToken({}))
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA/)
    expect([SubjectFromWebIdentityToken, Audience]).toEqual([webIdentity.subject, webIdentity.audience])
  })

  it.each([
    ['another issuer', { iss: 'https://sts.windows.net/other/' }, 'InvalidIdentityTokenException'],
    ['an issuer without its slash', { iss: webIdentity.issuer.slice(0, -1) }, 'InvalidIdentityTokenException'],
    ['another audience', { aud: 'api://other' }, 'InvalidIdentityTokenException'],
    ['another subject', { sub: 'other' }, 'AccessDenied'],
    ['an expired token', { exp: 1 }, 'ExpiredTokenException'],
  ])('refuses a token with %s', async (_name, claims, name) => {
    await expect(client.send(withToken(claims))).rejects.toMatchObject({ name })
  })

  it('refuses what is no token', async () => {
    const request = new AssumeRoleWithWebIdentityCommand({
      RoleArn: PUBLISHER,
      RoleSessionName: 'azure',
      WebIdentityToken: 'hello',
    })
    await expect(client.send(request)).rejects.toMatchObject({ name: 'InvalidIdentityTokenException' })
  })

  it.each([
    ['an unknown role', { RoleArn: 'arn:aws:iam::111122223333:role/Other' }, 'AccessDenied'],
    ['a role that only a token opens', { RoleArn: PUBLISHER }, 'AccessDenied'],
    ['a wrong external id', { ExternalId: 'guess' }, 'AccessDenied'],
    ['a session name with a space', { RoleSessionName: 'a b' }, 'ValidationError'],
    ['a session longer than the role allows', { DurationSeconds: 7200 }, 'ValidationError'],
  ])('refuses %s', async (_name, change, name) => {
    await expect(client.send(new AssumeRoleCommand({ ...assume, ...change }))).rejects.toMatchObject({ name })
  })

  it('says which operations it does not know', async () => {
    await expect(client.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({ name: 'InvalidAction' })
  })

  it('throttles by plan', async () => {
    faults.failAfter(0, 'throttle', { operation: 'sts:AssumeRole', times: 1 })
    await expect(client.send(new AssumeRoleCommand(assume))).rejects.toMatchObject({ name: 'Throttling' })
    await client.send(new AssumeRoleCommand(assume))
    expect(stub.calls.at(-1)).toEqual({ operation: 'sts:AssumeRole', roleArn: READER })
  })
})
