import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { coveragePage, PEERS } from '../../scripts/docs/coverage-page'
import type { Shown } from '../../scripts/docs/peers/peer'
import { SEEDS, TOOLS } from '../../scripts/docs/peers/seeds'
import { RULES } from '../../shared/rules'

const root = resolve(__dirname, '../..')
const names = RULES.map(({ id }) => id.split('.').at(-1))

/** Whether a file holds a text as a literal of its own, as the title of a test or the name of a case. */
const hasTitle = ([file, title]: Shown): boolean => {
  const source = readFileSync(join(root, file), 'utf8')
  return [`'${title.replaceAll("'", "\\'")}'`, `"${title}"`, `\`${title}\``].some((literal) => source.includes(literal))
}

describe('the seeds in docs/reference/coverage.md', () => {
  it('are all five', () => {
    expect(SEEDS.map(({ id }) => id)).toEqual(['000', '001', '002', '003', '004'])
  })

  it('say what was kept and what was corrected', () => {
    for (const { kept, corrected } of SEEDS) expect([kept, corrected].every((text) => text.length > 40)).toBe(true)
  })
})

describe('the published rules in docs/reference/coverage.md', () => {
  it('are those of the survey, each once', () => {
    expect(PEERS.map(({ number }) => number)).toEqual(Array.from({ length: 85 }, (_, place) => place + 1))
  })

  it('are covered by something, or say why not', () => {
    for (const { number, verdict, rules, shown, difference } of PEERS) {
      expect([number, difference.length > 10]).toEqual([number, true])
      if (verdict === 'covered' || verdict === 'partly')
        expect([number, rules.length > 0 && shown.length > 0]).toEqual([number, true])
      if (verdict === 'listed') expect([number, shown.length > 0]).toEqual([number, true])
    }
  })
})

describe('docs/reference/coverage.md', () => {
  const mentioned = [...SEEDS, ...PEERS].flatMap(({ rules }) => rules)
  const shown: readonly Shown[] = [
    ...SEEDS.flatMap((seed) => seed.shown),
    ...PEERS.flatMap((peer) => peer.shown),
    ...TOOLS.map((tool) => tool.shown),
  ]

  it('names rules that exist', () => {
    for (const rule of mentioned) expect(names).toContain(rule)
  })

  it('leaves no rule out', () => {
    const page = coveragePage()
    for (const rule of names) expect(page).toContain(`(rules.md#${rule})`)
  })

  it('names tests that exist', () => {
    for (const test of shown) expect([test, hasTitle(test)]).toEqual([test, true])
  })

  it('would notice a test that does not exist', () => {
    expect(hasTitle(['test/docs/coverage.test.ts', ['no', 'such', 'test'].join(' ')])).toBe(false)
  })
})
