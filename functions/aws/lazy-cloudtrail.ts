export { CloudTrailClient, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail'
