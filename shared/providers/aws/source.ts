import type { Source } from '../../model/activity'

const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/i
const AWS_INTERNAL = /^aws[ .]internal$/i
const DOTTED = /[.:]/
const SPACE = /\s/

/** Whether a name is that of an AWS service, such as `events.amazonaws.com`. */
export const isServiceName = (name: string): boolean => SERVICE.test(name)

/**
 * Where a call came from. Services stand in the field by name. Any other text with dots or colons is kept as an
 * address, even with impossible octets, so that people see what the record says; the network lookup knows it for
 * malformed. `-`, a mask or nothing is unknown.
 */
export const readSource = (sourceAddress: string | null): Source => {
  const text = sourceAddress?.trim() ?? ''
  if (AWS_INTERNAL.test(text)) return { kind: 'service', name: 'AWS Internal' }
  if (isServiceName(text)) return { kind: 'service', name: text }
  return DOTTED.test(text) && !SPACE.test(text) ? { kind: 'address', ip: text } : { kind: 'unknown' }
}
