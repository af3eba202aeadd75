import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { selftestMessage } from '../../shared/contracts/self-test'
import { MINUTE, SECOND } from '../../shared/model/time'
import { storageOf } from '../azure/compose'
import { hubProducer } from './azure/hub-address'
import { findAzure, type AzureInstallationOptions } from './azure/installation'
import { EXIT, write, type Io } from './io'

export interface SelftestOptions extends AzureInstallationOptions {
  /** How long to wait for the alert, in minutes; a function app that was scaled to nothing takes one to start. */
  readonly minutes?: number
}

const DEFAULT_MINUTES = 5

/**
 * `runwarden selftest azure`: puts a marked message into the hub and waits until the function app has
 * kept the test alert of that mark, which it sends to all its ways out at the same time. Resolves to 0
 * when it came, to 1 when it did not.
 */
export const selftestAzure = async (
  { minutes = DEFAULT_MINUTES, ...options }: SelftestOptions,
  io: Io,
): Promise<number> => {
  const { host, dependencies, address } = await findAzure(options, { storage: true }, io)
  const container = await (await storageOf(host, dependencies.tokens)).container('alerts')
  const producer = hubProducer(address)
  const mark = randomUUID()
  const begun = Date.now()
  try {
    await producer.sendBatch([{ body: selftestMessage(mark) }])
  } finally {
    await producer.close()
  }
  await write(io.stderr, `sent a test message marked ${mark}; waiting for its alert\n`)
  while (Date.now() < begun + minutes * MINUTE) {
    for await (const { name } of container.listBlobsFlat({ prefix: `${mark}/` })) {
      await write(
        io.stdout,
        `the test alert was kept as alerts/${name} after ${Math.round((Date.now() - begun) / SECOND)} s; its ` +
          `mail says [TEST] and carries the mark\n`,
      )
      return EXIT.done
    }
    await sleep(SECOND)
  }
  await write(
    io.stderr,
    `no alert came within ${minutes} minutes: see the runs and failures of function activityLog, and the ` +
      `notices in docs/guide/operate.md\n`,
  )
  return EXIT.failOn
}
