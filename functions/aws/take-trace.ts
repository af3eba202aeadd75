import { readTrace } from '../../shared/contracts/trace'
import type { Ports } from '../../shared/pipeline/ports'
import { recordTrace } from '../../shared/pipeline/record-trace'

/**
 * Takes what claims to be a trace of the Azure half. Rejects when the store cannot be reached; a trace
 * that comes again changes nothing.
 */
export const takeTrace = async (ports: Ports, message: unknown): Promise<void> => {
  const trace = readTrace(message)
  if (trace !== null) {
    await recordTrace(ports, trace)
    return ports.metrics.count('RecordsReceived')
  }
  // 0.1.0 called a trace a digest, and what it put into quarantine still names the format so.
  await ports.quarantine.put({
    reason: 'trace with members that are missing or wrong',
    format: 'digest',
    body: message,
    at: ports.clock.now(),
  })
  return ports.metrics.count('RecordsQuarantined')
}
