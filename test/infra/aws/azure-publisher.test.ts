import { PLAIN } from './support/contexts'
import { grantsOf } from './support/policies'
import { resolveTemplate, resourcesOf } from './support/resolve-template'
import { synthesize, type Template } from './support/synthesize'

const TENANT = '00000000-0000-0000-0000-000000000010'
const IDENTITY = '00000000-0000-0000-0000-000000000011'
const AZURE = { 'azure.audience': 'api://runwarden', 'azure.identityObjectId': IDENTITY }
const EXISTING = `arn:aws:iam::123456789012:oidc-provider/login.microsoftonline.com/${TENANT}/v2.0`

const detectorOf = (context: Readonly<Record<string, unknown>>): Template =>
  resolveTemplate(synthesize({ ...PLAIN, ...context })['detector']!)
const before = detectorOf({})
const withTenant = detectorOf({ ...AZURE, 'azure.tenantId': TENANT })
const withProvider = detectorOf({ ...AZURE, 'azure.providerArn': EXISTING })

const trustOf = (template: Template): unknown => {
  const role = resourcesOf(template, 'AWS::IAM::Role').find(
    ([, { Properties }]) => Properties['RoleName'] === 'runwarden-azure-publisher',
  )
  return role === undefined
    ? null
    : (role[1].Properties['AssumeRolePolicyDocument'] as { readonly Statement: unknown }).Statement
}

describe('before the Azure half is deployed', () => {
  it('the ARNs it needs are printed, the role does not exist yet', () => {
    expect(before.Outputs?.['AzurePublisherRoleArn']?.Value).toBe(
      'arn:aws:iam::123456789012:role/runwarden-azure-publisher',
    )
    expect(before.Outputs?.['AlertsTopicArn']?.Value).toBe('arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-alerts')
    expect(before.Outputs?.['DigestTopicArn']?.Value).toBe('arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-digests')
    expect(resourcesOf(before, 'AWS::IAM::OIDCProvider')).toEqual([])
    expect(trustOf(before)).toBeNull()
  })
})

describe('once the Azure half is deployed', () => {
  it('its tenant becomes an identity provider for one audience', () => {
    expect(resourcesOf(withTenant, 'AWS::IAM::OIDCProvider').map(([, { Properties }]) => Properties)).toEqual([
      expect.objectContaining({ Url: `https://sts.windows.net/${TENANT}/`, ClientIdList: ['api://runwarden'] }),
    ])
  })

  it('one managed identity with a token for that audience may take the role', () => {
    expect(trustOf(withTenant)).toEqual([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/sts.windows.net/${TENANT}/` },
        Condition: {
          StringEquals: {
            [`sts.windows.net/${TENANT}/:aud`]: 'api://runwarden',
            [`sts.windows.net/${TENANT}/:sub`]: IDENTITY,
          },
        },
      },
    ])
  })

  it('a provider that the account has already is used as it is', () => {
    expect(resourcesOf(withProvider, 'AWS::IAM::OIDCProvider')).toEqual([])
    expect(trustOf(withProvider)).toEqual([
      expect.objectContaining({
        Principal: { Federated: EXISTING },
        Condition: {
          StringEquals: {
            [`login.microsoftonline.com/${TENANT}/v2.0:aud`]: 'api://runwarden',
            [`login.microsoftonline.com/${TENANT}/v2.0:sub`]: IDENTITY,
          },
        },
      }),
    ])
  })

  it('the role may publish alerts and digests, and nothing else', () => {
    expect(grantsOf(withTenant, 'runwarden-azure-publisher')).toEqual({
      'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-alerts': ['sns:Publish'],
      'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-digests': ['sns:Publish'],
    })
  })

  it('encrypted topics give it the use of their key', () => {
    const encrypted = detectorOf({ ...AZURE, 'azure.tenantId': TENANT, kms: true, jsonTopic: true })
    expect(grantsOf(encrypted, 'runwarden-azure-publisher')).toEqual({
      'arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000001': [
        'kms:Decrypt',
        'kms:GenerateDataKey',
      ],
      'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-alerts': ['sns:Publish'],
      'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-alerts-json': ['sns:Publish'],
      'arn:aws:sns:eu-west-1:123456789012:Runwarden-prod-digests': ['sns:Publish'],
    })
  })

  it('the first deployment is changed by nothing but provider and role', () => {
    const added = Object.keys(withTenant.Resources).filter((id) => !(id in before.Resources))
    expect(added.map((id) => withTenant.Resources[id]!.Type).toSorted()).toEqual([
      'AWS::IAM::OIDCProvider',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
    ])
    for (const [id, resource] of Object.entries(before.Resources)) expect(withTenant.Resources[id]).toEqual(resource)
  })
})
