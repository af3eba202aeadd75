import type { RedactedAlert } from '../model/redacted-alert'
import type { Severity } from '../model/severity'
import { countOf } from './action'
import type { RenderContext } from './context'
import type { AlertSheet } from './sheet'
import { alertSheet } from './alert-sheet'
import { countSeverities, tallyCallers, tallyMachines, tallyRules, type Tally } from './tally'
import { wrap } from './wrap'

export interface TableOptions extends RenderContext {
  /** ANSI colours; none of the text itself can bring any. */
  readonly color: boolean
  /** Columns of the terminal; lines are between 72 and 120 wide. */
  readonly width: number
}

type Paint = (text: string) => string

/** Select Graphic Rendition: https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ */
const STYLES = {
  critical: '1;97;41',
  high: '1;31',
  medium: '1;33',
  low: '36',
  informational: '2',
  bold: '1',
  faint: '2',
} as const satisfies Readonly<Record<Severity | 'bold' | 'faint', string>>

const painter =
  (color: boolean) =>
  (style: keyof typeof STYLES): Paint =>
  (text) =>
    color && text !== '' ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text

/** Words of the first column, of which the longest and two spaces make the indent of everything else. */
const WORDS: Readonly<Record<Severity, string>> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  informational: 'INFO',
}

const INDENT = ' '.repeat(WORDS.critical.length + 2)

const MIN_WIDTH = 72
const MAX_WIDTH = 120
const MAX_REASONS = 4
const MAX_TALLIES = 6

const reasonLines = ({ reasons, suppressed }: AlertSheet, width: number): readonly string[] => {
  const shown = reasons
    .slice(0, MAX_REASONS)
    .flatMap(({ title, severity, summary }) =>
      wrap(`${title} (${severity}): ${summary}`, width, `${INDENT}- `, `${INDENT}  `),
    )
  const more = reasons.length - MAX_REASONS
  return [
    ...shown,
    ...(more > 0 ? [`${INDENT}- and ${countOf(more, 'more finding')}`] : []),
    ...(suppressed.length > 0 ? [`${INDENT}- ${countOf(suppressed.length, 'silenced finding')}`] : []),
  ]
}

const block = (sheet: AlertSheet, width: number, paint: (style: keyof typeof STYLES) => Paint): string => {
  const { severity, time, title, headline, origin, notes, id } = sheet
  const [first = '', ...rest] = wrap(`${time}  ${title}`, width - INDENT.length)
  return [
    `${paint(severity)(WORDS[severity])}${' '.repeat(INDENT.length - WORDS[severity].length)}${paint('bold')(first)}`,
    ...rest.map((line) => `${INDENT}${paint('bold')(line)}`),
    ...(headline === title ? [] : wrap(headline, width, INDENT)),
    ...wrap(origin, width, INDENT),
    ...reasonLines(sheet, width),
    ...[...notes, `alert ${id}`]
      .flatMap((note) => wrap(note, width - INDENT.length))
      .map((line) => `${INDENT}${paint('faint')(line)}`),
  ].join('\n')
}

const overview = (name: string, tallies: readonly Tally[], width: number): readonly string[] => {
  if (tallies.length === 0) return []
  const more = tallies.length - MAX_TALLIES
  const shown = tallies.slice(0, MAX_TALLIES).map(({ name, alerts }) => `${name} (${alerts})`)
  return wrap([...shown, ...(more > 0 ? [`${more} more`] : [])].join(', '), width, name.padEnd(INDENT.length), INDENT)
}

/** The alerts of a scan for a terminal: one block each, then an overview. Ends with a line feed. */
export const alertsTable = (alerts: readonly RedactedAlert[], options: TableOptions): string => {
  const width = Math.min(Math.max(options.width, MIN_WIDTH), MAX_WIDTH)
  const paint = painter(options.color)
  const counts = countSeverities(alerts)
    .filter((count) => count.alerts > 0)
    .map((count) => paint(count.severity)(`${count.alerts} ${count.severity}`))
  const total = [countOf(alerts.length, 'alert'), ...(counts.length === 0 ? [] : [counts.join(', ')])].join(': ')
  const closing = [
    total,
    ...overview('Rules', tallyRules(alerts), width),
    ...overview('Callers', tallyCallers(alerts), width),
    ...overview('Machines', tallyMachines(alerts), width),
  ].join('\n')
  return `${[...alerts.map((alert) => block(alertSheet(alert, options), width, paint)), closing].join('\n\n')}\n`
}
