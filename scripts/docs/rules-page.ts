import { SETTINGS } from '../../shared/config/settings'
import { type Family, type OperationSpec, type TextSource, FAMILIES } from '../../shared/model/operation'
import { AWS_OPERATIONS } from '../../shared/providers/aws/operations'
import { AZURE_OPERATIONS } from '../../shared/providers/azure/operations'
import { RULES } from '../../shared/rules'
import type { Rule } from '../../shared/rules/define-rule'
import { bullets, code, GENERATED, page, table } from './markdown'

const fileOf = ({ id }: Rule): string => id.split('.').at(-1) ?? ''

const cloudOf = ({ id }: Rule): string =>
  ({ aws: 'AWS', azure: 'Azure', cloud: 'AWS and Azure' })[id.split('.')[1] as 'aws' | 'azure' | 'cloud']

/** All rules in a line each; the README shows it too. */
export const rulesTable = (folder: string): string =>
  table(
    ['rule', 'where', 'up to', 'reports when'],
    RULES.map((rule) => [
      `[${rule.title}](${folder}rules.md#${fileOf(rule)})`,
      cloudOf(rule),
      rule.severity,
      rule.detects,
    ]),
  )

const section = (title: string, items: readonly string[]): string => `**${title}**\n\n${bullets(items)}`

const ruleSection = (rule: Rule): string =>
  [
    `## ${rule.title}`,
    `${code(rule.id)}, up to ${rule.severity}. ` +
      `${rule.attack.map(({ id, name, tactic }) => `${id} ${name} (${tactic})`).join('; ')}.`,
    `Reports when ${rule.detects}.`,
    section('Check', rule.triage),
    section('Ordinary causes', rule.falsePositives),
    section('Misses', rule.misses),
    `Tuned by ${rule.tunedBy.map((key) => code(SETTINGS[key].name)).join(', ')}. Code: [${fileOf(rule)}` +
      `.ts](../../shared/rules/${fileOf(rule)}.ts); cases: [${fileOf(rule)}.test.ts](../../test/shared/rules/` +
      `${fileOf(rule)}.test.ts). See ${rule.references.map((reference) => `<${reference}>`).join(', ')}.`,
  ].join('\n\n')

const WHERE: Readonly<Record<TextSource, string>> = {
  record: 'the record itself',
  'ssm:ListCommands': "Systems Manager's status event, or `ssm:ListCommands`",
  'ssm:GetDocument': '`ssm:GetDocument`',
  'ssm:DescribeAssociation': '`ssm:DescribeAssociation`',
  'ssm:GetMaintenanceWindowTask': '`ssm:GetMaintenanceWindowTask`',
  'ssm:GetAutomationExecution': 'the record, or `ssm:GetAutomationExecution`',
  'arm:runCommand': 'the run command resource, while it exists',
  'arm:extension': 'the extension resource, but for protected settings',
  'arm:runbook': 'the runbook',
  'arm:job': "the job's copy of the runbook",
  'arm:userData': "the machine's user data",
  none: 'nowhere',
}

const operationRows = (family: Family): readonly (readonly string[])[] =>
  [...AWS_OPERATIONS, ...AZURE_OPERATIONS]
    .filter((operation: OperationSpec) => operation.family === family)
    .map(({ name, runs, text }) => [code(name), runs, WHERE[text]])

const familySection = (family: Family): string => {
  const rows = operationRows(family)
  return rows.length === 0
    ? ''
    : `### ${family}\n\n${table(['operation', 'it runs', 'where its text can be read'], rows)}`
}

/** docs/reference/rules.md: what each rule reports, and every operation that is watched. */
export const rulesPage = (): string =>
  page([
    GENERATED,
    '# Rules',
    'What each rule reports, what it misses and what to check. How findings become the severity of an alert: ' +
      '[semantics.md](semantics.md#risk-and-severity). How these rules compare with those others publish: ' +
      '[coverage.md](coverage.md).',
    rulesTable(''),
    ...RULES.map(ruleSection),
    '## What is watched',
    'Every operation that becomes an activity, by family. Everything else is ignored with a reason and counted. ' +
      'One table in code makes this list, the event patterns of the deployment and the prefilter of the scan.',
    ...FAMILIES.map(familySection),
  ])
