import { Aws, Duration } from 'aws-cdk-lib'
import { OidcProviderNative, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import type { Deployment } from '../context/read-context'
import { AZURE_PUBLISHER_ROLE } from '../names'
import type { Topics } from './topics'

/** ARN of the role, known before it exists, so that the Azure half can be deployed first. */
export const azurePublisherRoleArn = (): string =>
  `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${AZURE_PUBLISHER_ROLE}`

interface Provider {
  readonly arn: string
  /** Issuer without its scheme; the trailing slash is part of it. */
  readonly issuer: string
}

/** Who may publish: one managed identity of one tenant, with a token for one audience. */
export interface AzureIdentity {
  readonly audience: string
  readonly objectId: string
  readonly provider: { readonly tenantId: string } | { readonly arn: string }
}

/** The identity that the context names, or null while the Azure half is not deployed. */
export const azureIdentity = (deployment: Deployment): AzureIdentity | null => {
  const audience = deployment['azure.audience']
  const objectId = deployment['azure.identityObjectId']
  const tenantId = deployment['azure.tenantId']
  const arn = deployment['azure.providerArn']
  if (audience === null || objectId === null) return null
  if (arn !== null) return { audience, objectId, provider: { arn } }
  return tenantId === null ? null : { audience, objectId, provider: { tenantId } }
}

export interface AzurePublisherProps {
  readonly identity: AzureIdentity
  readonly topics: Topics
  readonly key: IKey | null
}

/** Lets the Azure half publish without keys: its managed identity exchanges an Entra token for a role. */
export class AzurePublisher extends Construct {
  constructor(scope: Construct, id: string, { identity, topics, key }: AzurePublisherProps) {
    super(scope, id)
    const { arn, issuer } = this.provider(identity)
    const role = new Role(this, 'Role', {
      roleName: AZURE_PUBLISHER_ROLE,
      description: 'Lets the Azure half of Runwarden publish its alerts',
      maxSessionDuration: Duration.hours(1),
      // Both: the audience alone would admit any identity of the tenant.
      assumedBy: new WebIdentityPrincipal(arn, {
        StringEquals: { [`${issuer}:aud`]: identity.audience, [`${issuer}:sub`]: identity.objectId },
      }),
    })
    role.addToPolicy(
      new PolicyStatement({
        sid: 'Publish',
        actions: ['sns:Publish'],
        resources: [...topics.forAlerts, topics.digests].map(({ topicArn }) => topicArn),
      }),
    )
    if (key !== null)
      role.addToPolicy(
        new PolicyStatement({
          sid: 'UseKey',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [key.keyArn],
        }),
      )
  }

  /**
   * Tokens of Entra's first version, which an application gets unless it asks otherwise, are issued by sts.windows.net.
   */
  private provider({ provider, audience }: AzureIdentity): Provider {
    if ('arn' in provider) return { arn: provider.arn, issuer: provider.arn.slice(provider.arn.indexOf('/') + 1) }
    const issuer = `sts.windows.net/${provider.tenantId}/`
    const created = new OidcProviderNative(this, 'Provider', { url: `https://${issuer}`, clientIds: [audience] })
    return { arn: created.oidcProviderArn, issuer }
  }
}
