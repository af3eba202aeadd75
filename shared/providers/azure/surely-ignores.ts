import type { RawRecord } from '../../model/provider'
import { asObject } from '../json'
import { azureOperation } from './operations'

/** Lower-case names of the operation, and their lengths: most other names differ in length alone. */
const NAMES: ReadonlySet<string> = new Set(['operationname', 'operationnamevalue'])
const LENGTHS: ReadonlySet<number> = new Set([...NAMES].map((name) => name.length))

/**
 * Whether a record names, in one place and as plain text, an operation that Runwarden does not look at. Anything less
 * plain is left to `normalizeAzure`.
 */
export const surelyIgnores = ({ body }: RawRecord): boolean => {
  const record = asObject(body)
  if (record === null) return false
  let operation: string | null = null
  for (const name of Object.keys(record)) {
    if (!LENGTHS.has(name.length) || !NAMES.has(name.toLowerCase())) continue
    const value = record[name]
    if (operation !== null || typeof value !== 'string') return false
    operation = value
  }
  return operation !== null && azureOperation(operation.trim()) === null
}
