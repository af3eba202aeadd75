import { readCloudTrail } from '../../../../shared/providers/aws/cloudtrail'
import { readPrincipal } from '../../../../shared/providers/aws/principal'
import { ACCOUNT, type Body } from './fixture'

const ROLE_ID = 'AROAEXAMPLEROLE000001'

const principalOf = (userIdentity: unknown, over: Body = {}) =>
  readPrincipal(readCloudTrail({ userIdentity, ...over }), ACCOUNT)

const assumed = (role: string, session: string, context: Body = {}, path = ''): Body => ({
  type: 'AssumedRole',
  principalId: `${ROLE_ID}:${session}`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`,
  accountId: ACCOUNT,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: ROLE_ID,
      arn: `arn:aws:iam::${ACCOUNT}:role/${path}${role}`,
      accountId: ACCOUNT,
      userName: role,
    },
    ...context,
  },
})

const user: Body = {
  type: 'IAMUser',
  principalId: 'AIDAEXAMPLEUSER000001',
  arn: `arn:aws:iam::${ACCOUNT}:user/team/alice`,
  accountId: ACCOUNT,
  userName: 'alice',
}
const ssoRole = 'AWSReservedSSO_Break_Glass_0123456789abcdef'
const signedOn = (path = 'aws-reserved/sso.amazonaws.com/'): Body => assumed(ssoRole, 'alice@example.com', {}, path)

describe('the key of a principal', () => {
  it.each([
    ['a user', user, `aws:${ACCOUNT}:user/alice`],
    [
      'a user known by the ARN only',
      { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/team/alice` },
      `aws:${ACCOUNT}:user/alice`,
    ],
    ['a user of whom nothing is known', { type: 'IAMUser' }, `aws:${ACCOUNT}:user/unknown`],
    ['a role, without its session', assumed('Deploy', 'build-17'), `aws:${ACCOUNT}:role/Deploy`],
    [
      'a role whose issuer is empty',
      { ...assumed('Deploy', 'build-17'), sessionContext: { sessionIssuer: {} } },
      `aws:${ACCOUNT}:role/Deploy`,
    ],
    [
      'a role of another account',
      { ...assumed('Deploy', 'x'), accountId: '111122223333' },
      'aws:111122223333:role/Deploy',
    ],
    [
      'a role that is not assumed',
      { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/service/Link` },
      `aws:${ACCOUNT}:role/Link`,
    ],
    [
      'a role with a source identity',
      assumed('Deploy', 'x', { sourceIdentity: 'alice' }),
      `aws:${ACCOUNT}:role/Deploy@alice`,
    ],
    ['single sign-on', signedOn(), `aws:${ACCOUNT}:sso/Break_Glass/alice@example.com`],
    [
      'single sign-on with a garbled ARN',
      { ...signedOn(), arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSOexample@example.com` },
      `aws:${ACCOUNT}:sso/Break_Glass/alice@example.com`,
    ],
    [
      'single sign-on outside us-east-1',
      signedOn('aws-reserved/sso.amazonaws.com/eu-west-1/'),
      `aws:${ACCOUNT}:sso/Break_Glass/alice@example.com`,
    ],
    [
      'single sign-on without an issuer',
      { ...signedOn(), sessionContext: {} },
      `aws:${ACCOUNT}:sso/Break_Glass/alice@example.com`,
    ],
    ['a role that somebody named like one of single sign-on', signedOn(''), `aws:${ACCOUNT}:role/${ssoRole}`],
    [
      'such a role under a path of its own',
      signedOn('my/aws-reserved/sso.amazonaws.com/'),
      `aws:${ACCOUNT}:role/${ssoRole}`,
    ],
    [
      'a role that only resembles single sign-on',
      assumed('AWSReservedSSO_Admin', 'alice'),
      `aws:${ACCOUNT}:role/AWSReservedSSO_Admin`,
    ],
    ['root', { type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT }, `aws:${ACCOUNT}:root`],
    [
      'a federated user',
      { type: 'FederatedUser', arn: `arn:aws:sts::${ACCOUNT}:federated-user/alice`, accountId: ACCOUNT },
      `aws:${ACCOUNT}:federated/alice`,
    ],
    [
      'a federated user known by the principal id only',
      { type: 'FederatedUser', principalId: `${ACCOUNT}:alice` },
      `aws:${ACCOUNT}:federated/alice`,
    ],
    [
      'a web identity',
      { type: 'WebIdentityUser', principalId: 'idp.example.com:audience:0001', userName: '0001' },
      `aws:${ACCOUNT}:federated/0001`,
    ],
    [
      'a SAML user',
      { type: 'SAMLUser', principalId: 'qualifier:alice', userName: 'alice' },
      `aws:${ACCOUNT}:federated/alice`,
    ],
    [
      'an Identity Center user',
      {
        type: 'IdentityCenterUser',
        accountId: ACCOUNT,
        onBehalfOf: { userId: '00000000-0000-0000-0000-000000000001' },
      },
      `aws:${ACCOUNT}:federated/00000000-0000-0000-0000-000000000001`,
    ],
    [
      'another account',
      { type: 'AWSAccount', accountId: '111122223333', principalId: 'AIDAEXAMPLEUSER000002' },
      'aws:111122223333:account',
    ],
    ['a service', { type: 'AWSService', invokedBy: 'events.amazonaws.com' }, 'aws:service/events.amazonaws.com'],
    ['a type nobody knows', { type: 'Directory' }, `aws:${ACCOUNT}:unknown`],
    ['the type Unknown', { type: 'Unknown', accountId: ACCOUNT }, `aws:${ACCOUNT}:unknown`],
    ['an empty identity', {}, `aws:${ACCOUNT}:unknown`],
    ['no identity', null, `aws:${ACCOUNT}:unknown`],
    ['an identity of the wrong type', 'alice', `aws:${ACCOUNT}:unknown`],
    [
      'members of the wrong type',
      { type: 'IAMUser', userName: 5, arn: [], accountId: {} },
      `aws:${ACCOUNT}:user/unknown`,
    ],
  ])('names %s', (_name, identity, key) => {
    expect(principalOf(identity).key).toBe(key)
  })

  it('names a service without invokedBy by the address it called from', () => {
    expect(principalOf({ type: 'AWSService' }, { sourceIPAddress: 'config.amazonaws.com' }).key).toBe(
      'aws:service/config.amazonaws.com',
    )
    expect(principalOf({ type: 'AWSService' }, { sourceIPAddress: '203.0.113.7' }).key).toBe('aws:service/unknown')
  })

  it('says unknown for an account that nothing names', () => {
    expect(readPrincipal(readCloudTrail({ userIdentity: null }), null).key).toBe('aws:unknown:unknown')
  })

  it('is the same for every session of a role', () => {
    expect(principalOf(assumed('Deploy', 'one')).key).toBe(principalOf(assumed('Deploy', 'two')).key)
  })
})

describe('what is kept beside the key', () => {
  it('keeps session, access key and home account', () => {
    expect(principalOf(assumed('Deploy', 'build-17'))).toMatchObject({
      kind: 'role',
      display: 'role/Deploy',
      session: 'build-17',
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      homeAccount: ACCOUNT,
    })
  })

  it('recognises the role of an instance by its session', () => {
    expect(principalOf(assumed('Web', 'i-0123456789abcdef0'))).toMatchObject({
      instance: 'i-0123456789abcdef0',
      human: false,
    })
    expect(principalOf(assumed('Web', 'mi-0123456789abcdef0')).instance).toBe('mi-0123456789abcdef0')
    expect(principalOf(assumed('Web', 'i-team')).instance).toBeNull()
  })

  it('takes a service that calls for a role for the caller, and keeps whom it calls for', () => {
    const principal = principalOf({ ...assumed('Deploy', 'x'), invokedBy: 'cloudformation.amazonaws.com' })
    expect(principal).toMatchObject({
      key: `aws:service/cloudformation.amazonaws.com/aws:${ACCOUNT}:role/Deploy`,
      kind: 'service',
      display: 'cloudformation.amazonaws.com for role/Deploy',
      session: 'x',
      human: false,
      homeAccount: ACCOUNT,
      viaService: 'cloudformation.amazonaws.com',
    })
    expect(principal.aliases).toEqual(
      expect.arrayContaining([
        'cloudformation.amazonaws.com',
        'aws:service/cloudformation.amazonaws.com',
        `aws:${ACCOUNT}:role/Deploy`,
      ]),
    )
    expect(principalOf({ type: 'AWSService', invokedBy: 'events.amazonaws.com' }).viaService).toBeNull()
  })

  it('takes a person at the console, invoked by "AWS Internal", for the person', () => {
    expect(principalOf({ ...user, invokedBy: 'AWS Internal' }).key).toBe(principalOf(user).key)
  })

  it('shows a single sign-on user by the name people know', () => {
    expect(principalOf(signedOn())).toMatchObject({
      kind: 'sso-user',
      display: 'alice@example.com',
      human: true,
      session: 'alice@example.com',
    })
  })

  it('offers no name a caller can choose as an alias', () => {
    expect(principalOf(assumed('Deploy', 'alice@example.com')).aliases).not.toContain('alice@example.com')
    expect(
      principalOf({ type: 'FederatedUser', arn: `arn:aws:sts::${ACCOUNT}:federated-user/alice@example.com` }),
    ).toMatchObject({
      display: 'federated/alice@example.com',
      aliases: [`arn:aws:sts::${ACCOUNT}:federated-user/alice@example.com`],
    })
    expect(principalOf(signedOn()).aliases).toContain('alice@example.com')
  })

  it.each([
    ['true as text', { mfaAuthenticated: 'true' }, true],
    ['false as text', { mfaAuthenticated: 'false' }, false],
    ['a boolean', { mfaAuthenticated: true }, true],
    ['nothing', {}, null],
  ])('reads the second factor from %s', (_name, attributes, mfa) => {
    expect(principalOf({ ...user, sessionContext: { attributes } }).mfa).toBe(mfa)
  })

  it.each([
    ['a user with an access key', user, {}, null],
    [
      'a user with a second factor',
      { ...user, sessionContext: { attributes: { mfaAuthenticated: 'true' } } },
      {},
      true,
    ],
    ['a session from the console', { ...user, sessionContext: { sessionCredentialFromConsole: 'true' } }, {}, true],
    ['a session from elsewhere', { ...user, sessionContext: { sessionCredentialFromConsole: 'false' } }, {}, null],
    ['a browser', assumed('Deploy', 'x'), { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' }, true],
    ['a browser in brackets', assumed('Deploy', 'x'), { userAgent: '[Mozilla/5.0]' }, true],
    ['a program that mentions a browser', assumed('Deploy', 'x'), { userAgent: 'curl/8 like Mozilla/5.0' }, null],
    ['root', { type: 'Root' }, {}, true],
    ['a service', { type: 'AWSService', invokedBy: 'events.amazonaws.com' }, {}, false],
  ])('decides whether %s is a human', (_name, identity, over, human) => {
    expect(principalOf(identity, over).human).toBe(human)
  })
})
