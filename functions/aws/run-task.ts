import type { Quarantined } from '../../shared/contracts/quarantined'
import type { Ports } from '../../shared/pipeline/ports'
import { processBatch } from '../../shared/pipeline/process-batch'
import { restoreWork } from '../../shared/pipeline/restore-work'
import { Unreadable } from '../../shared/state/codec'
import type { Composition } from './compose'
import type { Task } from './delivery'
import { runSelftest } from './selftest'
import { takeTrace } from './take-trace'

/** One invocation. */
export interface Run {
  readonly parts: Composition
  /** Milliseconds until Lambda ends the function. */
  readonly remainingMs: () => number
}

/** Does one task. Rejects when it must come again, with the reason of the first record that must. */
export const runTask = async ({ detector }: Composition, task: Task): Promise<void> => {
  switch (task.kind) {
    case 'event': {
      const [first] = await processBatch(detector, [task.value], task.providers)
      if (first !== undefined) throw first.error
      return undefined
    }
    case 'trace':
      return takeTrace(detector.ports, task.trace)
    case 'deferred':
      return takeGivenUp(detector.ports, task.entry)
    case 'selftest':
      return runSelftest(detector, task.mark)
  }
}

/** Work that can never be done goes back to where it was. */
const takeGivenUp = async (ports: Ports, entry: Quarantined): Promise<void> => {
  try {
    await restoreWork(ports, entry.body)
  } catch (cause) {
    if (!(cause instanceof Unreadable)) throw cause
    await ports.quarantine.put(entry)
    ports.metrics.count('RecordsQuarantined')
  }
}
