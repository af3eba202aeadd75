const RESOURCE = /\bon resource: (\S+)/

/**
 * ARN of the resource a denied call was aimed at, or null. The record of a denied Systems Manager call has no
 * parameters; the message of IAM names the resource, sometimes with its id in quotation marks.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export const deniedResource = (errorMessage: string | null): string | null => {
  const named = errorMessage === null ? null : (RESOURCE.exec(errorMessage)?.[1] ?? null)
  const arn = named?.replaceAll('"', '').replace(/[.,]$/, '') ?? ''
  return arn.startsWith('arn:') ? arn : null
}
