import type { Step } from '../model/activity'
import type { Detector } from './detector'

/** Adds a step to the windows of the rules that ask for it. Idempotent; rejects when the store cannot be reached. */
export const recordStep = async ({ settings, rules, ports }: Detector, step: Step): Promise<void> => {
  const windows = rules.flatMap((rule) => rule.steps(step, settings))
  if (windows.length === 0) return
  await ports.history.recall({ here: { at: step.at, id: step.id }, terms: [], windows, again: false })
}
