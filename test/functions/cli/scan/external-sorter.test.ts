import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { ExternalSorter } from '../../../../functions/cli/scan/external-sorter'
import { compareKeys } from '../../../../functions/cli/scan/sorted-runs'

interface Item {
  readonly at: number
  readonly id: string
  readonly order: number
}

const keyOf = ({ at, id }: Item) => [at, id]

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwarden-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const collect = async (items: AsyncIterable<Item>): Promise<readonly Item[]> => {
  const collected: Item[] = []
  for await (const item of items) collected.push(item)
  return collected
}

const sortWith = async (items: readonly Item[], limit: number): Promise<readonly Item[]> => {
  const sorter = new ExternalSorter<Item>(keyOf, { limit, folder })
  try {
    for (const item of items) await sorter.add(item)
    return await collect(sorter.sorted())
  } finally {
    await sorter.dispose()
  }
}

const expected = (items: readonly Item[]): readonly Item[] => items.toSorted((a, b) => compareKeys(keyOf(a), keyOf(b)))

const itemsOf = (keys: readonly (readonly [number, string])[]): readonly Item[] =>
  keys.map(([at, id], order) => ({ at, id, order }))

// Few distinct keys, so that equal ones meet and the order of arrival must decide.
const someKeys = fc.array(
  fc.tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom('', 'a', 'b', 'B', 'é', '\u2028', '\uD83D')),
  { maxLength: 60 },
)

describe('ExternalSorter', () => {
  it('sorts like a stable sort in memory, whatever the limit', async () => {
    await fc.assert(
      fc.asyncProperty(someKeys, fc.integer({ min: 1, max: 70 }), async (keys, limit) => {
        const items = itemsOf(keys)
        expect(await sortWith(items, limit)).toEqual(expected(items))
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    { name: 'nothing', count: 0 },
    { name: 'one below the limit', count: 9 },
    { name: 'exactly the limit', count: 10 },
    { name: 'one above the limit', count: 11 },
    { name: 'exactly two runs', count: 20 },
  ])('keeps every item: $name', async ({ count }) => {
    const items = itemsOf(Array.from({ length: count }, (_, index) => [(index * 7) % 5, String(index % 3)] as const))
    expect(await sortWith(items, 10)).toEqual(expected(items))
  })

  it('merges in passes when there are more runs than files may be open', async () => {
    const items = itemsOf(Array.from({ length: 500 }, (_, index) => [(index * 131) % 17, String(index % 4)] as const))
    expect(await sortWith(items, 3)).toEqual(expected(items))
  })

  it('yields the same again in a second pass', async () => {
    const sorter = new ExternalSorter<Item>(keyOf, { limit: 2, folder })
    for (const item of itemsOf([
      [2, 'b'],
      [1, 'a'],
      [3, 'c'],
    ]))
      await sorter.add(item)
    const first = await collect(sorter.sorted())
    expect(await collect(sorter.sorted())).toEqual(first)
    await sorter.dispose()
  })

  it('hands text on unchanged that other line readers would cut', async () => {
    const text = 'one\u2028two\u2029three\nfour\rfive\u0085six'
    expect(
      await sortWith(
        itemsOf([
          [1, text],
          [0, text],
        ]),
        1,
      ),
    ).toEqual([
      { at: 0, id: text, order: 1 },
      { at: 1, id: text, order: 0 },
    ])
  })

  it('writes nothing while everything fits in memory', async () => {
    const sorter = new ExternalSorter<Item>(keyOf, { limit: 10, folder })
    for (const item of itemsOf([
      [2, 'b'],
      [1, 'a'],
    ]))
      await sorter.add(item)
    expect(readdirSync(folder)).toEqual([])
    await sorter.dispose()
  })

  it('keeps its files from other users', async () => {
    const sorter = new ExternalSorter<Item>(keyOf, { limit: 1, folder })
    for (const item of itemsOf([[1, 'a']])) await sorter.add(item)
    const [made = ''] = readdirSync(folder)
    expect(statSync(join(folder, made)).mode & 0o077).toBe(0)
    await sorter.dispose()
  })

  it.each([
    { name: 'a finished sort', use: async (sorter: ExternalSorter<Item>) => void (await collect(sorter.sorted())) },
    {
      name: 'a reader that stops early',
      use: async (sorter: ExternalSorter<Item>) => {
        for await (const item of sorter.sorted()) if (item.at > 0) break
      },
    },
    {
      name: 'a reader that fails',
      use: async (sorter: ExternalSorter<Item>) => {
        for await (const item of sorter.sorted()) if (item.at > 0) throw new Error('reader failed')
      },
    },
    { name: 'items that were never read', use: async () => {} },
  ])('leaves no file behind after $name', async ({ use }) => {
    const sorter = new ExternalSorter<Item>(keyOf, { limit: 2, folder })
    for (const item of itemsOf(Array.from({ length: 9 }, (_, index) => [index % 4, 'x'] as const)))
      await sorter.add(item)
    expect(readdirSync(folder)).toHaveLength(1)
    await use(sorter).catch(() => {})
    await sorter.dispose()
    expect(readdirSync(folder)).toEqual([])
  })

  it('fails when it cannot write, and can still be disposed of', async () => {
    const sorter = new ExternalSorter<Item>(keyOf, { limit: 1, folder: join(folder, 'not-there') })
    await expect(sorter.add({ at: 1, id: 'a', order: 0 })).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(sorter.dispose()).resolves.toBeUndefined()
  })
})

describe('compareKeys', () => {
  it.each([
    { name: 'numbers by value', a: [9], b: [10] },
    { name: 'strings by code unit', a: ['Z'], b: ['a'] },
    { name: 'the first difference decides', a: [1, 'z'], b: [2, 'a'] },
    { name: 'a later part breaks a tie', a: [1, 'a'], b: [1, 'b'] },
    { name: 'a shorter key before its extension', a: [1], b: [1, ''] },
    { name: 'a number before a string', a: [1], b: ['1'] },
  ])('orders $name', ({ a, b }) => {
    expect([Math.sign(compareKeys(a, b)), Math.sign(compareKeys(b, a)), compareKeys(a, a)]).toEqual([-1, 1, 0])
  })
})
