/** What items are ordered by: strings by code unit, numbers by value, a number before a string, a shorter key first. */
export type SortKey = readonly (string | number)[]

const comparePart = (a: string | number, b: string | number): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  return typeof a === 'number' ? -1 : 1
}

/** Total order of keys; their numbers must not be NaN. */
export const compareKeys = (a: SortKey, b: SortKey): number => {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const order = comparePart(a[index] as string | number, b[index] as string | number)
    if (order !== 0) return order
  }
  return a.length - b.length
}
