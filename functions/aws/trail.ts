import type { Composition } from './compose'

/**
 * Looks whether the trail that feeds the bus still logs: a quiet account sends nothing, so silence alone proves nothing. The trail's
 * ARN is among the own resources.
 */
export const checkTrail = async ({ detector, region }: Composition): Promise<void> => {
  const trail = detector.settings.ownResources.find((resource) => /^arn:[a-z-]+:cloudtrail:/.test(resource))
  if (trail === undefined) return
  const { CloudTrailClient, GetTrailStatusCommand } = await import('./lazy-cloudtrail')
  const { IsLogging, LatestDeliveryError } = await new CloudTrailClient({ region }).send(new GetTrailStatusCommand({ Name: trail }))
  if (IsLogging !== true) await detector.ports.health.notice('The trail does not log', `${trail} is stopped: no command will be seen until it logs again`)
  else if (LatestDeliveryError !== undefined && LatestDeliveryError !== '') await detector.ports.health.notice('The trail cannot deliver', `${trail}: ${LatestDeliveryError}`)
}
