import { machinesOf, type Activity } from '../model/activity'
import { machineKeys } from '../model/machine-name'
import { DAY, SECOND } from '../model/time'
import type { Settings } from '../config/settings'
import type { WindowRequest } from '../history/request'
import type { HistoryView } from '../history/view'
import { keyOf } from '../history/request'

/** Command history is kept for 30 days; a queued command may start late, so a command id joins over all of them. */
const COMMAND_ID_SPAN_MS = 30 * DAY

const COMMAND = 'command'
const PROCESS = 'process'

/** Families whose activities put a script on a machine through its guest agent. */
const isCommand = ({ family }: Activity): boolean => family === 'command' || family === 'extension'

interface JoinKey {
  readonly key: string
  readonly spanMs: number
  /** Exact ids join without a time limit; names only within the correlation time. */
  readonly exact: boolean
}

const joinKeys = (activity: Activity, settings: Settings): readonly JoinKey[] => {
  const commandId = activity.process?.commandId ?? activity.commandId
  if (commandId !== null) return [{ key: keyOf('agent-command', commandId), spanMs: COMMAND_ID_SPAN_MS, exact: true }]
  if (activity.cloud !== 'azure') return []
  const names = activity.process?.machineNames ?? machinesOf(activity)
  const keys = new Set(names.flatMap(machineKeys))
  return [...keys].map((key) => ({ key: keyOf('agent-machine', key), spanMs: settings.correlationSeconds * SECOND, exact: false }))
}

const takesPart = (activity: Activity): boolean => activity.process !== null || isCommand(activity)

/** The windows in which commands and the processes they start meet, in either order of arrival. */
export const agentJoinMemory = (activity: Activity, settings: Settings): readonly WindowRequest[] =>
  takesPart(activity) ? joinKeys(activity, settings).map(({ key, spanMs }) => ({ key, spanMs, add: [{ label: `${activity.process === null ? COMMAND : PROCESS}/${activity.id}`, note: null }] })) : []

/** Ids of the activities on the other side of the join: the processes of a command, or the commands of a process. */
export const agentJoinPartners = (activity: Activity, settings: Settings, history: HistoryView): readonly string[] => {
  if (!takesPart(activity)) return []
  const other = `${activity.process === null ? PROCESS : COMMAND}/`
  const sign = activity.process === null ? 1 : -1
  const partners = joinKeys(activity, settings).flatMap(({ key, spanMs, exact }) =>
    history.window(key).members().filter(({ at, label }) => {
      const delay = (at - activity.at) * sign
      return label.startsWith(other) && (exact || (delay >= 0 && delay <= spanMs))
    }),
  )
  return [...new Set(partners.map(({ label }) => label.slice(other.length)))].sort()
}
