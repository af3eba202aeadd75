import type { Settings } from '../config/settings'
import { DAY, type EpochMs } from '../model/time'
import type { Rule } from '../rules/define-rule'
import type { Ports } from './ports'

/** A detector ready to run: the same in the Lambda, the Azure Function and a scan. */
export interface Detector {
  readonly settings: Settings
  readonly rules: readonly Rule[]
  readonly ports: Ports
  /** When this installation began to learn: deployment live, the earliest record in a scan. */
  readonly learningStart: EpochMs
  /** Mails are limited by the hour; a scan, which nobody receives by mail, shows everything. */
  readonly limitsRate: boolean
}

/** Whether first-seen findings are still informational at a time (semantics.md, "Learning"). */
export const isLearning = ({ settings, learningStart }: Detector, at: EpochMs): boolean =>
  settings.learningDays > 0 && at < learningStart + settings.learningDays * DAY
