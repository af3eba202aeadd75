import { readClaims } from '../../../../shared/providers/azure/claims'
import { readPrincipal } from '../../../../shared/providers/azure/principal'
import {
  ALICE,
  ALICE_CLAIMS,
  CLI,
  EMAIL,
  IDENTITY_PROVIDER,
  METHODS,
  OBJECT_ID,
  TENANT,
  TENANT_ID,
  UPN,
  VM,
} from './records'

interface Given {
  readonly claims?: unknown
  readonly caller?: string
  readonly evidencePrincipal?: string
  readonly evidenceType?: string
}

const OTHER_TENANT = '00000000-0000-0000-0000-000000000099'
const UNDASHED = ALICE.replaceAll('-', '')
const IDENTITY =
  '/subscriptions/x/resourcegroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Deployer'

const principal = ({ claims = {}, caller, evidencePrincipal, evidenceType }: Given) =>
  readPrincipal({
    claims: readClaims(claims),
    caller: caller ?? null,
    evidencePrincipal: evidencePrincipal ?? null,
    evidenceType: evidenceType ?? null,
  })

describe('readPrincipal', () => {
  it.each<[string, Given, object]>([
    [
      'a user',
      { claims: ALICE_CLAIMS },
      { key: `azure:${ALICE}`, kind: 'user', display: 'alice@example.com', human: true, homeTenant: TENANT },
    ],
    [
      'a user by short claim names',
      { claims: { oid: ALICE.toUpperCase(), tid: TENANT, upn: 'alice@example.com' } },
      { key: `azure:${ALICE}`, kind: 'user', homeTenant: TENANT },
    ],
    [
      'a user with claims as text',
      { claims: JSON.stringify(ALICE_CLAIMS, null, 2) },
      { key: `azure:${ALICE}`, kind: 'user' },
    ],
    [
      'a guest with a foreign provider',
      {
        claims: {
          [OBJECT_ID]: ALICE,
          [TENANT_ID]: TENANT,
          [IDENTITY_PROVIDER]: `https://sts.windows.net/${OTHER_TENANT}/`,
          [EMAIL]: 'bob@partner.example',
          idtyp: 'user',
        },
      },
      { kind: 'guest', display: 'bob@partner.example', human: true },
    ],
    [
      'a personal account',
      { claims: { [OBJECT_ID]: ALICE, name: 'live.com#carol@example.org', altsecid: '1:live.com:00', appid: CLI } },
      { kind: 'guest', display: 'carol@example.org' },
    ],
    [
      'a guest by its #EXT# name',
      { claims: { [OBJECT_ID]: ALICE, [UPN]: 'bob_partner.example#EXT#@example.onmicrosoft.com' } },
      { kind: 'guest' },
    ],
    [
      'a guest by mail address alone',
      { claims: { [OBJECT_ID]: ALICE, [EMAIL]: 'bob@partner.example' } },
      { kind: 'guest' },
    ],
    [
      'a member whose provider is this tenant',
      { claims: { ...ALICE_CLAIMS, [IDENTITY_PROVIDER]: `https://sts.windows.net/${TENANT.toUpperCase()}/` } },
      { kind: 'user' },
    ],
    [
      'a service provider signed in to its own tenant',
      { claims: { ...ALICE_CLAIMS, [TENANT_ID]: OTHER_TENANT.toUpperCase() } },
      { kind: 'user', homeTenant: OTHER_TENANT },
    ],
    [
      'a service principal',
      { claims: { [OBJECT_ID]: ALICE, appid: CLI, idtyp: 'app' } },
      { key: `azure:${ALICE}`, kind: 'service-principal', display: `app/${CLI}`, human: false, mfa: null },
    ],
    [
      'a service principal of an older token',
      { claims: { [OBJECT_ID]: ALICE, appid: CLI, appidacr: '1' } },
      { kind: 'service-principal' },
    ],
    [
      'an application without an object id',
      { claims: { appid: CLI.toUpperCase(), idtyp: 'app' } },
      { key: `azure:app/${CLI}`, kind: 'service-principal' },
    ],
    [
      'a managed identity of a machine',
      { claims: { [OBJECT_ID]: ALICE, appid: CLI, idtyp: 'app', xms_mirid: VM } },
      { kind: 'managed-identity', display: 'vm-Web-01', human: false, instance: VM.toLowerCase() },
    ],
    [
      'a user-assigned identity on a machine',
      { claims: { [OBJECT_ID]: ALICE, idtyp: 'app', xms_mirid: IDENTITY, xms_az_rid: VM } },
      { kind: 'managed-identity', display: 'Deployer', instance: VM.toLowerCase() },
    ],
    [
      'a user-assigned identity elsewhere',
      { claims: { [OBJECT_ID]: ALICE, idtyp: 'app', xms_mirid: IDENTITY } },
      { kind: 'managed-identity', instance: null },
    ],
    [
      'a caller without claims',
      { caller: 'Alice@Example.com' },
      { key: 'azure:alice@example.com', kind: 'user', display: 'Alice@Example.com' },
    ],
    ['a caller that is an object id', { caller: ALICE }, { key: `azure:${ALICE}`, kind: 'service-principal' }],
    [
      'a caller that repeats the application id',
      { caller: CLI, claims: { appid: CLI } },
      { key: `azure:app/${CLI}`, kind: 'service-principal' },
    ],
    [
      'a named caller with nothing but a client',
      { caller: 'alice@example.com', claims: { appid: CLI } },
      { key: 'azure:alice@example.com', kind: 'user' },
    ],
    [
      'a sign-in name without an object id',
      { claims: { [UPN]: 'Alice@Example.com', appid: CLI } },
      { key: 'azure:alice@example.com', kind: 'user' },
    ],
    [
      'a person of whom only the client is known',
      { claims: { appid: CLI, idtyp: 'user' } },
      { key: `azure:app/${CLI}`, kind: 'user' },
    ],
    [
      'nobody',
      {},
      { key: 'azure:unknown', kind: 'unknown', display: 'unknown', human: null, mfa: null, homeTenant: null },
    ],
    ['claims that are a plain word', { claims: 'Alice Example' }, { key: 'azure:unknown', kind: 'unknown' }],
  ])('reads %s', (_name, given, expected) => {
    expect(principal(given)).toMatchObject(expected)
  })

  it.each<[string, Given, string]>([
    [
      'stands in for a missing object id',
      { evidencePrincipal: UNDASHED.toUpperCase(), evidenceType: 'User' },
      `azure:${ALICE}`,
    ],
    [
      'of a service principal does too',
      { evidencePrincipal: UNDASHED, evidenceType: 'ServicePrincipal', claims: { appid: CLI } },
      `azure:${ALICE}`,
    ],
    [
      'never outranks the claim',
      { evidencePrincipal: '0'.repeat(32), evidenceType: 'User', claims: { [OBJECT_ID]: ALICE } },
      `azure:${ALICE}`,
    ],
    [
      'of a group names the group',
      { evidencePrincipal: UNDASHED, evidenceType: 'Group', caller: 'alice@example.com' },
      'azure:alice@example.com',
    ],
    [
      'of a foreign group names the partner',
      { evidencePrincipal: UNDASHED, evidenceType: 'ForeignGroup' },
      'azure:unknown',
    ],
    ['of no stated type may be a group', { evidencePrincipal: UNDASHED }, 'azure:unknown'],
  ])('the principal of the role assignment %s', (_name, given, key) => {
    expect(principal(given).key).toBe(key)
  })

  it('keeps the type of the role assignment as written', () => {
    expect(
      principal({ claims: ALICE_CLAIMS, evidencePrincipal: UNDASHED, evidenceType: 'ForeignGroup' }).assignedTo,
    ).toBe('ForeignGroup')
  })

  it.each([
    ['a second factor', 'pwd,mfa', true],
    ['a phone or Hello sign-in', ['pwd', 'ngcmfa'], true],
    ['a password alone', 'pwd', false],
    ['a word that contains mfa', 'nomfa', false],
    ['nothing', undefined, null],
  ])('mfa with %s', (_name, methods, expected) => {
    expect(principal({ claims: { ...ALICE_CLAIMS, [METHODS]: methods } }).mfa).toBe(expected)
  })

  it('goes by its application id when it is an application, never when it is a person', () => {
    expect(principal({ claims: { [OBJECT_ID]: ALICE, appid: CLI, idtyp: 'app' } }).aliases).toContain(CLI)
    expect(principal({ claims: ALICE_CLAIMS }).aliases).not.toContain(CLI)
  })

  it('goes by every form a list may use', () => {
    const { aliases } = principal({
      claims: { ...ALICE_CLAIMS, [EMAIL]: 'Alice.Example@example.com' },
      caller: 'alice@example.com',
    })
    expect(aliases).toEqual(['alice@example.com', ALICE, UNDASHED, 'alice.example@example.com'])
  })
})
