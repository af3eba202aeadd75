/** Milliseconds since 1970-01-01T00:00:00Z, as an integer. */
export type EpochMs = number

export const SECOND = 1_000
export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

/** ISO 8601 in UTC with milliseconds: the only form of time that leaves Runwarden. */
export const isoTime = (at: EpochMs): string => new Date(at).toISOString()
