/** A priority queue: the least item first. Adding and taking cost the logarithm of the size. */
export interface Heap<T> {
  readonly push: (item: T) => void
  readonly peek: () => T | undefined
  readonly pop: () => T | undefined
}

export const heap = <T>(compare: (a: T, b: T) => number): Heap<T> => {
  const items: T[] = []
  const isBefore = (a: T | undefined, b: T | undefined): boolean =>
    a !== undefined && (b === undefined || compare(a, b) < 0)

  const rise = (item: T): void => {
    let place = items.push(item) - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      const above = items[parent]
      if (above === undefined || !isBefore(item, above)) break
      items[place] = above
      place = parent
    }
    items[place] = item
  }

  const sink = (item: T): void => {
    let place = 0
    for (;;) {
      const left = 2 * place + 1
      const least = isBefore(items[left + 1], items[left]) ? left + 1 : left
      const below = items[least]
      if (below === undefined || !isBefore(below, item)) break
      items[place] = below
      place = least
    }
    items[place] = item
  }

  return {
    push: rise,
    peek: () => items[0],
    pop: () => {
      const [top] = items
      const last = items.pop()
      if (last !== undefined && items.length > 0) sink(last)
      return top
    },
  }
}
