import { Aws } from 'aws-cdk-lib'

/**
 * Names that others must know before or without the resource: people, the Azure half, member accounts, and rules that
 * watch each other, which could not name each other by reference (ADR 7). Everything else is named by
 * CloudFormation, beginning with the name of its stack, so that all that is ours begins with one prefix.
 */
export const names = (stage: string) => {
  const prefix = `Runwarden-${stage}`
  return {
    prefix,
    function: `${prefix}-detector`,
    /** IAM is global; the Region keeps two installations of one account apart. */
    functionRole: (region: string = Aws.REGION) => `${prefix}-detector-${region}`,
    alertsTopic: `${prefix}-alerts`,
    operationsTopic: `${prefix}-operations`,
    digestTopic: `${prefix}-digests`,
    jsonTopic: `${prefix}-alerts-json`,
    chatTopic: `${prefix}-alerts-chat`,
    centralBus: `${prefix}-central`,
    dashboard: prefix,
    keyAlias: `alias/${prefix}-key`,
    rule: (name: string) => `${prefix}-${name}`,
    alarm: (name: string) => `${prefix}-${name}`,
    forwarderRole: (kind: string, region: string = Aws.REGION) => `${prefix}-${kind}-${region}`,
  } as const
}

export type Names = ReturnType<typeof names>

/** Fixed, so that the Azure half can be deployed before the role exists. */
export const AZURE_PUBLISHER_ROLE = 'runwarden-azure-publisher'
