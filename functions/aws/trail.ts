import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { HOUR } from '../../shared/model/time'
import type { Composition } from './compose'

/**
 * Measures for the alarms whether a trail logs and how old its newest delivery is: a quiet account sends
 * nothing, so silence alone proves nothing. The trail given to the deployment is among the own resources;
 * without one, any trail of the account will do.
 */
export const checkTrail = async ({ detector, metrics, cloudTrail }: Composition): Promise<void> => {
  const client = await cloudTrail()
  const { GetTrailStatusCommand } = await import('./lazy-cloudtrail')
  const given = detector.settings.ownResources.filter((resource) => /^arn:[a-z-]+:cloudtrail:/.test(resource))
  const trails = given.length > 0 ? given : await allTrails(client)
  const answers = await Promise.allSettled(trails.map((Name) => client.send(new GetTrailStatusCommand({ Name }))))
  const states = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  // Of several trails one that cannot be asked is no matter; when none can, nothing is known, and that must be said.
  const refused = answers.find((answer) => answer.status === 'rejected')
  if (states.length === 0 && refused !== undefined) throw refused.reason
  metrics.count('TrailLogging', states.some(({ IsLogging }) => IsLogging === true) ? 1 : 0)
  const deliveries = states.flatMap(({ LatestDeliveryTime }) =>
    LatestDeliveryTime === undefined ? [] : [LatestDeliveryTime.getTime()],
  )
  if (deliveries.length > 0)
    metrics.count('LastEventAgeHours', (detector.ports.clock.now() - Math.max(...deliveries)) / HOUR)
}

/** Trails of the account that see this Region, those of other Regions and of the organization included. */
const allTrails = async (client: CloudTrailClient): Promise<readonly string[]> => {
  const { DescribeTrailsCommand } = await import('./lazy-cloudtrail')
  const { trailList } = await client.send(new DescribeTrailsCommand({}))
  return (trailList ?? []).flatMap(({ TrailARN }) => TrailARN ?? [])
}
