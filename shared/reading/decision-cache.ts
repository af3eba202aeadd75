const CAPACITY = 4096
const SLOTS = CAPACITY * 2

interface Entry<Decision> {
  readonly first: Uint8Array
  readonly second: Uint8Array
  readonly decision: Decision
}

/** What `decide` says of two texts, which stand in `bytes` at [start, end) and [nextStart, nextEnd). */
export type DecisionCache<Decision> = (
  bytes: Uint8Array,
  start: number,
  end: number,
  nextStart: number,
  nextEnd: number,
) => Decision

/**
 * FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) over the length and every third byte: the few
 * names there are differ in those.
 */
const hashed = (seed: number, bytes: Uint8Array, start: number, end: number): number => {
  let hash = seed ^ (end - start)
  for (let position = end - 1; position >= start; position -= 3) hash = Math.imul(hash ^ bytes[position]!, 0x0100_0193)
  return hash
}

const isSame = (pattern: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean => {
  if (pattern.length !== end - start) return false
  for (let index = 0; index < pattern.length; index++) if (bytes[start + index] !== pattern[index]) return false
  return true
}

/**
 * Remembers a pure decision about two texts by their bytes, so that a log's few distinct names are decoded and judged
 * once each and not once per record. Beyond 4,096 distinct pairs it decides again each time; memory stays bounded.
 */
export const decisionCache = <Decision>(
  decide: (first: string, second: string) => Decision,
): DecisionCache<Decision> => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const slots = Array.from<Entry<Decision> | undefined>({ length: SLOTS })
  let size = 0
  return (bytes, start, end, nextStart, nextEnd) => {
    const hash = hashed(hashed(0x811c_9dc5, bytes, start, end) ^ 0xff, bytes, nextStart, nextEnd)
    let slot = (hash ^ (hash >>> 16)) & (SLOTS - 1)
    for (let entry = slots[slot]; entry !== undefined; entry = slots[slot]) {
      if (isSame(entry.first, bytes, start, end) && isSame(entry.second, bytes, nextStart, nextEnd))
        return entry.decision
      slot = (slot + 1) & (SLOTS - 1)
    }
    const first = Uint8Array.from(bytes.subarray(start, end))
    const second = Uint8Array.from(bytes.subarray(nextStart, nextEnd))
    const decision = decide(decoder.decode(first), decoder.decode(second))
    if (size < CAPACITY) {
      slots[slot] = { first, second, decision }
      size++
    }
    return decision
  }
}
