import { buildAlert, alertKey, type AlertDraft } from '../engine/build-alert'
import { scriptHash } from '../engine/script-hash'
import { decide, finalized, type Decision, type Incident } from '../engine/throttle'
import type { AlertKind } from '../model/alert'
import { machinesOf } from '../model/activity'
import { compileGlobs } from '../config/glob'
import { hash64 } from '../model/hash'
import { isAtLeast } from '../model/severity'
import { DAY, MINUTE, SECOND } from '../model/time'
import { UNSILENCEABLE_RULE } from '../rules'
import { LEDGER } from '../state/kinds'
import type { LedgerEntry } from '../state/ledger-entry'
import type { Stored } from '../state/store'
import { pause, TRIES, update } from '../state/update'
import type { Detector } from './detector'
import { holdForSummary, isOverRate } from './rate-limit'
import { sendToSinks } from './send-to-sinks'

/** A claim is a lease: longer than the function may run, 30 s, by half (ADR 19). */
export const LEASE_MS = 45 * SECOND

/** Longest wait in process for somebody else's claim before the record takes the retry path. */
export const PATIENCE_MS = 3 * SECOND

/**
 * Wait for the claim of another run with the same record. One that lives is done before, even when two
 * of its calls have to be tried again after a time-out; one that died is never done, and its record is
 * here again for that very reason.
 */
export const OWN_PATIENCE_MS = 4 * SECOND

/** What became of an alert. `silent`: there was nothing to say. */
export type Delivery = 'silent' | 'kept' | 'sent' | 'counted' | 'duplicate'

/** Whether a person has heard, or will, of the activity. */
export const isReported = (delivery: Delivery): boolean =>
  delivery === 'sent' || delivery === 'counted' || delivery === 'duplicate'

/** Another activity holds the right to send for this key and has not finalized it in time: try again later. */
class ClaimBusy extends Error {
  override readonly name = 'ClaimBusy'
}

const incidentOf = ({ activity, findings, severity, network }: AlertDraft, run: string): Incident => {
  const hash = scriptHash(activity)
  return {
    activity: hash64(activity.id),
    run,
    at: activity.at,
    severity,
    rules: findings.filter(({ suppressed }) => suppressed === null).map(({ rule }) => rule),
    scripts: hash === null ? [] : [hash.slice(0, 16)],
    documents: activity.document === null ? [] : [activity.document.name],
    networks: network.term === 'unknown' ? [] : [network.term],
    machines: machinesOf(activity).map(hash64),
    announced: isUpgrade({ findings, severity }),
  }
}

const isTampering = ({ findings }: Pick<AlertDraft, 'findings'>): boolean =>
  findings.some(({ rule }) => rule === UNSILENCEABLE_RULE)

/** Changes of Runwarden by a named deployer are low: an upgrade is one notice, however many resources it changes. */
const isUpgrade = (draft: Pick<AlertDraft, 'findings' | 'severity'>): boolean =>
  isTampering(draft) && draft.severity === 'low'

const isAlwaysSent = (draft: AlertDraft, { settings }: Detector): boolean =>
  isTampering(draft) ||
  (settings.criticalTargets.length > 0 && machinesOf(draft.activity).some(compileGlobs(settings.criticalTargets)))

/**
 * Takes an alert through the ledger to the sinks. `known` is the ledger item as read in the history phase, so that the
 * claim is one conditional write. Rejects when no sink took the alert, or when another's claim outlasts our patience.
 */
export const deliver = async (
  detector: Detector,
  draft: AlertDraft,
  known: Stored<LedgerEntry> | undefined,
  kind?: AlertKind,
): Promise<Delivery> => {
  const { settings, ports } = detector
  const hasRisk = draft.findings.some(({ suppressed, risk }) => suppressed === null && risk > 0)
  if (!hasRisk) return 'silent'
  if (!isAtLeast(draft.severity, settings.minSeverity) && !isAlwaysSent(draft, detector)) {
    ports.metrics.count('AlertsBelowMinimum')
    ports.observer.kept(buildAlert(draft, settings, kind ?? 'alert', 0))
    return 'kept'
  }
  const isUnclaimable = draft.degraded !== null || (isTampering(draft) && !isUpgrade(draft))
  if (kind === 'update' || isUnclaimable) {
    await sendToSinks(detector, buildAlert(draft, settings, kind ?? 'alert', 0))
    return 'sent'
  }
  return claimAndSend(detector, draft, known)
}

const claimAndSend = async (
  detector: Detector,
  draft: AlertDraft,
  known: Stored<LedgerEntry> | undefined,
): Promise<Delivery> => {
  const { settings, ports } = detector
  const { state, clock } = ports
  const key = alertKey(draft.activity)
  const incident = incidentOf(draft, hash64(`${clock.now()}/${clock.random()}`))
  let patience = clock.now() + PATIENCE_MS
  let awaited: string | null = null
  let stored = known
  for (let refused = 0; ; ) {
    const entry = stored?.value ?? null
    const isOwn = entry?.owner === incident.activity
    if (entry !== null && isOwn && entry.run !== awaited) {
      awaited = entry.run
      patience = clock.now() + OWN_PATIENCE_MS
    }
    const isDead = entry !== null && isOwn && clock.now() >= patience
    const decision = decide(
      isDead ? { ...entry, leaseUntil: 0 } : entry,
      incident,
      clock.now(),
      LEASE_MS,
      settings.realertMinutes,
    )
    if (decision.action === 'duplicate') return 'duplicate'
    if (decision.action === 'wait') {
      if (clock.now() >= patience) break
      await clock.sleep(50 + clock.random() * 200)
    } else {
      const alert = buildAlert(
        draft,
        settings,
        decision.action === 'send' ? decision.kind : 'alert',
        repeatsReported(decision),
        decision.action === 'send' && decision.kind === 'escalation' ? decision.because : null,
      )
      const [written, overRate] = await Promise.all([
        state.write(LEDGER, key, decision.entry, stored?.version ?? null, ledgerExpiry(detector, decision.entry)),
        decision.action === 'send' && isOverRate(detector, alert),
      ])
      if (written && decision.action === 'count') {
        ports.metrics.count('AlertsCounted')
        ports.observer.counted(alert)
        return 'counted'
      }
      if (written) {
        await sendOrRelease(detector, key, decision.entry, () =>
          overRate ? holdForSummary(detector, alert) : sendToSinks(detector, alert),
        )
        return overRate ? 'counted' : 'sent'
      }
      if (++refused >= TRIES && clock.now() >= patience) break
      await pause(clock, refused)
    }
    stored = (await state.read(LEDGER, [key])).get(key)
  }
  throw new ClaimBusy(`the claim on alert key ${hash64(key)} is held by another activity`)
}

const ledgerExpiry = ({ settings, ports }: Detector, entry: LedgerEntry): number =>
  Math.max(ports.clock.now(), entry.windowStart) + settings.realertMinutes * MINUTE + 7 * DAY

/** Repeats that a mail reports: those of the window before, or those since this one began. */
const repeatsReported = (decision: Extract<Decision, { entry: LedgerEntry }>): number =>
  decision.action === 'send' ? (decision.kind === 'alert' ? decision.entry.untold : decision.entry.repeats) : 0

/**
 * What has gone out is out: a claim that cannot be finalized runs out, and the activity's own
 * record says that it was reported.
 */
const sendOrRelease = async (
  detector: Detector,
  key: string,
  claimed: LedgerEntry,
  send: () => Promise<void>,
): Promise<void> => {
  const attempt = (change: (entry: LedgerEntry) => LedgerEntry | null): Promise<void> =>
    rewrite(detector, key, change).catch(() => detector.ports.metrics.count('StoreFailures'))
  try {
    await send()
  } catch (cause) {
    await attempt((entry) =>
      entry.run === claimed.run && entry.state === 'claimed' ? { ...entry, leaseUntil: 0 } : null,
    )
    throw cause
  }
  await attempt((entry) => (entry.owner === claimed.owner ? finalized(entry) : null))
}

/** Changes an entry whatever others write meanwhile. Rejects with Contended when they are always faster. */
const rewrite = (
  { ports: { state, clock } }: Detector,
  key: string,
  change: (entry: LedgerEntry) => LedgerEntry | null,
): Promise<void> =>
  update(state, clock, { kind: LEDGER, id: key, expiresAt: ({ windowStart }) => windowStart + 30 * DAY }, (entry) => ({
    next: entry === null ? null : change(entry),
    answer: undefined,
  }))
