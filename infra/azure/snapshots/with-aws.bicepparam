// Alerts go to the topics of the AWS half, after the smoke test has passed, with a setting of each kind of value.
using '../main.bicep'

param environmentName = 'production'
param location = 'westeurope'
param operationsEmail = 'operations@example.com'
param hubLocalAuth = false
param topicArn = 'arn:aws:sns:eu-west-1:123456789012:Runwarden-production-alerts'
param awsRoleArn = 'arn:aws:iam::123456789012:role/runwarden-azure-publisher'
param awsAudience = 'api://00000000-0000-0000-0000-000000000042'
param settings = {
  preset: 'strict'
  massTargets: 5
  knownNetworks: ['192.0.2.0/24', '198.51.100.0/24']
  suppressions: [{ reason: 'CHG-1042', until: '2026-12-31', document: 'inventory' }]
  accountNames: { '00000000-0000-0000-0000-000000000001': 'production' }
  digestTopicArn: 'arn:aws:sns:eu-west-1:123456789012:Runwarden-production-digests'
}
