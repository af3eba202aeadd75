import { join } from 'node:path'
import { startChildServer } from './child-process'

export interface SnsSqsEmulator {
  /** One endpoint for both services. */
  readonly endpoint: string
  stop(): Promise<void>
}

/**
 * SNS and SQS in memory, https://github.com/kibertoad/fauxqs, as a child process since the package is ESM
 * only. Laxer than AWS: any subject is accepted, and subscriptions other than queues are never delivered
 * to. Its account is 000000000000.
 */
export async function startSnsSqs(): Promise<SnsSqsEmulator> {
  const server = await startChildServer({
    script: join(__dirname, 'fauxqs-server.mjs'),
    patienceMs: 30_000,
    read: (lines) =>
      lines.map((line) => /^listening on (\S+)/.exec(line)?.[1]).find((address) => address !== undefined),
  })
  return { endpoint: server.ready, stop: () => server.stop() }
}
