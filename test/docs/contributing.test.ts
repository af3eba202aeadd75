import { buildSync } from 'esbuild'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'
import type { Rule } from '../../shared/rules/define-rule'

const root = join(__dirname, '../..')
const [rule = '', table = ''] = [
  ...readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms),
].map(([, code]) => code)

/** What a piece of code exports that stands in this folder. */
const load = (code: string, folder: string, given: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const { outputFiles } = buildSync({
    stdin: { contents: code, resolveDir: join(root, folder), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    external: Object.keys(given),
    logLevel: 'error',
  })
  const module = { exports: {} }
  const need = (name: string): unknown => given[name] ?? createRequire(__filename)(name)
  compileFunction(outputFiles[0]?.text ?? '', ['module', 'exports', 'require'])(module, module.exports, need)
  return module.exports
}

describe('the example of CONTRIBUTING.md', () => {
  it('is a rule that says what its case table expects', () => {
    const exported = load(rule, 'shared/rules', {})
    const found: unknown[] = []
    const ruleTable = (
      tested: Rule,
      cases: readonly { readonly name: string; readonly activity: never; readonly expected: unknown }[],
    ): void => {
      found.push(
        ...cases.map(({ name, activity, expected }) => ({
          name,
          expected,
          actual: tested.evaluate(activity, {} as never)?.severity ?? null,
        })),
      )
    }
    load(table, 'test/shared/rules', {
      '../../../shared/rules/command-cancelled': exported,
      './rule-cases': { ruleTable },
    })
    expect(found).toHaveLength(3)
    for (const row of found as readonly { readonly expected: unknown; readonly actual: unknown }[])
      expect(row.actual).toBe(row.expected)
  })
})
