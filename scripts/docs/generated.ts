import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { alertSchema } from '../../shared/contracts/alert-json'
import { settingsPage } from './settings-page'
import { coveragePage } from './coverage-page'
import { fence } from './markdown'
import { operationsTable } from './operations-table'
import { rulesPage, rulesTable } from './rules-page'
import { settingsSchema } from './settings-schema'
import { familiesTable, limitsTable, severitiesTable, timesTable } from './semantics-tables'
import { startOutput } from './start-output'

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** A text with what stands between `<!-- name -->` and `<!-- end -->` replaced. Throws when the marks are missing. */
const fill = (text: string, name: string, content: string): string => {
  const marks = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- end -->)`)
  if (!marks.test(text))
    throw new Error(
      `no "<!-- ${name} -->" with an "<!-- end -->" after it in the page, expected the place for what is generated`,
    )
  return text.replace(marks, (_all, begin: string, end: string) => `${begin}${content}\n${end}`)
}

/** What semantics.md holds between its marks, by their names. */
const TABLES_BY_NAME: Readonly<Record<string, () => string>> = {
  operations: operationsTable,
  families: familiesTable,
  severities: severitiesTable,
  times: timesTable,
  limits: limitsTable,
}

/** Every generated text by its path from the root. */
export const generatedDocs = async (root: string): Promise<ReadonlyMap<string, string>> => {
  const text = (path: string): string => readFileSync(join(root, path), 'utf8')
  const withRules = fill(text('README.md'), 'table: rules', rulesTable('docs/reference/'))
  const output = await startOutput(root)
  return new Map([
    ['docs/reference/rules.md', rulesPage()],
    ['docs/reference/settings.md', settingsPage()],
    ['docs/reference/coverage.md', coveragePage()],
    ['docs/reference/alert.schema.json', json(alertSchema())],
    ['docs/reference/settings.schema.json', json(settingsSchema())],
    [
      'docs/reference/semantics.md',
      Object.entries(TABLES_BY_NAME).reduce(
        (page, [name, content]) => fill(page, `table: ${name}`, content()),
        text('docs/reference/semantics.md'),
      ),
    ],
    ['docs/guide/scan.md', fill(text('docs/guide/scan.md'), 'output: counts', fence(output.split('\n').at(-1) ?? ''))],
    ['README.md', fill(withRules, 'output: npm start', fence(output))],
  ])
}
