import type { HealthPort } from '../../shared/pipeline/ports'
import type { Log } from './log'

/**
 * Notices about Runwarden itself as log lines, of which an alert rule makes mails: Azure's own path,
 * which works when AWS does not.
 */
export const logHealth = (log: Log): HealthPort => ({
  notice: async (title, detail) => log('error', { event: 'HealthNotice', title, detail }),
})
