import { ServiceError, type JsonOperations } from './json-operation'
import type { SsmState } from './ssm-state'

/** The two reads of CloudTrail that show whether records are written at all. */
export function cloudTrailOperations(state: SsmState): JsonOperations {
  return {
    DescribeTrails({ trailNameList = [] }: { readonly trailNameList?: readonly string[] }) {
      const found = state.trails.filter(
        ({ Name, TrailARN }) =>
          trailNameList.length === 0 || trailNameList.includes(Name) || trailNameList.includes(TrailARN),
      )
      return {
        trailList: found.map(({ IsLogging: _isLogging, ...trail }) => ({ ...trail, IncludeGlobalServiceEvents: true })),
      }
    },

    GetTrailStatus({ Name }: { readonly Name?: string }) {
      const trail = state.trails.find((each) => each.Name === Name || each.TrailARN === Name)
      if (trail === undefined) throw new ServiceError('TrailNotFoundException', `unknown trail: ${Name}`)
      return { IsLogging: trail.IsLogging }
    },
  }
}
