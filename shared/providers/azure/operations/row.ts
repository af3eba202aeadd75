import type { Family, OperationSpec, TextSource } from '../../../model/operation'

/** One Activity Log operation; `name` is its lower-cased name. */
export const row = (
  family: Family,
  acts: OperationSpec['acts'],
  text: TextSource,
  name: string,
  runs: string,
): OperationSpec => ({ name, family, acts, text, runs })
