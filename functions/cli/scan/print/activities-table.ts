import { plain } from '../../../../shared/render/neutralize'
import type { ActivityLine } from '../../../../shared/render/activity-line'

/** Longest line shown. */
const MAX_LINE = 2_000
const BOLD = '\u001B[1m'
const RESET = '\u001B[0m'

/** One activity as two lines for a terminal: what happened, and which rules fired. */
export const activitiesTable = (line: ActivityLine, { color }: { readonly color: boolean }): string => {
  const machines =
    line.targets.ids.length > 0
      ? line.targets.ids.slice(0, 3).join(', ')
      : line.targets.selectors.map(({ key, values }) => `${key}=${values.join(',')}`).join(' ')
  const rules = line.findings.map(
    ({ rule, severity, suppressed }) =>
      `${rule.split('.').at(-1) ?? rule} ${severity}${suppressed === null ? '' : ' (suppressed)'}`,
  )
  const head = plain(`${line.time}  ${line.operation}  ${line.outcome}  ${line.actor.display}  ${machines}`, MAX_LINE)
  return (
    `${color ? BOLD : ''}${head}${color ? RESET : ''}\n    ` +
    `${rules.length > 0 ? plain(rules.join('; '), MAX_LINE) : 'no finding'}\n`
  )
}
