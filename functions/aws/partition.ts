/** Partition of a Region (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). */
export const partitionOf = (region: string): string => (region.startsWith('us-gov-') ? 'aws-us-gov' : region.startsWith('cn-') ? 'aws-cn' : 'aws')
