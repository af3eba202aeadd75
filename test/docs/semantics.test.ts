import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { duration } from '../../scripts/docs/semantics-tables'
import { ROUTINE_DAYS } from '../../shared/engine/judge'
import { noisyOr } from '../../shared/engine/score'
import { MILESTONES } from '../../shared/engine/throttle'
import { FINDING_RISK, isAtLeast, SEVERITIES, type Severity } from '../../shared/model/severity'
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/model/time'
import { readOutcome } from '../../shared/providers/aws/outcome'
import { readResult } from '../../shared/providers/azure/result'
import { activityLine } from '../../shared/render/activity-line'
import { RULES } from '../../shared/rules'
import { COMMAND_ID_SPAN_MS } from '../../shared/rules/agent-join'
import { SESSION_SPAN_MS } from '../../shared/rules/delegated-admin'
import { SPAN_MS as OTHER_CLOUD_SPAN_MS } from '../../shared/rules/other-cloud'
import { MAX_SINGLE_MACHINES } from '../../shared/rules/families'
import { HABIT_DAYS } from '../../shared/state/term'
import { MAX_MEMBERS } from '../../shared/state/window'
import { filesBelow, ROOT } from '../boundaries/source-file'
import { awsActivity } from '../support/activity'
import { pageText } from './pages'

const page = pageText('docs/reference/semantics.md')
const prose = page.replaceAll(/\s+/g, ' ')

/** Text between a heading and the next one of its level. */
const section = (heading: string): string => page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''

/** Rows of the first table of a section whose head begins with a name, without the head. */
const rowsOf = (heading: string, first: string): readonly (readonly string[])[] => {
  const [, body = ''] = section(heading).split(new RegExp(`\\n\\| ${first} \\|[^\\n]*\\n\\|[- |]*\\n`))
  return (body.split('\n\n')[0] ?? '').split('\n').flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim())
    return line.startsWith('|') ? [cells.slice(1, -1)] : []
  })
}

describe('the findings in semantics.md', () => {
  /** Severities by rule; a row without a rule belongs to the one above it. */
  const severities = new Map<string, Severity[]>()
  let latest = ''
  for (const [rule = '', , severity = ''] of rowsOf('Findings', 'rule')) {
    latest = rule === '' ? latest : rule
    const named = SEVERITIES.filter((candidate) => new RegExp(`\\b${candidate}\\b`).test(severity))
    severities.set(latest, [...(severities.get(latest) ?? []), ...named])
  }

  it('are those of every rule', () => {
    expect([...severities.keys()].toSorted()).toEqual(RULES.map(({ id }) => id).toSorted())
  })

  it('go up to the highest severity of each rule', () => {
    for (const { id, severity } of RULES) {
      const own = severities.get(id) ?? []
      const highest = own.find((candidate) => own.every((other) => isAtLeast(candidate, other)))
      // The rule names its highest severity in the preset balanced.
      expect([id, id.endsWith('first-seen-caller-on-target') ? 'low' : highest]).toEqual([id, severity])
    }
  })

  it('are marked as novelty and routine where the rules mark them', () => {
    const sources = filesBelow('shared/rules', '.ts').map((path) => readFileSync(join(ROOT, path), 'utf8'))
    const marked = (mark: RegExp): readonly string[] =>
      sources.flatMap((text) => (mark.test(text) ? (/^ {2}id: '([^']+)'/m.exec(text)?.[1] ?? []) : []))
    const inPage = (kind: string): readonly string[] => {
      let rule = ''
      const found = new Set<string>()
      for (const [name = '', , , given] of rowsOf('Findings', 'rule')) {
        rule = name === '' ? rule : name
        if (given === kind) found.add(rule)
      }
      return [...found].toSorted()
    }
    expect(inPage('novelty')).toEqual(marked(/^ {4,6}novelty: true/m).toSorted())
    expect(inPage('routine')).toEqual(marked(/^ {4,6}routine: \{/m).toSorted())
  })
})

describe('the memory in semantics.md', () => {
  it('is what rules and the engine name', () => {
    const named = ['shared/rules', 'shared/engine'].flatMap((folder) =>
      filesBelow(folder, '.ts').flatMap((path) =>
        [...readFileSync(join(ROOT, path), 'utf8').matchAll(/\bkeyOf\(\s*'([a-z-]+)'/g)].map(([, name]) => name),
      ),
    )
    expect(named.length).toBeGreaterThan(10)
    const listed = rowsOf('Memory', 'memory').map(([name = '']) => name.replaceAll('`', ''))
    expect(listed).toHaveLength(new Set(listed).size)
    expect(new Set(listed)).toEqual(new Set(named))
  })
})

describe('the outcomes in semantics.md', () => {
  const [, aws = '', azure = ''] = rowsOf('Outcome', 'outcome').find(([name]) => name === 'denied') ?? []
  const codes = (cell: string): readonly string[] =>
    [...cell.matchAll(/`([^`]+)`|\b(\d{3})\b/g)].map(([, a, b]) => a ?? b ?? '')

  it.each(codes(aws))('are denied on AWS for %s', (code) => {
    const written = code.replaceAll('*', 'Exception')
    expect(readOutcome({ errorCode: written, errorMessage: null })).toBe('denied')
    if (!code.endsWith('*')) expect(readOutcome({ errorCode: `${written}x`, errorMessage: null })).toBe('failed')
  })

  it.each(codes(azure))('are denied on Azure for %s', (code) => {
    const words = { type: 'Failure', signature: null, errorCode: null }
    expect(readResult({ ...words, statusCode: code }).outcome).toBe('denied')
    expect(readResult({ ...words, statusCode: `${code}x` }).outcome).toBe('failed')
  })

  it('are as many as the page names', () => {
    expect([codes(aws).length, codes(azure).length]).toEqual([5, 7])
  })
})

describe('the members of an activity in semantics.md', () => {
  it('are those that a scan writes', () => {
    const network = { asn: null, organization: null, class: 'unknown', ours: false, term: 'unknown' } as const
    const [, list = ''] = /An activity has these:([^]*?)\.\n/.exec(page) ?? []
    const named = [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name)
    expect(named).toEqual(Object.keys(activityLine(awsActivity(), network, { findings: [], learning: false })))
  })
})

describe('the numbers in the sentences of semantics.md', () => {
  it.each([
    `on at least ${ROUTINE_DAYS} earlier days of the last ${HABIT_DAYS}.`,
    `Where the history days are more than ${HABIT_DAYS},`,
    `One finding of ${FINDING_RISK.low} gives ${noisyOr([FINDING_RISK.low])},`,
    `two of ${FINDING_RISK.medium} give ${noisyOr([FINDING_RISK.medium, FINDING_RISK.medium])}.`,
    `crosses one of ${MILESTONES.map((milestone) => milestone.toLocaleString('en-US'))
      .join(', ')
      .replace(/, (?=[^ ]+$)/, ' and ')}.`,
    `An item keeps ${MAX_MEMBERS} members`,
    `looks up the first ${MAX_SINGLE_MACHINES} machines of a call`,
    `joins the two within ${duration(COMMAND_ID_SPAN_MS)}`,
    `the account it was issued to | ${duration(SESSION_SPAN_MS)} |`,
    `activities in the other cloud | ${duration(OTHER_CLOUD_SPAN_MS)} |`,
  ])('are those of the code: %s', (sentence) => {
    expect(prose).toContain(sentence)
  })

  it.each([
    [DAY, '24 hours'],
    [2 * DAY, '2 days'],
    [90 * SECOND, '90 seconds'],
    [MINUTE, '60 seconds'],
    [HOUR, '60 minutes'],
    [1, '0.001 seconds'],
  ])('are written in a unit that people use: %i ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text)
  })
})
