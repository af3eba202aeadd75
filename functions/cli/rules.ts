import { RULES } from '../../shared/rules'
import type { Rule } from '../../shared/rules/define-rule'
import { EXIT, UsageError, write, type Io } from './io'

const described = ({
  id,
  title,
  severity,
  attack,
  detects,
  misses,
  falsePositives,
  triage,
  references,
  tunedBy,
}: Rule) => ({
  id,
  title,
  severity,
  attack: attack.map((technique) => technique.id),
  detects,
  misses,
  falsePositives,
  triage,
  references,
  tunedBy,
})

const list = (title: string, items: readonly string[]): string =>
  items.length === 0 ? '' : `\n${title}\n${items.map((item) => `  - ${item}`).join('\n')}\n`

const page = (rule: Rule): string =>
  [
    `${rule.id} (up to ${rule.severity})\n`,
    `Reports when ${rule.detects}.\n`,
    list('Misses', rule.misses),
    list('False positives', rule.falsePositives),
    list('Check', rule.triage),
    list('Tuned by', rule.tunedBy),
    list(
      'ATT&CK',
      rule.attack.map(({ id, name }) => `${id} ${name}`),
    ),
    list('References', rule.references),
  ].join('')

/** `runwarden rules`: all rules in a line each, or everything about one. */
export const rules = async (wanted: string | undefined, json: boolean, io: Io): Promise<number> => {
  const chosen = wanted === undefined ? RULES : RULES.filter(({ id }) => id === wanted || id.endsWith(`.${wanted}`))
  if (chosen.length === 0)
    throw new UsageError(`no rule is called ${wanted ?? ''}, expected one of ${RULES.map(({ id }) => id).join(', ')}`)
  if (json) await write(io.stdout, `${JSON.stringify(chosen.map(described), null, 2)}\n`)
  else if (wanted !== undefined) await write(io.stdout, chosen.map(page).join('\n'))
  else
    await write(
      io.stdout,
      chosen.map(({ id, severity, detects }) => `${id.padEnd(46)} ${severity.padEnd(14)} ${detects}\n`).join(''),
    )
  return EXIT.done
}
