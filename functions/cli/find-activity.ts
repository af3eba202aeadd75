import type { Settings } from '../../shared/config/settings'
import type { Activity } from '../../shared/model/activity'
import { readBaseline } from './baseline-file'
import { UsageError, type Io } from './io'
import { scanLogs, type Judged } from './scan/scan-logs'

const isMeant = (id: string, activity: Activity): boolean =>
  activity.id === id || activity.commandId === id || activity.origin.records.includes(id)

/** The judgement of the one activity that an id names: its own id, or that of a record or command it was made from. */
export const findActivity = async (
  id: string,
  paths: readonly string[],
  settings: Settings,
  baseline: string | undefined,
  io: Io,
): Promise<Judged> => {
  let found: Judged | null = null
  await scanLogs(
    {
      paths,
      settings,
      jobs: 1,
      since: null,
      until: null,
      baseline: baseline === undefined ? null : await readBaseline(baseline),
      onJudged: async (judged) => {
        if (!isMeant(id, judged.activity)) return
        found = { ...judged, explain: judged.explain ?? found?.explain ?? null }
      },
    },
    io,
  )
  if (found === null)
    throw new UsageError(
      `no activity with the id ${id} in ${paths.join(', ')}; runwarden scan --emit activities --format jsonl lists ` +
        'all ids, and --format json shows the activities of an alert',
    )
  return found
}
