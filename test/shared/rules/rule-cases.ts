import type { Settings } from '../../../shared/config/settings'
import type { Activity, Payload, Step, Targets } from '../../../shared/model/activity'
import type { Finding } from '../../../shared/model/finding'
import type { Severity } from '../../../shared/model/severity'
import type { EpochMs } from '../../../shared/model/time'
import { JudgedDegraded, processActivity } from '../../../shared/pipeline/process-activity'
import type { Ports } from '../../../shared/pipeline/ports'
import { recordStep } from '../../../shared/pipeline/record-step'
import type { Rule } from '../../../shared/rules/define-rule'
import { principal } from '../../support/activity'
import { testDetector } from '../../support/detector'

/** One row of a rule's case table: what happened, and what the rule says about the last activity. */
export interface RuleCase {
  readonly name: string
  /** What came before, in order of arrival. */
  readonly before?: readonly (Activity | Step)[]
  readonly activity: Activity
  readonly settings?: Partial<Settings>
  readonly ports?: Partial<Ports>
  /** When learning began; long ago when not given. */
  readonly learningStart?: EpochMs
  /** The state store cannot be reached when the last activity comes. */
  readonly storeDown?: true
  /** Severity of the rule's finding, null when it must stay silent. */
  readonly expected: Severity | null
}

/** The finding of one rule about the last activity of a case, judged by the live detector with every rule in force. */
export const findingOf = async (
  rule: Rule,
  { before = [], activity, settings, ports, learningStart = 0, storeDown }: Omit<RuleCase, 'name' | 'expected'>,
): Promise<Finding | null> => {
  const detector = { ...testDetector(settings, ports), learningStart }
  for (const earlier of before)
    await ('subjects' in earlier ? recordStep(detector, earlier) : processActivity(detector, earlier, 'first'))
  detector.verdicts.length = 0
  const down = async (): Promise<never> => Promise.reject(new Error('down'))
  const judging =
    storeDown === undefined
      ? detector
      : { ...detector, ports: { ...detector.ports, history: { recall: down, teach: down } } }
  await processActivity(judging, activity, 'first').catch((cause: unknown) => {
    if (!(cause instanceof JudgedDegraded)) throw cause
  })
  const judged = detector.verdicts.find((verdict) => verdict.activity.id === activity.id)
  if (judged === undefined) throw new Error(`activity ${activity.id} was not judged: give it an id of its own`)
  return judged.verdict.findings.find((finding) => finding.rule === rule.id) ?? null
}

/** Runs the case table of one rule. */
export const ruleTable = (rule: Rule, cases: readonly RuleCase[]): void => {
  describe(rule.id, () => {
    it.each(cases.map((row) => [`${row.name}: ${row.expected ?? 'silent'}`, row] as const))(
      '%s',
      async (_title, row) => {
        expect((await findingOf(rule, row))?.severity ?? null).toBe(row.expected)
      },
    )
  })
}

/** A number of EC2 instance ids, the first of them always the same. */
export const machines = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, place) => `i-${String(from + place).padStart(17, '0')}`)

export const listed = (ids: readonly string[]): { readonly targets: Targets } => ({ targets: { kind: 'listed', ids } })

export const selected = (
  resolved: readonly string[] | null,
  total: number | null = null,
): { readonly targets: Targets } => ({
  targets: { kind: 'selected', selectors: [{ kind: 'tag', key: 'tag:Role', values: ['web'] }], resolved, total },
})

export const from = (ip: string): Pick<Activity, 'source'> => ({ source: { kind: 'address', ip } })

export const text = (script: string): { readonly payload: Payload } => ({ payload: { kind: 'text', text: script } })

/** An AssumeRole that crossed accounts and issued an access key. */
export const assumeRole = (given: Partial<Step> & Pick<Step, 'at'>): Step => ({
  id: 'assume-1',
  operation: 'sts:AssumeRole',
  actor: principal({
    key: 'aws:444455556666:role/Partner',
    display: 'role/Partner',
    homeAccount: '444455556666',
    aliases: [],
  }),
  account: '123456789012',
  subjects: ['ASIAEXAMPLEKEY000001'],
  ...given,
})
