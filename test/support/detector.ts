import { defaultSettings } from '../../shared/config/load'
import type { Settings } from '../../shared/config/settings'
import type { Verdict } from '../../shared/engine/judge'
import type { SourceNetwork } from '../../shared/enrich/source-network'
import { memoryStore, type MemoryStore } from '../../shared/state/memory-store'
import { storedHistory } from '../../shared/state/stored-history'
import type { Activity } from '../../shared/model/activity'
import type { Alert } from '../../shared/model/alert'
import type { RedactedAlert } from '../../shared/model/redacted-alert'
import type { Detector } from '../../shared/pipeline/detector'
import { processActivity } from '../../shared/pipeline/process-activity'
import { type Metric, NO_NATIVES, NO_TRACES, type Ports } from '../../shared/pipeline/ports'
import { RULES } from '../../shared/rules'
import { testClock } from './clock'

export interface TestDetector extends Detector {
  readonly alerts: RedactedAlert[]
  readonly kept: Alert[]
  readonly counted: Alert[]
  readonly verdicts: { activity: Activity; verdict: Pick<Verdict, 'findings' | 'risk' | 'severity' | 'learning'> }[]
  readonly metrics: Partial<Record<Metric, number>>
  readonly state: MemoryStore
  readonly clock: ReturnType<typeof testClock>
}

/** Networks of the documentation addresses, by prefix; everything else is a plain access network. */
const NETWORKS: readonly (readonly [string, Omit<SourceNetwork, 'term'>])[] = [
  ['198.51.100.', { asn: 64500, organization: 'Example VPN', class: 'anonymiser', ours: false }],
  ['203.0.113.', { asn: 64501, organization: 'Example Hosting', class: 'hosting', ours: false }],
]

/** The live detector over state in memory; it has long learned; settings and ports can be given. */
export const testDetector = (settings: Partial<Settings> = {}, ports: Partial<Ports> = {}): TestDetector => {
  const alerts: RedactedAlert[] = []
  const kept: Alert[] = []
  const counted: Alert[] = []
  const verdicts: TestDetector['verdicts'] = []
  const metrics: Partial<Record<Metric, number>> = {}
  const clock = testClock()
  const state = memoryStore(clock.now)
  return {
    alerts,
    kept,
    counted,
    verdicts,
    metrics,
    state,
    clock,
    settings: { ...defaultSettings(), learningDays: 0, ...settings },
    rules: RULES,
    limitsRate: true,
    learningStart: 0,
    ports: {
      state,
      history: storedHistory(state, clock),
      text: { complete: async (activity) => activity },
      natives: NO_NATIVES,
      network: (ip) =>
        NETWORKS.find(([prefix]) => ip.startsWith(prefix))?.[1] ?? {
          asn: 64496,
          organization: 'Example Access',
          class: 'other',
          ours: false,
        },
      sinks: [{ name: 'test', send: async (alert) => void alerts.push(alert) }],
      quarantine: { put: async () => {} },
      traces: NO_TRACES,
      metrics: {
        count: (name, value = 1) => {
          metrics[name] = (metrics[name] ?? 0) + value
        },
      },
      health: { notice: async () => {} },
      clock,
      observer: {
        judged: (activity, verdict) => void verdicts.push({ activity, verdict }),
        amended: (activity, verdict) => void verdicts.push({ activity, verdict }),
        counted: (alert) => void counted.push(alert),
        kept: (alert) => void kept.push(alert),
      },
      ...ports,
    },
  }
}

/**
 * Judges activities in the given order and returns the ids of the rules that fired on the last, with their severities.
 */
export const findingsOfLast = async (
  activities: readonly Activity[],
  settings: Partial<Settings> = {},
  ports: Partial<Ports> = {},
): Promise<Readonly<Record<string, string>>> => {
  const detector = testDetector(settings, ports)
  let last: Verdict | null = null
  for (const activity of activities) last = await processActivity(detector, activity, 'first')
  return Object.fromEntries(
    (last?.findings ?? []).map(({ rule, severity }) => [rule.replace(/^runwarden\.\w+\./, ''), severity]),
  )
}
