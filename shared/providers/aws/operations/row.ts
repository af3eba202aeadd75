import type { Family, OperationSpec, TextSource } from '../../../model/operation'
import { namedDocument, type DocumentReader } from '../document'
import { noItem, type ItemReader } from '../item'
import { noText, type PayloadReader } from '../payload'
import { always, type RelevanceReader } from '../relevance'
import { containerTargets, machineTargets, noTargets, type TargetsReader } from '../targets'

/** What an operation acts on. */
type Acts = Extract<OperationSpec['acts'], 'machine' | 'container' | 'resource'>

/** How the records of one operation are read. */
interface AwsReaders {
  readonly relevance: RelevanceReader
  readonly item: ItemReader
  readonly document: DocumentReader
  readonly payload: PayloadReader
  readonly targets: TargetsReader
}

/** Which records of an operation are worth delivering, where it is not all of them. */
export type Delivery = 'with instance user data' | 'with template user data' | 'of our own tables'

/** One row of the AWS table: what an operation is, how it is delivered, and how its records are read. */
export interface AwsOperation extends OperationSpec {
  readonly acts: Acts
  readonly delivery: Delivery | null
  /** It can blind or break Runwarden when it hits Runwarden's own resources or the trail that feeds it. */
  readonly canTamper: boolean
  readonly readers: AwsReaders
}

/** Everything about a row that has a default. */
interface Given extends Partial<AwsReaders> {
  readonly acts?: Acts
  readonly text?: TextSource
  readonly readOnly?: true
  readonly delivery?: Delivery
  readonly canTamper?: true
}

const TARGETS: Readonly<Record<Acts, TargetsReader>> = {
  machine: machineTargets,
  container: containerTargets,
  resource: noTargets,
}

/**
 * Rows of a family. What its rows have in common is `common`; by default an operation acts on no machine, makes nothing
 * with a name of its own and runs nothing that has a text.
 */
export const rowsOf =
  (family: Family, common: Given = {}) =>
  (name: string, runs: string, own: Given = {}): AwsOperation => {
    const {
      acts = 'resource',
      text = 'none',
      readOnly,
      delivery = null,
      canTamper = false,
      ...readers
    } = {
      ...common,
      ...own,
    }
    return {
      name,
      family,
      runs,
      text,
      acts,
      ...(readOnly === true ? { readOnly } : {}),
      delivery,
      canTamper,
      readers: {
        relevance: always,
        item: noItem,
        document: namedDocument,
        payload: noText,
        targets: TARGETS[acts],
        ...readers,
      },
    }
  }

/** Rows of a family whose operations run nothing; `does` completes "it runs nothing; it ...". */
export const rowsThatRunNothing = (
  family: Family,
  common: Given = {},
): ((name: string, does: string, own?: Given) => AwsOperation) => {
  const row = rowsOf(family, common)
  return (name, does, own = {}) => row(name, `nothing; it ${does}`, own)
}
