import type { Alert } from '../model/alert'
import { sha256 } from '../model/hash'
import { isAtLeast, type Severity } from '../model/severity'
import { DAY, HOUR, type EpochMs } from '../model/time'
import type { Detector } from './detector'
import { sendToSinks } from './send'
import type { Chore } from './sweep'

/** Deferred work of this kind: `digest/<hour>`. */
export const DIGEST = 'digest/'

/** Most alerts a digest can name. */
const MAX_HELD = 1_000

interface Held {
  readonly id: string
  readonly title: string
  readonly activity: string
  readonly severity: Severity
  readonly risk: number
}

const hourOf = (at: EpochMs): number => Math.floor(at / HOUR)

/**
 * Counts an alert among those of its hour and says whether it must wait for the digest: beyond the allowed number everything below high
 * does (DESIGN 6, RUNWARDEN_MAX_ALERTS_PER_HOUR). Counting one alert twice changes nothing.
 */
export const isOverRate = async ({ ports, settings, limitsRate }: Detector, alert: Alert): Promise<boolean> => {
  if (!limitsRate || isAtLeast(alert.severity, 'high')) return false
  const now = ports.clock.now()
  const { members, more } = await ports.state.addMembers(`rate/${hourOf(now)}`, [alert.id], MAX_HELD, now + DAY)
  return more || members.length > settings.maxAlertsPerHour
}

/** Keeps an alert for the digest of its hour. */
export const holdBack = async ({ ports }: Detector, alert: Alert): Promise<void> => {
  const now = ports.clock.now()
  const hour = hourOf(now)
  const held: Held = {
    id: alert.id,
    title: alert.title,
    activity: alert.activities[0] ?? '',
    severity: alert.severity,
    risk: alert.risk,
  }
  await ports.state.addMembers(`held/${hour}`, [JSON.stringify(held)], MAX_HELD, now + DAY)
  await ports.state.defer(`${DIGEST}${hour}`, JSON.stringify(alert), (hour + 1) * HOUR)
}

/** The sweep's part: one alert that stands for all that were held back in an hour, built on the latest of them. */
export const sendDigest: Chore = async (detector, { key, value }) => {
  const hour = key.slice(DIGEST.length)
  const latest = JSON.parse(value) as Alert
  const { members } = await detector.ports.state.addMembers(`held/${hour}`, [], MAX_HELD, 0)
  const held = members
    .map((member) => JSON.parse(member) as Held)
    .toSorted((a, b) => b.risk - a.risk || (a.id < b.id ? -1 : 1))
  await sendToSinks(detector, {
    ...latest,
    kind: 'digest',
    severity: held[0]?.severity ?? latest.severity,
    risk: held[0]?.risk ?? latest.risk,
    id: sha256(`digest/${hour}`).slice(0, 32),
    title: `${held.length} alerts held back within the hour: ${[...new Set(held.map(({ title }) => title))].slice(0, 5).join('; ')}`,
    repeats: held.length,
    activities: held.map(({ activity }) => activity),
    silence: null,
  })
  return true
}
