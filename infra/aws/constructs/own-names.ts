import { Arn, ArnFormat } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Deployment } from '../context/read-context'
import { AZURE_PUBLISHER_ROLE, type Names } from '../names'

/** ARN and name of the trail that feeds Runwarden, or nothing when none is given. */
export const trailNames = ({ trailArn }: Pick<Deployment, 'trailArn'>): readonly string[] =>
  trailArn === null ? [] : [trailArn, Arn.split(trailArn, ArnFormat.SLASH_RESOURCE_NAME).resourceName ?? trailArn]

/** ARN and id of the customer managed key, or nothing when there is none. */
const keyNames = (key: IKey | null): readonly string[] => (key === null ? [] : [key.keyArn, key.keyId])

/**
 * Globs over names, ARNs and addresses of everything that Runwarden stands on. All other names begin with one prefix,
 * which spares references that would close a circle: a rule names the function, and the function would name the rule.
 */
export const ownResources = (
  deployment: Pick<Deployment, 'trailArn' | 'environment'>,
  { prefix }: Names,
  key: IKey | null,
): readonly string[] => [
  `*${prefix}-*`,
  `*${AZURE_PUBLISHER_ROLE}`,
  ...trailNames(deployment),
  ...keyNames(key),
  ...deployment.environment.parameters.map((path) => `*${path}`),
]
