import { counter, later } from './ids'
import { activityLog, asListEntry, type AzureCaller, type OperationOptions } from './activity-log'
import { asEvent, cloudTrail, nativeCommand, type CloudTrail, type SentCommand } from './cloudtrail-calls'
import type { AwsCaller } from './aws-callers'
import { processStart, ssmScript, type StartedProcess } from './processes'

type Json = Readonly<Record<string, unknown>>

/**
 * Logs of several kinds that grow as a story goes on. Each record gets an id of its own, so that the
 * same story gives the same logs.
 */
export interface Story {
  readonly cloudTrail: CloudTrail
  /** CloudTrail records as the trail delivers them to S3. */
  readonly trail: Json[]
  /** Events of the default event bus. */
  readonly events: Json[]
  /** Records of the diagnostic setting. */
  readonly hub: Json[]
  /** Entries of `az monitor activity-log list`. */
  readonly list: Json[]
  readonly processes: Json[]
  /** A SendCommand and, where `text` is given, Systems Manager's own event that shows it. Returns the command id. */
  readonly send: (
    at: string,
    by: AwsCaller,
    command: Omit<SentCommand, 'commandId'>,
    text?: readonly string[],
  ) => string
  /** What a command started on its machine. */
  readonly guest: (at: string, instance: string, commandId: string, executable: string, commandLine: string) => void
  readonly event: (record: Json) => void
  /** An Azure operation with all its stages. */
  readonly operation: (
    at: string,
    by: AzureCaller,
    operation: string,
    resourceId: string,
    options?: OperationOptions,
  ) => void
  /** The same, kept as a listing. */
  readonly listed: (
    at: string,
    by: AzureCaller,
    operation: string,
    resourceId: string,
    options?: OperationOptions,
  ) => void
  readonly start: (at: string, process: StartedProcess) => void
}

/** `first` is the number after which ids begin, so that two stories can share a scan. */
export const newStory = (first = 0x1000): Story => {
  const nextId = counter(first)
  const records = cloudTrail(nextId)
  const stages = activityLog(nextId)
  const story: Record<'trail' | 'events' | 'hub' | 'list' | 'processes', Json[]> = {
    trail: [],
    events: [],
    hub: [],
    list: [],
    processes: [],
  }
  const start: Story['start'] = (at, process) => void story.processes.push(processStart(at, nextId(), process))
  return {
    ...story,
    cloudTrail: records,
    send: (at, by, command, text) => {
      const commandId = nextId()
      story.trail.push(records.sendCommand(at, by, { ...command, commandId }))
      if (text !== undefined)
        story.events.push(
          nativeCommand(later(at, 1), nextId(), commandId, command.instances ?? [], text, command.document),
        )
      return commandId
    },
    guest: (at, instance, commandId, executable, commandLine) =>
      start(at, {
        host: `ip-10-0-0-${Number(instance.slice(-3))}`,
        executable,
        commandLine,
        parent: ssmScript(instance, commandId),
        cloud: 'aws',
        instance,
      }),
    event: (record) => void story.events.push(asEvent(record, nextId())),
    operation: (at, by, operation, resourceId, options) =>
      void story.hub.push(...stages(at, by, operation, resourceId, options)),
    listed: (at, by, operation, resourceId, options) =>
      void story.list.push(
        ...stages(at, by, operation, resourceId, options).map((record) => asListEntry(record, by, nextId)),
      ),
    start,
  }
}
