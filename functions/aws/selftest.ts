import type { SelftestReport } from '../../shared/contracts/self-test'
import { errorMessage } from '../../shared/model/errors'
import { DAY } from '../../shared/model/time'
import { sampleAlert } from '../../shared/pipeline/sample-alert'
import type { Ports } from '../../shared/pipeline/ports'
import type { Detector } from '../../shared/pipeline/detector'
import { sendToSinks } from '../../shared/pipeline/send-to-sinks'
import { SELFTEST } from '../../shared/state/kinds'

/**
 * Sends a test alert under the mark, the same way as a real one, and leaves a report for the waiting
 * verb. Rejects as a real one would.
 */
export const runSelftest = async (detector: Detector, mark: string): Promise<void> => {
  const { clock } = detector.ports
  const receivedAt = clock.now()
  try {
    await sendToSinks(detector, { ...sampleAlert(receivedAt, 'test'), id: mark })
    await report(detector.ports, mark, { receivedAt, publishedAt: clock.now(), problem: null })
  } catch (cause) {
    await report(detector.ports, mark, {
      receivedAt,
      publishedAt: null,
      problem: errorMessage(cause),
    })
    throw cause
  }
}

/** The first report stands: a repeated event is no faster for having been tried before. */
const report = async (
  { state, clock }: Pick<Ports, 'state' | 'clock'>,
  mark: string,
  outcome: SelftestReport,
): Promise<void> => {
  await state.write(SELFTEST, mark, outcome, null, clock.now() + DAY)
}
