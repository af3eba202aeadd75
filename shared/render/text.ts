import type { RedactedAlert } from '../model/redacted-alert'
import type { RenderContext } from './context'
import type { AlertSheet, Detail, Reason } from './sheet'
import { alertSheet } from './alert-sheet'
import { hardWrap, wrap } from './wrap'

const WIDTH = 78

/** Where a break would hurt: keys, and JSON to be copied. */
const WIDEST = 100

/** Width of the labels of a list of facts. */
const LABEL = 16

export interface TextOptions {
  /** Most UTF-8 bytes of the whole text. At least 2,048; SNS takes 262,144 with the message attributes. */
  readonly maxBytes: number
}

type Section = readonly string[]

const item = (text: string, mark = '-', indent = '  '): readonly string[] =>
  wrap(text, WIDTH, `${indent}${mark} `, `${indent}${' '.repeat(mark.length + 1)}`)

const detail = ({ label, value }: Detail, indent: string): readonly string[] =>
  wrap(`${label}: ${value}`, WIDTH, indent, `${indent}  `)

const row = ({ label, value }: Detail): readonly string[] =>
  wrap(value, WIDTH, `  ${label.padEnd(LABEL)}`, ' '.repeat(LABEL + 2))

const reasonLines = ({ severity, title, summary, remarks, evidence, silencedBy }: Reason): readonly string[] => [
  ...item(`${title} (${[severity, ...remarks].join('; ')}): ${summary}`),
  ...(silencedBy === null ? [] : wrap(`Silenced because: ${silencedBy}`, WIDTH, '      ', '        ')),
  ...evidence.flatMap((one) => detail(one, '      ')),
]

const titled = (title: string, lines: readonly string[]): Section => (lines.length === 0 ? [] : [title, ...lines])

const commandSection = ({ command }: AlertSheet): Section =>
  titled('Command', [
    ...(command.document === null ? [] : row({ label: 'Document', value: command.document })),
    ...(command.hash === null ? [] : [`  SHA-256 ${command.hash}`]),
    ...(command.missing === null ? [] : row({ label: 'No text', value: command.missing })),
    ...command.lines.flatMap((line) => hardWrap(line, WIDTH, '  | ')),
  ])

const silenceSection = ({ silence, unsilenceable }: AlertSheet): Section => {
  if (unsilenceable !== null) return wrap(`Expected? ${unsilenceable}`, WIDTH)
  if (silence === null) return []
  return [
    `Expected? To silence exactly this${silence.until === null ? '' : ` until ${silence.until}`}, add to ` +
      'RUNWARDEN_SUPPRESSIONS:',
    ...silence.lines.flatMap((line) => hardWrap(line, WIDEST, '  ')),
  ]
}

const sectionsOf = (sheet: AlertSheet): readonly Section[] => [
  [
    ...wrap(sheet.headline, WIDTH),
    ...wrap(`${sheet.time}, ${sheet.origin}`, WIDTH),
    `${sheet.severity.toUpperCase()}, risk ${sheet.risk} of 100`,
  ],
  sheet.notes.flatMap((note) => wrap(note, WIDTH)),
  titled('Why', sheet.reasons.flatMap(reasonLines)),
  commandSection(sheet),
  titled(
    'What we cannot see',
    sheet.unseen.flatMap((one) => item(one)),
  ),
  titled(
    'Check next',
    sheet.next.flatMap((step, place) => item(step, `${place + 1}.`)),
  ),
  titled(
    'Links',
    sheet.links.flatMap(({ label, url }) => [`  ${label}`, `    ${url}`]),
  ),
  silenceSection(sheet),
  titled('Silenced findings', sheet.suppressed.flatMap(reasonLines)),
  titled('The call', sheet.details.flatMap(row)),
  titled(
    'Activities',
    sheet.activities.flatMap((id) => item(id)),
  ),
]

const referenceOf = ({ id, key, attack }: AlertSheet): Section => [
  `Alert ${id}`,
  ...wrap(`Key ${key}`, WIDEST, '', '  '),
  ...attack.map((technique) => `ATT&CK ${technique}`),
]

const bytes = (text: string): number => new TextEncoder().encode(text).length

/** As many whole lines from the beginning as fit into `budget` bytes. */
const linesWithin = (lines: readonly string[], budget: number): readonly string[] => {
  let left = budget
  const end = lines.findIndex((line) => (left -= bytes(line) + 1) < 0)
  return end === -1 ? lines : lines.slice(0, end)
}

/**
 * The alert as a plain text mail: who did what where in the first lines, then why, then what to do. Lines
 * are at most 100 columns wide, links excepted. A text over the limit ends early, with a note, between two
 * lines; the reference always stays.
 */
export const alertText = (alert: RedactedAlert, context: RenderContext, { maxBytes }: TextOptions): string => {
  const sheet = alertSheet(alert, context)
  const body = sectionsOf(sheet).flatMap((section) => (section.length === 0 ? [] : [...section, '']))
  const reference = referenceOf(sheet)
  const whole = [...body, ...reference, ''].join('\n')
  if (bytes(whole) <= maxBytes) return whole
  const ending = ['', 'Shortened to fit the mail. The whole alert is kept under its id.', '', ...reference, ''].join(
    '\n',
  )
  return `${linesWithin(body, maxBytes - bytes(ending)).join('\n')}\n${ending}`
}
