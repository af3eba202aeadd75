import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../../../shared/model/errors'

/**
 * Does some work again and again, with a pause before each time, until the signal ends it. A failure
 * is reported and never ends it.
 */
export const repeat = async (
  pauseMs: number,
  signal: AbortSignal,
  work: () => Promise<unknown>,
  fault: (detail: string) => void,
): Promise<void> => {
  while (!signal.aborted) {
    await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined)
    if (signal.aborted) return
    await work().catch((cause: unknown) => fault(errorMessage(cause)))
  }
}
