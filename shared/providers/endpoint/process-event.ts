import { asTexts, type JsonObject } from '../json'
import { eventField, eventText } from './event-fields'

/** One process as an event describes it: the one that started, or one above it. */
export interface Program {
  /** File name in lower case: `ssm-document-worker`, `cmd.exe`. */
  readonly name: string
  readonly executable: string
  /** Whole command line; empty when the event has none. */
  readonly commandLine: string
}

/** A program that started, with what the event says of those above it, the nearest first. */
export interface ProcessStart {
  readonly program: Program
  readonly parents: readonly Program[]
}

/**
 * Names of the members that describe one process: ECS, then what winlogbeat writes of Sysmon 1 and Security 4688.
 * https://www.elastic.co/docs/reference/ecs/ecs-process
 */
const OWN = {
  executable: ['process.executable', 'winlog.event_data.Image', 'winlog.event_data.NewProcessName', 'process.name'],
  commandLine: ['process.command_line', 'winlog.event_data.CommandLine', 'process.title'],
}

const PARENT = {
  executable: [
    'process.parent.executable',
    'winlog.event_data.ParentImage',
    'winlog.event_data.ParentProcessName',
    'process.parent.name',
  ],
  commandLine: ['process.parent.command_line', 'winlog.event_data.ParentCommandLine'],
}

/** Processes further up that Elastic Defend names beside the parent. */
const FURTHER = [
  'process.parent.parent',
  'process.parent.group_leader',
  'process.Ext.effective_parent',
  'process.group_leader',
  'process.session_leader',
  'process.entry_leader',
] as const

/** Actions of shippers that do not set event.type. */
const START_ACTIONS: ReadonlySet<string> = new Set([
  'start',
  'exec',
  'exec_event',
  'executed',
  'process_started',
  'created-process',
  'processrollup2',
])

/**
 * Why an event is not the start of a program; null when it is. A fork still runs the parent's program,
 * so only what follows it counts.
 */
export const notAStart = (event: JsonObject): string | null => {
  if (isWindowsStart(event)) return null
  if (!lowerTexts(event, 'event.category').includes('process')) return 'no process event'
  const action = eventText(event, 'event.action')?.toLowerCase() ?? ''
  if (action === 'fork') return 'a fork starts no other program'
  return lowerTexts(event, 'event.type').includes('start') || START_ACTIONS.has(action)
    ? null
    : 'a process event that is no start'
}

/** The program that started and those above it, as far as the event names them. */
export const readProcessStart = (event: JsonObject): ProcessStart => ({
  program: programOf(
    eventText(event, ...OWN.executable),
    eventText(event, ...OWN.commandLine) ?? argumentsOf(event, 'process'),
  ),
  parents: [
    programOf(
      eventText(event, ...PARENT.executable),
      eventText(event, ...PARENT.commandLine) ?? argumentsOf(event, 'process.parent'),
    ),
    ...FURTHER.map((member) => furtherProgram(event, member)),
  ].filter((parent): parent is Program => parent !== null && parent.name !== ''),
})

const furtherProgram = (event: JsonObject, member: string): Program | null => {
  const executable = eventText(event, `${member}.executable`, `${member}.name`)
  return executable === null || isSameProcess(event, member)
    ? null
    : programOf(executable, eventText(event, `${member}.command_line`) ?? argumentsOf(event, member))
}

const isWindowsStart = (event: JsonObject): boolean => {
  const code = eventText(event, 'winlog.event_id', 'event.code')
  const provider = (eventText(event, 'winlog.provider_name', 'event.provider', 'winlog.channel') ?? '').toLowerCase()
  return (
    (code === '1' && provider.includes('sysmon')) ||
    (code === '4688' &&
      (provider.includes('security') || eventField(event, 'winlog.event_data.NewProcessName') !== undefined))
  )
}

const lowerTexts = (event: JsonObject, name: string): readonly string[] =>
  asTexts(eventField(event, name)).map((text) => text.toLowerCase())

/** A process may lead its own group or session; it is no parent of itself then. */
const isSameProcess = (event: JsonObject, member: string): boolean => {
  if (eventField(event, `${member}.same_as_process`) === true) return true
  const own = eventText(event, 'process.entity_id', 'process.pid')
  return own !== null && own === eventText(event, `${member}.entity_id`, `${member}.pid`)
}

const argumentsOf = (event: JsonObject, member: string): string =>
  asTexts(eventField(event, `${member}.args`)).join(' ')

const programOf = (executable: string | null, commandLine: string): Program => {
  const file = executable ?? firstWord(commandLine)
  return { name: (file.split(/[/\\]/).at(-1) ?? '').toLowerCase(), executable: file, commandLine }
}

const firstWord = (commandLine: string): string => {
  const [, quoted, bare] = /^\s*(?:"([^"]*)"|(\S+))/.exec(commandLine) ?? []
  return quoted ?? bare ?? ''
}
