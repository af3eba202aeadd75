import type { Batch } from '../../../../shared/reading/batch'
import type { ReadLimits } from '../../../../shared/reading/read-limits'
import type { SourceFile } from './source-file'

/** What a worker is started with. */
export interface WorkerData {
  readonly limits: ReadLimits
}

export type ToWorker =
  | { readonly kind: 'read'; readonly files: readonly SourceFile[] }
  /** The consumer took over a batch. */
  | { readonly kind: 'taken' }

export type FromWorker =
  | { readonly kind: 'batch'; readonly batch: Batch }
  /** All files of one `read` are done. */
  | { readonly kind: 'done' }
