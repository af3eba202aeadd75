import type { Sink } from '../../shared/pipeline/ports'
import type { RenderContext } from '../../shared/render/context'
import { alertSubject } from '../../shared/render/mail-subject'
import type { Log } from './log'

/**
 * Says in the log that an alert went out. With an action group configured an alert rule mails this summary, so
 * that Azure's own path reports even when AWS does not. The subject is the only text: it is made harmless, and an
 * action group carries nothing longer.
 */
export const monitorSink = (log: Log, context: RenderContext): Sink => ({
  name: 'monitor',
  send: async (alert) =>
    log('info', {
      event: 'AlertSent',
      alert: alert.id,
      kind: alert.kind,
      severity: alert.severity,
      title: alertSubject(alert, context),
    }),
})
