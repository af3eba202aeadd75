import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SETTINGS } from '../../shared/config/settings'
import { SEVERITIES } from '../../shared/model/severity'
import { RULES } from '../../shared/rules'
import { filesBelow, ROOT, sourceFiles } from './source-file'

const fileOf = (id: string): string => id.split('.').at(-1) ?? ''

describe('the registry', () => {
  it('has a line for every file that defines a rule, and for nothing else', () => {
    const files = sourceFiles('shared/rules').filter(({ calls }) => calls.includes('defineRule'))
    expect(RULES.map(({ id }) => `shared/rules/${fileOf(id)}.ts`).toSorted()).toEqual(files.map(({ path }) => path))
  })

  it('names no rule twice', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
  })

  it('has a case table for every rule', () => {
    const tables = filesBelow('test/shared/rules', '.test.ts')
    expect(tables.map((path) => path.replace(/^.*\/|\.test\.ts$/g, '')).toSorted()).toEqual(
      RULES.map(({ id }) => fileOf(id)).toSorted(),
    )
    for (const table of tables) expect(readFileSync(join(ROOT, table), 'utf8')).toMatch(/ruleTable\(|it\.each\(CASES/)
  })
})

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('says the same in its id, its file and its title', () => {
    expect(rule.title.toLowerCase().split(' ').join('-')).toBe(fileOf(id))
    expect(rule.title).toMatch(/^[A-Z][a-z]+( [A-Z][a-z]+)*$/)
  })

  it('has everything a person wants to know', () => {
    for (const list of [rule.misses, rule.falsePositives, rule.triage, rule.references, rule.tunedBy, rule.attack])
      expect(list.length).toBeGreaterThan(0)
    expect(SEVERITIES).toContain(rule.severity)
  })

  it('is written in sentences that fit behind "reports when" and into lists', () => {
    for (const text of [rule.detects, ...rule.misses, ...rule.falsePositives, ...rule.triage]) {
      expect(text).toMatch(/^[A-Za-z`]/)
      expect(text).not.toMatch(/\.$|\n| {2}/)
    }
    expect(rule.detects).not.toMatch(/^(reports|detects|when) /i)
  })

  it('names ATT&CK techniques by their ids', () => {
    for (const { id: technique, name, tactic } of rule.attack) {
      expect(technique).toMatch(/^T\d{4}(\.\d{3})?$/)
      expect([name, tactic].every((word) => /^[A-Z]/.test(word))).toBe(true)
    }
    expect(new Set(rule.attack.map((technique) => technique.id)).size).toBe(rule.attack.length)
  })

  it('refers to pages on the web and to settings that exist', () => {
    for (const reference of rule.references) expect(new URL(reference).protocol).toBe('https:')
    for (const key of rule.tunedBy) expect(Object.keys(SETTINGS)).toContain(key)
  })
})
