import { activityLine, type ActivityLine } from '../../../../shared/render/activity-line'
import { jsonText } from '../../../../shared/render/json-text'
import { plain } from '../../../../shared/render/neutralize'
import type { Counts } from '../../../../shared/render/report'
import { ExternalSorter } from '../external-sorter'
import type { Judged } from '../judge/collector'
import type { AlertFormat } from './print-alerts'

interface Line {
  readonly line: ActivityLine
  readonly at: number
  readonly revision: number
}

/** Gathers one line for each activity, within bounded memory. */
export interface ActivityLines {
  readonly add: (judged: Judged) => Promise<void>
  /** The latest judgement of each activity, by time and id. */
  readonly sorted: () => AsyncGenerator<ActivityLine>
  readonly dispose: () => Promise<void>
}

export const activityLines = (): ActivityLines => {
  const sorter = new ExternalSorter<Line>(({ at, line, revision }) => [at, line.id, revision])
  return {
    add: ({ activity, network, verdict, revision }) =>
      sorter.add({ line: activityLine(activity, network, verdict), at: activity.at, revision }),
    sorted: async function* () {
      let held: ActivityLine | null = null
      for await (const { line } of sorter.sorted()) {
        if (held !== null && held.id !== line.id) yield held
        held = line
      }
      if (held !== null) yield held
    },
    dispose: () => sorter.dispose(),
  }
}

/** Longest line shown. */
const MAX_LINE = 2_000
const BOLD = '\u001B[1m'
const RESET = '\u001B[0m'

/** One activity as two lines for a terminal: what happened, and which rules fired. */
const tableLines = (line: ActivityLine, color: boolean): string => {
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

/** Writes every activity of a scan; `summary` goes into the one JSON document. */
export const printActivities = async (
  lines: ActivityLines,
  summary: Counts,
  format: AlertFormat,
  color: boolean,
  put: (text: string) => Promise<void>,
): Promise<void> => {
  if (format === 'json') await put(`{"schema":"runwarden.scan/1","summary":${JSON.stringify(summary)},"activities":[`)
  let first = true
  for await (const line of lines.sorted()) {
    if (format === 'jsonl') await put(`${jsonText(line)}\n`)
    else if (format === 'json') await put(`${first ? '' : ','}\n${jsonText(line)}`)
    else await put(tableLines(line, color))
    first = false
  }
  if (format === 'json') await put('\n]}\n')
}
