import { addSighting } from '../../shared/state/term'
import { isoTime } from '../../shared/model/time'
import { readBaseline, writeBaseline, type Baseline, type Withheld } from './baseline-file'
import { EXIT, UsageError, write, type Io } from './io'
import { requireWritable } from './output-file'
import { scanLogs, type Judged } from './scan/scan-logs'
import { requireSettings, type SettingOptions } from './settings-sources'

/** `runwarden baseline build`: what the logs teach, as a file. */
export const buildBaseline = async (
  paths: readonly string[],
  options: SettingOptions & { readonly output: string },
  io: Io,
): Promise<number> => {
  const { settings } = await requireSettings(options, io)
  await requireWritable(options.output)
  const withheld = new Map<string, Withheld>()
  const onJudged = async ({ activity, verdict, sightings, teaches }: Judged): Promise<void> => {
    if (teaches || sightings.length === 0) return
    const what = `${verdict.severity}: ${activity.operation} by ${activity.actor.display}`
    withheld.set(activity.id, { id: activity.id, at: activity.at, what, sightings })
  }
  const outcome = await scanLogs(
    {
      paths,
      settings: { ...settings, learningDays: 0 },
      jobs: 1,
      since: null,
      until: null,
      baseline: null,
      onJudged,
    },
    io,
  )
  const terms = outcome.history.terms()
  await writeBaseline(options.output, { start: outcome.learningStart, terms, withheld: [...withheld.values()] })
  await write(
    io.stderr,
    `${terms.length} terms from ${outcome.judgement.activities} activities; ${withheld.size} activities ` +
      `withheld: review them and approve the ordinary ones with runwarden baseline approve ${options.output}\n`,
  )
  return Object.keys(outcome.problems).length > 0 ? EXIT.unread : EXIT.done
}

/** `runwarden baseline approve`: withheld activities teach after all. Without ids it lists them. */
export const approveBaseline = async (file: string, ids: readonly string[], io: Io): Promise<number> => {
  const baseline = await readBaseline(file)
  if (ids.length === 0) {
    for (const { id, at, what } of baseline.withheld) await write(io.stdout, `${id}  ${isoTime(at)}  ${what}\n`)
    return EXIT.done
  }
  const missing = ids.filter((id) => !baseline.withheld.some((entry) => entry.id === id))
  if (missing.length > 0)
    throw new UsageError(
      `${missing.join(', ')}: not among the withheld activities of ${file}; runwarden baseline approve ${file} ` +
        'lists them',
    )
  await writeBaseline(file, approved(baseline, ids))
  await write(io.stderr, `activities that teach now: ${ids.length}\n`)
  return EXIT.done
}

const approved = ({ start, terms, withheld }: Baseline, ids: readonly string[]): Baseline => {
  const known = new Map(terms)
  for (const { id, at, sightings } of withheld.filter((entry) => ids.includes(entry.id)))
    for (const term of sightings) known.set(term, addSighting(known.get(term) ?? [], { at, id }))
  return {
    start,
    terms: [...known].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    withheld: withheld.filter(({ id }) => !ids.includes(id)),
  }
}
