import { plain } from '../../shared/render/neutralize'
import { findActivity } from './find-activity'
import { EXIT, write, type Io } from './io'
import { requireSettings, type SettingOptions } from './settings-sources'

/** Longest line shown. */
const MAX_LINE = 2_000

/** `runwarden explain`: why each rule fired or not on one activity. */
export const explainActivity = async (
  id: string,
  paths: readonly string[],
  options: SettingOptions & { readonly baseline?: string },
  io: Io,
): Promise<number> => {
  const { settings } = await requireSettings(options, io)
  const { activity, verdict, explain, teaches } = await findActivity(id, paths, settings, options.baseline, io)
  const lines = [
    `${activity.operation} by ${activity.actor.display} (${activity.actor.key}), ${activity.outcome}`,
    `risk ${verdict.risk}, ${verdict.severity}${verdict.learning ? ', while learning' : ''}; ` +
      `it ${teaches ? 'teaches' : 'does not teach'} what is usual`,
    '',
  ]
  for (const { rule, fired, because, memory, tunedBy } of explain?.() ?? []) {
    const finding = verdict.findings.find((candidate) => candidate.rule === rule)
    const weight = finding === undefined ? '' : ` (${finding.severity}, risk ${finding.risk})`
    lines.push(`${fired || finding !== undefined ? 'fired    ' : 'silent   '} ${rule}${weight}`)
    lines.push(`          ${finding?.summary ?? because}`)
    if (finding?.suppressed != null) lines.push(`          suppressed: ${finding.suppressed}`)
    for (const answer of memory) lines.push(`          history: ${answer}`)
    if (tunedBy.length > 0) lines.push(`          settings: ${tunedBy.join(', ')}`)
  }
  await write(io.stdout, `${lines.map((line) => plain(line, MAX_LINE)).join('\n')}\n`)
  return EXIT.done
}
