import { machinesOf, tookEffect, type Activity } from '../model/activity'
import { machineKeys } from '../model/machine-name'
import { DAY, SECOND } from '../model/time'
import type { Settings } from '../config/settings'
import { type WindowRequest, keyOf } from '../state/request'
import type { HistoryView } from '../state/history-view'

/**
 * A command waits up to 30 days for its machine and runs up to two: no process of it starts later, so that a command id
 * joins without a limit of its own. https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html
 */
export const COMMAND_ID_SPAN_MS = 32 * DAY

const COMMAND = 'command'
const PROCESS = 'process'

type Runner = 'run command' | 'extension'

/** Which of the agent's script runners a command uses, or started a process; null for everything else. */
const runnerOf = (activity: Activity): Runner | null => {
  const { family, process } = activity
  if (process !== null)
    return process.agent === 'azure-extension' ? 'extension' : process.agent === 'azure-other' ? null : 'run command'
  if (!tookEffect(activity)) return null
  return family === 'command' ? 'run command' : family === 'extension' ? 'extension' : null
}

interface JoinKey {
  readonly key: string
  readonly spanMs: number
  /** Exact ids join without a time limit; names only within the correlation time. */
  readonly exact: boolean
}

const joinKeys = (activity: Activity, runner: Runner, settings: Settings): readonly JoinKey[] => {
  const commandId = activity.process?.commandId ?? activity.commandId
  if (commandId !== null) return [{ key: keyOf('agent-command', commandId), spanMs: COMMAND_ID_SPAN_MS, exact: true }]
  if (activity.cloud !== 'azure') return []
  const names = activity.process?.machineNames ?? machinesOf(activity)
  const keys = new Set(names.flatMap(machineKeys))
  return [...keys].map((key) => ({
    key: keyOf('agent-machine', runner, key),
    spanMs: settings.correlationSeconds * SECOND,
    exact: false,
  }))
}

/** The windows in which commands and the processes they start meet, in either order of arrival. */
export const agentJoinMemory = (activity: Activity, settings: Settings): readonly WindowRequest[] => {
  const runner = runnerOf(activity)
  if (runner === null) return []
  const label = `${activity.process === null ? COMMAND : PROCESS}/${activity.id}`
  return joinKeys(activity, runner, settings).map(({ key, spanMs }) => ({ key, spanMs, add: [{ label, note: null }] }))
}

/** Ids of the activities on the other side of the join: the processes of a command, or the commands of a process. */
export const agentJoinPartners = (activity: Activity, settings: Settings, history: HistoryView): readonly string[] => {
  const runner = runnerOf(activity)
  if (runner === null) return []
  const other = `${activity.process === null ? PROCESS : COMMAND}/`
  const sign = activity.process === null ? 1 : -1
  const partners = joinKeys(activity, runner, settings).flatMap(({ key, spanMs, exact }) =>
    history
      .window(key)
      .members()
      .filter(({ at, label }) => {
        const delay = (at - activity.at) * sign
        return label.startsWith(other) && (exact || (delay >= 0 && delay <= spanMs))
      }),
  )
  return [...new Set(partners.map(({ label }) => label.slice(other.length)))].sort()
}
