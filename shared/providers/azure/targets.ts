import type { Targets } from '../../model/activity'
import { parseResourceId, type ResourceId } from './resource-id'

/** What an operation was aimed at; `originalIds` are other writings of the resource's id. */
export type TargetsReader = (resource: ResourceId, originalIds: readonly string[]) => Targets

/**
 * What the resource's id names. A serial port and an Arc endpoint may be named without their machine, which then stands
 * in the authorization scope or the entity.
 */
const actingOn =
  (idOf: (resource: ResourceId) => string | null): TargetsReader =>
  (resource, originalIds) => {
    const id =
      idOf(resource) ??
      originalIds.map((original) => idOf(parseResourceId(original, []))).find((found) => found !== null)
    return id === undefined ? { kind: 'unknown', reason: 'not in the record' } : { kind: 'listed', ids: [id] }
  }

/** The machine, scale-set instance or Arc machine. */
export const machineTargets: TargetsReader = actingOn(({ machine }) => machine)

/** The AKS cluster or scale set. */
export const clusterTargets: TargetsReader = actingOn(({ cluster }) => cluster)

/** The automation account. */
export const accountTargets: TargetsReader = actingOn(({ account }) => account)

/** The resource itself. */
export const resourceTargets: TargetsReader = actingOn(({ id }) => (id === '' ? null : id))

/** A gallery application is no machine, and the record names none. */
export const noTargets: TargetsReader = () => ({ kind: 'unknown', reason: 'not in the record' })
