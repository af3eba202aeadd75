import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import type { Normalized } from '../../shared/model/normalized'
import { unwrapAzure } from '../../shared/providers/azure/envelope'
import { foldStages } from '../../shared/providers/azure/fold-stages'
import { normalizeAzure } from '../../shared/providers/azure/normalize'

// An extra check on public records that are not part of the project: it runs where somebody keeps them.
const corpus = process.env['RUNWARDEN_CORPUS'] ?? resolve(__dirname, '../../../shared/corpus')
const azure = join(corpus, 'azure')

const normalizedOf = (value: unknown): readonly Normalized[] => (unwrapAzure(value) ?? []).map(normalizeAzure)

const kindAndFamily = (result: Normalized | undefined): string =>
  result?.kind === 'stage' ? result.stage.activity.family : (result?.kind ?? 'not recognised')

/** Families of the rule tests' records in order, by file; `ignored` where Runwarden does not look. */
const RULE_TESTS: Readonly<Record<string, readonly string[]>> = {
  'azure_vm_command_executed.yml': [
    'command',
    'command',
    'extension',
    'extension',
    'command',
    'command',
    'session',
    'ignored',
  ],
  'azure_automation_account_created.yml': ['identity', 'identity', 'ignored'],
  'azure_automation_runbook_created_or_modified.yml': ['document', 'document', 'document', 'ignored'],
  'azure_automation_runbook_deleted.yml': ['cleanup', 'cleanup', 'document'],
  'azure_automation_schedule_created.yml': ['schedule', 'schedule', 'schedule', 'ignored'],
  'azure_automation_webhook_created.yml': ['schedule', 'schedule', 'schedule', 'ignored'],
  'azure_serverless_execution.yml': [
    'automation',
    'automation',
    'ignored',
    'ignored',
    'automation',
    'ignored',
    'ignored',
  ],
}

if (!existsSync(azure)) {
  it('has no corpus to check here', () => {
    expect(existsSync(azure)).toBe(false)
  })
} else {
  describe('public Azure records', () => {
    it('recognises the run command of the REST shape', () => {
      const record: unknown = JSON.parse(
        readFileSync(join(azure, 'stratus-red-team/stratus_vm_runCommand_succeeded_redacted.json'), 'utf8'),
      )
      const stages = normalizedOf(record).flatMap((result) => (result.kind === 'stage' ? [result.stage] : []))
      const [activity] = foldStages(stages)
      expect(activity).toMatchObject({
        operation: 'microsoft.compute/virtualmachines/runcommand/action',
        outcome: 'succeeded',
        actor: { kind: 'user', display: 'you@domain.tld' },
        source: { kind: 'unknown' },
        targets: { kind: 'listed' },
        payload: { kind: 'hidden' },
      })
    })

    const files = readdirSync(join(azure, 'panther-analysis')).filter((file) => file.endsWith('.yml'))

    it('knows every rule test file', () => {
      expect(files.toSorted()).toEqual(Object.keys(RULE_TESTS).toSorted())
    })

    it.each(files)('puts the records of %s into their families', (file) => {
      const { Tests } = parse(readFileSync(join(azure, 'panther-analysis', file), 'utf8')) as {
        Tests: readonly { Log: unknown }[]
      }
      const results = Tests.map(({ Log }) => normalizedOf(Log)[0])
      expect(results.map(kindAndFamily)).toEqual(RULE_TESTS[file])
      for (const result of results) if (result?.kind === 'ignored') expect(result.reason).not.toBe('')
    })

    it('sees that a denied job was denied', () => {
      const { Tests } = parse(readFileSync(join(azure, 'panther-analysis/azure_serverless_execution.yml'), 'utf8')) as {
        Tests: readonly { Name: string; Log: unknown }[]
      }
      const failed = Tests.find(({ Name }) => Name === 'Failed Runbook Job Execution')
      expect(normalizedOf(failed?.Log)[0]).toMatchObject({
        kind: 'stage',
        stage: { stage: 'final', activity: { outcome: 'denied' } },
      })
    })
  })
}
