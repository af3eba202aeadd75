/** The parts of an Amazon Resource Name that show who owns what. */
export interface Arn {
  readonly service: string
  /** Empty for what AWS itself owns, such as `arn:aws:ssm:us-east-1::document/AWS-RunShellScript`. */
  readonly account: string
  readonly resource: string
}

/**
 * Parts of `arn:partition:service:region:account:resource`, or null for any other text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export const parseArn = (text: string): Arn | null => {
  const [prefix, , service, , account, ...resource] = text.split(':')
  if (prefix !== 'arn' || service === undefined || account === undefined || resource.length === 0) return null
  return { service, account, resource: resource.join(':') }
}
