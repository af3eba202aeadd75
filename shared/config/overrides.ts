import * as v from 'valibot'
import { readArray } from './suppressions'

const whole = (minimum: number, maximum: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(minimum), v.maxValue(maximum))
const glob = v.optional(v.pipe(v.string(), v.minLength(1)))

/** Thresholds for a part of the estate: the first entry whose scope matches wins. */
const overrideSchema = v.strictObject({
  account: glob,
  region: glob,
  resourceGroup: glob,
  massTargets: v.optional(whole(1, 500)),
  windowMinutes: v.optional(whole(1, 1_440)),
  historyDays: v.optional(whole(1, 90)),
})

export type Override = v.InferOutput<typeof overrideSchema>

export const readOverrides = readArray(overrideSchema, (override, index) =>
  override.account === undefined && override.region === undefined && override.resourceGroup === undefined
    ? `${index}: give at least one of account, region, resourceGroup`
    : null,
)
