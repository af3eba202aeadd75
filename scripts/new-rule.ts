// Begins a rule: its file, its case table, which fails until both are filled in, and its lines in the registry.
// Run it with `npm run new rule NAME`; CONTRIBUTING.md goes on from there.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const ROOT = join(__dirname, '..')
const REGISTRY = 'shared/rules/index.ts'

/** Names of files are unique in these folders, and names of case tables in theirs. */
const FOLDERS = ['shared', 'functions', 'infra', 'scripts']

/** Two words at least: one alone might be a keyword of TypeScript. */
const NAME = /^(?:(aws|azure|cloud)\.)?([a-z]+(?:-[a-z]+)+)$/

const EXAMPLE = 'run: npm run new rule aws.command-cancelled'

const refuse = (what: string): never => {
  process.stderr.write(`${what}\n`)
  process.exit(2)
}

interface Named {
  readonly cloud: string
  /** Name of the files and last part of the id. */
  readonly name: string
  readonly variable: string
}

const namedBy = ([kind, name, ...more]: readonly string[]): Named => {
  if (kind !== 'rule' || name === undefined || more.length > 0)
    return refuse(`new: got "${process.argv.slice(2).join(' ')}", expected rule and a name; ${EXAMPLE}`)
  const [, cloud = 'cloud', words] = NAME.exec(name) ?? []
  if (words === undefined)
    return refuse(
      `new rule: got the name "${name}", expected two or more words in lower case with dashes, and before them aws. ` +
        `or azure. where it is about one cloud; ${EXAMPLE}`,
    )
  return { cloud, name: words, variable: words.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) }
}

const filesNamed = (name: string): readonly string[] =>
  [...FOLDERS, 'test/shared/rules'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { encoding: 'utf8', recursive: true })
      .filter((path) => [`${name}.ts`, `${name}.test.ts`].includes(basename(path)) && !path.includes('node_modules'))
      .map((path) => join(folder, path)),
  )

const ruleText = ({
  cloud,
  name,
  variable,
}: Named): string => `import { CLOUD_ADMINISTRATION_COMMAND } from '../model/attack'
import { defineRule } from './define-rule'

export const ${variable} = defineRule({
  id: 'runwarden.${cloud}.${name}',
  title: '${name.replace(/(^|-)(.)/g, (_, dash: string, letter: string) => `${dash && ' '}${letter.toUpperCase()}`)}',
  severity: 'low',
  attack: [CLOUD_ADMINISTRATION_COMMAND],
  detects: '',
  misses: [],
  falsePositives: [],
  triage: [],
  references: [],
  tunedBy: [],

  evaluate: () => null,
})
`

const tableText = ({ cloud, name, variable }: Named): string => {
  const activity = cloud === 'azure' ? 'azureActivity' : 'awsActivity'
  return `import { ${variable} } from '../../../shared/rules/${name}'
import { ${activity} } from '../../support/activity'
import { ruleTable } from './rule-cases'

ruleTable(${variable}, [
  { name: 'put here what the rule reports', activity: ${activity}(), expected: 'low' },
  { name: 'put here what comes near and is left alone', activity: ${activity}(), expected: null },
])
`
}

/** The registry with the rule's import, in the order of paths, and its line at the end of `RULES`. */
const withRule = (registry: string, { name, variable }: Named): string => {
  const lines = registry.split('\n')
  const isLater = (line: string): boolean => (/^import .* from '\.\/([^']+)'$/.exec(line)?.[1] ?? '') > name
  const lastImport = lines.findLastIndex((line) => line.startsWith('import '))
  const later = lines.findIndex(isLater)
  lines.splice(later === -1 ? lastImport + 1 : later, 0, `import { ${variable} } from './${name}'`)
  const end = lines.indexOf(
    ']',
    lines.findIndex((line) => line.startsWith('export const RULES')),
  )
  if (end === -1)
    return refuse(`new rule: got no list RULES in ${REGISTRY}, expected one that ends in a line "]"; add it`)
  lines.splice(end, 0, `  ${variable},`)
  return lines.join('\n')
}

const named = namedBy(process.argv.slice(2))
const [taken] = filesNamed(named.name)
if (taken !== undefined)
  refuse(`new rule: got the name "${named.name}", expected one that no file has; choose another, or change ${taken}`)

const registry = withRule(readFileSync(join(ROOT, REGISTRY), 'utf8'), named)
const table = `test/shared/rules/${named.name}.test.ts`
for (const [path, text] of [
  [`shared/rules/${named.name}.ts`, ruleText(named)],
  [table, tableText(named)],
  [REGISTRY, registry],
] as const) {
  writeFileSync(join(ROOT, path), text)
  process.stdout.write(`${path}\n`)
}
process.stdout.write(`fill in the rule and its cases, and run: npx jest ${table}\n`)
