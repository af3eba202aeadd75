import type { ContainerClient } from '@azure/storage-blob'
import { encodeQuarantined, writable } from '../../shared/contracts/quarantined'
import { sha256 } from '../../shared/model/hash'
import { isoTime, type EpochMs } from '../../shared/model/time'
import type { QuarantinePort } from '../../shared/pipeline/ports'

/** Blob of an entry. Its name comes from its content, so that a batch that comes again adds nothing. */
const quarantineBlob = (at: EpochMs, json: string): string =>
  `${isoTime(at).slice(0, 10).replaceAll('-', '/')}/${sha256(json).slice(0, 32)}.json`

/**
 * Puts records that could not be read or delivered into a container, one blob each, by day: `2026/03/02/<hash>.json`.
 */
export const blobQuarantine = (container: () => Promise<ContainerClient>): QuarantinePort => ({
  put: async (given) => {
    const entry = writable(given)
    const json = encodeQuarantined(entry)
    const { at, ...content } = entry
    const blob = (await container()).getBlockBlobClient(quarantineBlob(at, JSON.stringify(content)))
    await blob.upload(json, Buffer.byteLength(json), { blobHTTPHeaders: { blobContentType: 'application/json' } })
  },
})
