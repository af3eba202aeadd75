import type { ContainerClient } from '@azure/storage-blob'
import { readQuarantined, type Quarantined } from '../../shared/contracts/quarantined'
import { parseJson } from '../../shared/model/parse-json'
import { DEFERRED_FORMAT, restoreWork } from '../../shared/pipeline/restore-work'
import { Unreadable } from '../../shared/state/codec'
import { storageOf } from '../azure/compose'
import { tableState } from '../azure/state/table-state'
import { hubProducer } from './azure/hub-address'
import { findAzure, type AzureInstallationOptions } from './azure/installation'
import { EXIT, write, type Io } from './io'

export interface ReplayOptions extends AzureInstallationOptions {
  /** Only entries of this day, month or year: `2026/03/02`, `2026/03`. */
  readonly day?: string
  /** List what would be sent, and why each entry is there. */
  readonly dryRun?: boolean
}

/**
 * `runwarden replay azure`: puts quarantined records back into the hub, from which the detector takes them as if they
 * had just come. An entry is removed when its record lies in the hub; one that was quarantined again meanwhile stays.
 * Resolves to the exit code: 3 when some entry could not be read.
 */
export const replayAzure = async (options: ReplayOptions, io: Io): Promise<number> => {
  const { host, dependencies, address } = await findAzure(options, { storage: true }, io)
  const storage = await storageOf(host, dependencies.tokens)
  const container = await storage.container('quarantine')
  const state = tableState(storage, dependencies.clock)
  const producer = hubProducer(address)
  let [sent, unread] = [0, 0]
  try {
    for await (const { name } of container.listBlobsFlat(options.day === undefined ? {} : { prefix: options.day })) {
      const { entry, etag } = await readEntry(container, name)
      const problem = entry === null ? 'is no quarantined entry' : entry.body === null ? entry.reason : null
      if (entry === null || problem !== null) {
        unread++
        await write(io.stderr, `${name}: ${problem}; left where it is\n`)
        continue
      }
      if (options.dryRun === true) {
        await write(io.stdout, `${name}: ${entry.format}: ${entry.reason}\n`)
        sent++
        continue
      }
      try {
        // Deferred work never goes through the hub: a sender could have any mail sent.
        if (entry.format === DEFERRED_FORMAT) await restoreWork({ state, clock: dependencies.clock }, entry.body)
        else await producer.sendBatch([{ body: messageOf(entry) }])
        await remove(container, name, etag)
        sent++
      } catch (cause) {
        if (!(cause instanceof Unreadable)) throw cause
        unread++
        await write(io.stderr, `${name}: ${cause.message}; left where it is\n`)
      }
    }
  } finally {
    await producer.close()
  }
  await write(
    io.stderr,
    `${sent} ${options.dryRun === true ? 'records would be sent' : 'records sent'}, ${unread} entries could not ` +
      `be read\n`,
  )
  return unread > 0 ? EXIT.unread : EXIT.done
}

const readEntry = async (
  container: ContainerClient,
  name: string,
): Promise<{ readonly entry: Quarantined | null; readonly etag: string }> => {
  const blob = container.getBlobClient(name)
  const { etag = '' } = await blob.getProperties()
  const text = (await blob.downloadToBuffer(0, undefined, { conditions: { ifMatch: etag } })).toString('utf8')
  return { entry: readQuarantined(parseJson(text)), etag }
}

/** What was one of the records of a message is again; everything else was a message itself. */
const messageOf = ({ format, body }: Quarantined): unknown => (format === 'event-hub' ? { records: [body] } : body)

/** The same record may have been quarantined again while this ran: that entry is newer, and stays. */
const remove = async (container: ContainerClient, name: string, etag: string): Promise<void> => {
  try {
    await container.deleteBlob(name, { conditions: { ifMatch: etag } })
  } catch (cause) {
    if (!(cause instanceof Error && 'statusCode' in cause && cause.statusCode === 412)) throw cause
  }
}
