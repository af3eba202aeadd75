import type { ContainerClient } from '@azure/storage-blob'
import type { Alert } from '../../shared/model/alert'
import type { Sink } from '../../shared/pipeline/ports'
import { alertJson } from '../../shared/render/redacted-json'
import { jsonText } from '../../shared/render/json-text'

/** Blob of an alert: all that was sent under one id lies together, and what is sent twice is one blob. @internal */
export const alertBlob = ({ id, kind, time }: Pick<Alert, 'id' | 'kind' | 'time'>): string =>
  `${id}/${kind}-${time.replaceAll(':', '')}.json`

/**
 * Keeps every alert as JSON under its id. It is a way out like the others: while AWS cannot be reached the alert lies
 * here, and what could not be published is tried again from the retry store.
 */
export const alertArchive = (container: () => Promise<ContainerClient>): Sink => ({
  name: 'archive',
  send: async (alert) => {
    const json = jsonText(alertJson(alert))
    await (await container())
      .getBlockBlobClient(alertBlob(alert))
      .upload(json, Buffer.byteLength(json), { blobHTTPHeaders: { blobContentType: 'application/json' } })
  },
})
