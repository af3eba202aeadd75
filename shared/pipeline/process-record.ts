import { compileGlobs } from '../config/glob'
import { machinesOf, type Activity } from '../model/activity'
import type { Normalized } from '../model/normalized'
import type { RawRecord } from '../model/provider'
import type { Detector } from './detector'
import { processActivity } from './process-activity'
import { processNative } from './process-native'
import { processStage } from './process-stage'
import { recordStep } from './record-step'

/**
 * Whether somebody else's resources are meant: protection operations are everyday calls,
 * unless they touch what is ours.
 */
export const isForeignProtection = (activity: Activity, ownResources: readonly string[]): boolean =>
  activity.family === 'protection' && !machinesOf(activity).some(compileGlobs(ownResources))

/**
 * Takes one normalised record through the detector, live. A record that cannot be read goes to quarantine and is done
 * with; rejects only when the record must come again: the store or every sink is down.
 */
export const processRecord = async (detector: Detector, raw: RawRecord, normalized: Normalized): Promise<void> => {
  const { ports, settings } = detector
  switch (normalized.kind) {
    case 'ignored':
      ports.metrics.count('RecordsIgnored')
      return
    case 'rejected':
      await ports.quarantine.put({
        reason: normalized.problem,
        format: raw.format,
        body: raw.body,
        at: ports.clock.now(),
      })
      ports.metrics.count('RecordsQuarantined')
      return
    case 'step':
      await recordStep(detector, normalized.step)
      return
    case 'native':
      await processNative(detector, normalized.native)
      return
    case 'stage':
      if (isForeignProtection(normalized.stage.activity, settings.ownResources)) ports.metrics.count('RecordsIgnored')
      else await processStage(detector, normalized.stage)
      return
    case 'activity':
      if (isForeignProtection(normalized.activity, settings.ownResources)) ports.metrics.count('RecordsIgnored')
      else await processActivity(detector, normalized.activity, 'first')
  }
}
