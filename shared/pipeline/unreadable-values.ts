import type { HealthPort } from './ports'

/** Reports that a stored value could not be read: what was known is judged as new, which may repeat alerts. */
export const reportUnreadable = (health: HealthPort, kind: string): Promise<void> =>
  health.notice(
    'A stored value cannot be read',
    `an item of kind ${kind} is damaged or was written by a later version. It counts as absent: alerts may repeat, ` +
      'and what was known may be reported as new. Deploy the latest version again if an older one runs',
  )
