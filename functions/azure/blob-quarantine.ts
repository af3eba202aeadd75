import type { ContainerClient } from '@azure/storage-blob'
import { errorMessage } from '../../shared/model/errors'
import { sha256 } from '../../shared/model/hash'
import { isoTime, type EpochMs } from '../../shared/model/time'
import type { QuarantinePort, Quarantined } from '../../shared/pipeline/ports'

/** Version of a quarantined entry; `runwarden replay azure` reads it. */
export const QUARANTINED_SCHEMA = 'runwarden.quarantined/1'

/** Blob of an entry. Its name comes from its content, so that a batch that comes again adds nothing. */
export const quarantineBlob = (at: EpochMs, json: string): string =>
  `${isoTime(at).slice(0, 10).replaceAll('-', '/')}/${sha256(json).slice(0, 32)}.json`

/** Puts records that could not be read or delivered into a container, one blob each, by day: `2026/03/02/<hash>.json`. */
export const blobQuarantine = (container: () => Promise<ContainerClient>): QuarantinePort => ({
  put: async ({ at, ...entry }) => {
    const content = contentOf(entry)
    const json = JSON.stringify({ schema: QUARANTINED_SCHEMA, at, ...content })
    const blob = (await container()).getBlockBlobClient(quarantineBlob(at, JSON.stringify(content)))
    await blob.upload(json, Buffer.byteLength(json), { blobHTTPHeaders: { blobContentType: 'application/json' } })
  },
})

/** A body that nests too deep to be written must not keep the entry out. */
const contentOf = (entry: Omit<Quarantined, 'at'>): Omit<Quarantined, 'at'> => {
  try {
    JSON.stringify(entry.body)
    return entry
  } catch (cause) {
    return {
      ...entry,
      body: null,
      reason: `${entry.reason}; its body cannot be written: ${errorMessage(cause)}`,
    }
  }
}
