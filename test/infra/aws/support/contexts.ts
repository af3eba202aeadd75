/** Contexts of deployments that the tests look at; documentation values only. */
export const TRAIL = 'arn:aws:cloudtrail:eu-west-1:123456789012:trail/main'

export const PLAIN = { alertEmail: 'me@example.com' }

/** Everything that can be switched on, for the Azure half that is deployed too. */
export const EVERYTHING = {
  ...PLAIN,
  operationsEmail: 'ops@example.com,night@example.com',
  trailArn: TRAIL,
  watchReads: true,
  jsonTopic: true,
  chatTopic: true,
  kms: true,
  reservedConcurrency: 5,
  quietHours: 48,
  logRetentionDays: 365,
  permissionsBoundary: 'workload-boundary',
  tags: { 'cost-center': '4711' },
  organizationId: 'o-exampleorgid',
  memberAccounts: ['111122223333', '444455556666'],
  memberRoleName: 'runwarden-reader',
  'azure.tenantId': '00000000-0000-0000-0000-000000000010',
  'azure.audience': 'api://runwarden',
  'azure.identityObjectId': '00000000-0000-0000-0000-000000000011',
  deployers: ['aws:123456789012:role/deploy-*'],
  minSeverity: 'low',
  massTargets: 5,
  suppressions: 'ssm:/runwarden/prod/suppressions',
}

/** The longest names and every optional resource, for limits. */
export const LONGEST = {
  ...EVERYTHING,
  stage: 'stage-of-12c',
  trailArn: `arn:aws-us-gov:cloudtrail:us-gov-west-1:123456789012:trail/${'t'.repeat(128)}`,
  partition: 'aws-us-gov',
}
