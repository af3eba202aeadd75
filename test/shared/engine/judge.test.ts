import { defaultSettings } from '../../../shared/config/load'
import type { Settings } from '../../../shared/config/settings'
import { activityContext } from '../../../shared/engine/activity-context'
import { enabledRules, judge, type Verdict } from '../../../shared/engine/judge'
import { planMemory, routineTerm } from '../../../shared/engine/plan'
import { historyView, type HistoryView } from '../../../shared/state/history-view'
import type { Activity } from '../../../shared/model/activity'
import { CLOUD_ADMINISTRATION_COMMAND } from '../../../shared/model/attack'
import type { Severity } from '../../../shared/model/severity'
import { HOUR } from '../../../shared/model/time'
import { RULES, UNSILENCEABLE_RULE } from '../../../shared/rules'
import { defineRule, type Rule } from '../../../shared/rules/define-rule'
import { awsActivity, NOON } from '../../support/activity'

const activity = awsActivity()

/** A rule that answers what it is given. */
const rule = (name: string, given: Partial<Rule> = {}): Rule =>
  defineRule({
    id: `runwarden.cloud.${name}`,
    title: name.replaceAll('-', ' ').replaceAll(/\b\w/g, (letter) => letter.toUpperCase()),
    severity: 'medium',
    attack: [CLOUD_ADMINISTRATION_COMMAND],
    detects: 'it is asked to',
    misses: [],
    falsePositives: [],
    triage: [],
    references: [],
    tunedBy: [],
    evaluate: () => null,
    ...given,
  })

const hits = (name: string, severity: Severity, more: object = {}): Rule =>
  rule(name, { evaluate: () => ({ severity, summary: name, evidence: [], ...more }) })

const view = (given: Partial<Parameters<typeof historyView>[0]> = {}): HistoryView =>
  historyView({
    here: { at: NOON, id: activity.id },
    learning: false,
    degraded: false,
    terms: new Map(),
    windows: new Map(),
    ...given,
  })

const judged = (
  rules: readonly Rule[],
  given: { activity?: Activity; settings?: Partial<Settings>; history?: HistoryView; final?: boolean } = {},
): Verdict => {
  const about = given.activity ?? activity
  const context = activityContext(about, { ...defaultSettings(), ...given.settings }, () => ({
    asn: null,
    organization: null,
    class: 'unknown',
    ours: false,
  }))
  return judge(about, context, given.history ?? view(), planMemory(rules, about, context), rules, given.final ?? false)
}

describe('judge', () => {
  it('reports nothing when no rule fires, and lets the activity teach', () => {
    expect(judged([rule('quiet')])).toEqual({
      findings: [],
      risk: 0,
      severity: 'informational',
      learning: false,
      degraded: false,
      faults: [],
      amendments: [],
      waits: null,
      teaches: true,
      sightings: [],
    })
  })

  it('gives each finding the risk of its severity, and the activity the sum of them', () => {
    const { findings, risk, severity } = judged([hits('one', 'medium'), hits('two', 'low')])
    expect(findings.map((finding) => [finding.rule, finding.title, finding.severity, finding.risk])).toEqual([
      ['runwarden.cloud.one', 'One', 'medium', 47],
      ['runwarden.cloud.two', 'Two', 'low', 21],
    ])
    expect([risk, severity]).toEqual([58, 'medium'])
  })

  it('counts the largest novelty finding only', () => {
    expect(judged([hits('one', 'medium', { novelty: true }), hits('two', 'low', { novelty: true })]).risk).toBe(47)
  })

  it('makes novelty informational while learning, and nothing else', () => {
    const { findings, risk, learning } = judged([hits('new', 'medium', { novelty: true }), hits('bad', 'low')], {
      history: view({ learning: true }),
    })
    expect(findings.map((finding) => [finding.severity, finding.learning])).toEqual([
      ['informational', true],
      ['low', false],
    ])
    expect([risk, learning]).toEqual([21, true])
  })

  it('goes on when a rule throws, in whatever function, and says which', () => {
    const broken = rule('broken', {
      evaluate: () => {
        throw new Error('no')
      },
    })
    const odd = rule('odd', {
      waits: () => {
        throw 'odd'
      },
    })
    const { findings, faults } = judged([broken, odd, hits('fine', 'low')])
    expect(findings.map((finding) => finding.rule)).toEqual(['runwarden.cloud.fine'])
    expect(faults).toEqual([
      { rule: 'runwarden.cloud.broken', message: 'no' },
      { rule: 'runwarden.cloud.odd', message: 'odd' },
    ])
  })

  it('asks no rule about what Systems Manager does by itself', () => {
    const { findings, teaches } = judged([hits('one', 'high')], { activity: awsActivity({ automatic: true }) })
    expect([findings, teaches]).toEqual([[], false])
  })

  it('asks detector-tampering even then: an automation can be made to call anything', () => {
    const touching = awsActivity({
      automatic: true,
      operation: 'events:DisableRule',
      family: 'protection',
      targets: { kind: 'listed', ids: ['Runwarden-commands'] },
    })
    const { findings } = judged(RULES, { activity: touching, settings: { ownResources: ['Runwarden-*'] } })
    expect(findings.map(({ rule: id, severity }) => [id, severity])).toEqual([[UNSILENCEABLE_RULE, 'high']])
  })

  it('puts a hit on earlier activities beside the findings, not among them', () => {
    const { findings, amendments } = judged([hits('late', 'high', { concerns: ['a', 'b'] })])
    expect(findings).toEqual([])
    expect(amendments.map((amendment) => [amendment.activity, amendment.finding.rule])).toEqual([
      ['a', 'runwarden.cloud.late'],
      ['b', 'runwarden.cloud.late'],
    ])
  })

  it('waits as long as the most patient rule asks, and not when judging for good', () => {
    const rules = [rule('short', { waits: () => 5 }), rule('long', { waits: () => 9 }), rule('none')]
    expect([judged(rules).waits, judged(rules, { final: true }).waits]).toEqual([9, null])
  })

  it.each<{ name: string; rules: readonly Rule[]; given?: Parameters<typeof judged>[1]; teaches: boolean }>([
    { name: 'a medium finding', rules: [hits('one', 'medium')], teaches: true },
    { name: 'a high finding', rules: [hits('one', 'high')], teaches: false },
    {
      name: 'two medium findings, which are high together',
      rules: [hits('one', 'medium'), hits('two', 'medium')],
      teaches: false,
    },
    { name: 'novelty that is high', rules: [hits('one', 'high', { novelty: true })], teaches: true },
    {
      name: 'a high finding that is suppressed',
      rules: [hits('one', 'high')],
      given: { settings: { suppressions: [{ reason: 'x', until: NOON + HOUR, account: ['*'] }] } },
      teaches: true,
    },
    { name: 'a denied call', rules: [], given: { activity: awsActivity({ outcome: 'denied' }) }, teaches: false },
    { name: 'a failed call', rules: [], given: { activity: awsActivity({ outcome: 'failed' }) }, teaches: false },
    {
      name: 'a call that only started',
      rules: [],
      given: { activity: awsActivity({ outcome: 'pending' }) },
      teaches: true,
    },
  ])('teaches after $name: $teaches', ({ rules, given, teaches }) => {
    expect(judged(rules, given).teaches).toBe(teaches)
  })

  it('marks what a suppression covers, scores without it and keeps it visible', () => {
    const { findings, risk } = judged([hits('one', 'high'), hits('two', 'low')], {
      settings: { suppressions: [{ reason: 'CHG-1042', until: NOON + HOUR, rule: ['*.one'] }] },
    })
    expect(findings.map((finding) => finding.suppressed)).toEqual(['CHG-1042', null])
    expect(risk).toBe(21)
  })

  it.each([
    { days: 2, severity: 'medium', routine: false },
    { days: 3, severity: 'low', routine: true },
    { days: 7, severity: 'low', routine: true },
  ])('takes a finding seen on $days earlier days as $severity', ({ days, severity, routine }) => {
    const usual = rule('usual', {
      routineSizes: () => [4],
      evaluate: () => ({ severity: 'medium', summary: 'x', evidence: [], routine: { size: 4 } }),
    })
    const term = routineTerm(usual.id, activity, 4)
    const verdict = judged([usual], {
      history: view({ terms: new Map([[term, { known: true, latest: NOON - HOUR, days }]]) }),
    })
    expect(verdict.findings.map((finding) => [finding.severity, finding.routine])).toEqual([[severity, routine]])
    expect(verdict.sightings).toContain(term)
  })

  it('teaches the terms of its rules and the routine terms of what fired, each once', () => {
    const first = rule('first', { memory: () => ({ terms: ['a', 'b'], windows: [] }) })
    const second = rule('second', {
      memory: () => ({ terms: ['b'], windows: [] }),
      routineSizes: () => [1, 2],
      evaluate: () => ({ severity: 'low', summary: 'x', evidence: [], routine: { size: 2 } }),
    })
    expect(judged([first, second]).sightings).toEqual([
      'a',
      'b',
      routineTerm(second.id, activity, 1),
      routineTerm(second.id, activity, 2),
    ])
  })

  it('makes every smaller size usual too, and no size that is not known', () => {
    const reached = (size: number | null) =>
      judged([
        rule('usual', { evaluate: () => ({ severity: 'low', summary: 'x', evidence: [], routine: { size } }) }),
      ]).sightings.map((term) => term.split('|').at(-1))
    expect([reached(8), reached(1), reached(null)]).toEqual([['1', '2', '4', '8'], ['1'], ['-']])
  })
})

describe('enabledRules', () => {
  it('leaves out what is disabled, but never detector-tampering', () => {
    const settings = { ...defaultSettings(), disabledRules: RULES.map(({ id }) => id) }
    expect(enabledRules(RULES, settings).map(({ id }) => id)).toEqual([UNSILENCEABLE_RULE])
  })
})
