import type { Family, OperationSpec, TextSource } from '../../../model/operation'
import { noDocument, type DocumentReader } from '../document'
import { noText, textReadAt, type PayloadReader } from '../payload'
import type { ResourceId } from '../resource-id'
import { accountTargets, clusterTargets, machineTargets, resourceTargets, type TargetsReader } from '../targets'

/** What an operation acts on. */
type Acts = Exclude<OperationSpec['acts'], 'container'>

/** How the records of one operation are read. */
interface AzureReaders {
  readonly item: (resource: ResourceId) => string | null
  readonly document: DocumentReader
  readonly payload: PayloadReader
  readonly targets: TargetsReader
}

/** One row of the Azure table: what an operation is, and how its records are read. */
export interface AzureOperation extends OperationSpec {
  readonly acts: Acts
  readonly readers: AzureReaders
}

/** Everything about a row that has a default. */
interface Given extends Partial<AzureReaders> {
  readonly acts?: Acts
  readonly text?: TextSource
}

const TARGETS: Readonly<Record<Acts, TargetsReader>> = {
  machine: machineTargets,
  cluster: clusterTargets,
  'automation-account': accountTargets,
  resource: resourceTargets,
}

/** What runs has a text, which the record has when the body was logged, and which else stands at `text`. */
export const textAt = (text: TextSource): { readonly text: TextSource; readonly payload: PayloadReader } => ({
  text,
  payload: textReadAt(text),
})

/**
 * Rows of a family; `name` is the lower-cased name of the operation. What the rows have in common is `common`. By
 * default an operation acts on the resource it names, its item is what lies beneath the machine, cluster or automation
 * account, and it runs nothing that has a text.
 */
export const rowsOf =
  (family: Family, common: Given = {}) =>
  (name: string, runs: string, own: Given = {}): AzureOperation => {
    const { acts = 'resource', text = 'none', ...readers } = { ...common, ...own }
    return {
      name,
      family,
      runs,
      text,
      acts,
      readers: {
        item: ({ item }) => item,
        document: noDocument,
        payload: noText,
        targets: TARGETS[acts],
        ...readers,
      },
    }
  }
