import type { Trace } from '../contracts/trace'
import { traceWindows } from '../rules/other-cloud'
import type { Detector } from './detector'

/**
 * Records what was done in Azure where AWS activities can find it. Idempotent; rejects
 * when the store cannot be reached.
 */
export const recordTrace = async ({ history }: Pick<Detector['ports'], 'history'>, trace: Trace): Promise<void> => {
  const windows = traceWindows('azure', trace)
  if (windows.length > 0)
    await history.recall({ here: { at: trace.at, id: trace.id }, terms: [], windows, again: false })
}
