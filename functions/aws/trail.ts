import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { HOUR } from '../../shared/model/time'
import type { Composition } from './compose'

/**
 * Measures for the alarms whether a trail logs and how old its newest delivery is: a quiet account sends nothing, so silence alone
 * proves nothing. The trail given to the deployment is among the own resources; without one, any trail of the account will do.
 */
export const checkTrail = async ({ detector, metrics, region }: Composition): Promise<void> => {
  const { CloudTrailClient: Client, GetTrailStatusCommand } = await import('./lazy-cloudtrail')
  const client = new Client({ region })
  const given = detector.settings.ownResources.filter((resource) => /^arn:[a-z-]+:cloudtrail:/.test(resource))
  const trails = given.length > 0 ? given : await allTrails(client)
  const states = await Promise.all(trails.map((Name) => client.send(new GetTrailStatusCommand({ Name }))))
  metrics.count('TrailLogging', states.some(({ IsLogging }) => IsLogging === true) ? 1 : 0)
  const deliveries = states.flatMap(({ LatestDeliveryTime }) => (LatestDeliveryTime === undefined ? [] : [LatestDeliveryTime.getTime()]))
  if (deliveries.length > 0) metrics.count('LastEventAgeHours', (detector.ports.clock.now() - Math.max(...deliveries)) / HOUR)
}

/** Trails of the account that see this Region, those of other Regions and of the organization included. */
const allTrails = async (client: CloudTrailClient): Promise<readonly string[]> => {
  const { DescribeTrailsCommand } = await import('./lazy-cloudtrail')
  const { trailList } = await client.send(new DescribeTrailsCommand({}))
  return (trailList ?? []).flatMap(({ TrailARN }) => TrailARN ?? [])
}
