import { score } from '../engine/score'
import { suppressionReason } from '../engine/suppress'
import { sourceNetwork } from '../enrich/source-network'
import type { Finding } from '../model/finding'
import { MINUTE } from '../model/time'
import { ACTIVITY } from '../state/kinds'
import { Contended, pause, TRIES } from '../state/update'
import { AMEND, type Amendment } from '../state/works'
import { activityRecord, falseIfUnreadable, keepActivityUntil, readActivityRecord } from './judged-activity'
import { deliver, isReported } from './claim-and-send'
import type { Detector } from './detector'

/** Wait before a finding about an activity that is still being judged is tried again. */
const RETRY_AFTER_MS = MINUTE

/** Amends now, or leaves it to the sweep when the activity is not judged yet. */
export const amendSoon = async (detector: Detector, activityId: string, finding: Finding): Promise<void> => {
  const { state, clock } = detector.ports
  const amendment: Amendment = { activityId, finding, since: clock.now() }
  // A record of another activity that is damaged must not stop this one: the sweep gives such a finding up.
  if (await amend(detector, amendment).catch(falseIfUnreadable)) return
  await state.defer(AMEND, `${activityId}/${finding.rule}`, amendment, clock.now() + RETRY_AFTER_MS)
}

/**
 * Adds a finding to an activity that was judged before, in place of a weaker one of the same rule, under its own alert
 * id. When the command was reported, an update goes out; when it was below the minimum severity and is no longer, it is
 * sent now; when it had no finding, nothing is (semantics.md, "Confirmation by processes"); one that is listed without
 * findings stays so. Resolves to false when the activity is not judged yet.
 */
export const amend = async (detector: Detector, { activityId, finding }: Amendment): Promise<boolean> => {
  const { ports } = detector
  let isSent = false
  let wasReported = false
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const known = await readActivityRecord(ports.state, activityId)
    if (known === null) return false
    const { activity, findings, spoke, learning, scriptHash } = known.record
    if (activity.automatic || findings.some(({ rule, risk }) => rule === finding.rule && risk >= finding.risk))
      return true
    const network = sourceNetwork(activity, ports.network)
    // It was found on another activity, but what silences this one silences it.
    const own = {
      ...finding,
      suppressed: suppressionReason(finding.rule, activity, network, detector.settings, scriptHash),
    }
    const all = [...findings.filter(({ rule }) => rule !== finding.rule), own]
    const scored = { findings: all, learning, ...score(all) }
    if (!isSent) {
      const draft = { activity, network, degraded: null, ...scored }
      wasReported = isReported(await deliver(detector, draft, undefined, spoke ? 'update' : undefined)) || spoke
      isSent = true
    }
    const record = activityRecord(activity, scriptHash, scored, wasReported)
    if (
      await ports.state.write(
        ACTIVITY,
        activityId,
        record,
        known.version,
        keepActivityUntil(activity, ports.clock.now()),
      )
    ) {
      ports.metrics.count('FindingsRaised')
      ports.observer.amended(activity, scored, network)
      return true
    }
    await pause(ports.clock, attempt)
  }
  throw new Contended(`activity could not be amended: ${TRIES} writers in a row were faster`)
}
