import type { DocumentRef, Payload } from '../../model/activity'
import type { JsonObject } from '../json'
import type { CloudTrailRecord } from './cloudtrail'
import { textOfParameters } from './parameters-text'
import { childOf, childrenOf, fieldOf, textOf } from './read-field'
import { userDataOf } from './user-data'

/**
 * What runs, as far as the record shows. CloudTrail masks the parameters of SendCommand, of associations and of tasks,
 * the content of documents and user data; it shows those of sessions, automations and ECS ExecuteCommand.
 */
export type PayloadReader = (record: CloudTrailRecord, document: DocumentRef | null) => Payload

const NONE: Payload = { kind: 'none' }

const hidden = (reason: string): Payload => ({ kind: 'hidden', reason })

const text = (value: string): Payload => ({ kind: 'text', text: value })

const OMITTED = hidden('CloudTrail left the parameters out because they are too large')
const NOT_IN_RECORD = hidden('the record of the call carries no parameters')
const TYPED = hidden('what is typed in a session is not in CloudTrail')

/** CloudTrail leaves out parameters of more than 100 KB; what would have been read of them is unknown. */
const unlessOmitted =
  (read: PayloadReader): PayloadReader =>
  (record, document) =>
    record.omitted ? OMITTED : read(record, document)

/** Session documents that forward ports and run nothing; the forward itself is the activity's item. */
const FORWARDS = /^AWS-Start(?:SSHSession|PortForwardingSession)/

/** A member that CloudTrail masks: a text such as HIDDEN_DUE_TO_SECURITY_REASONS where an object or list should be. */
const isMasked = (fields: JsonObject | null, key: string): boolean => textOf(fields, key) !== null

const parameters = (request: JsonObject | null): Payload => {
  const visible = textOfParameters(fieldOf(request, 'parameters'))
  if (visible !== null) return text(visible)
  return isMasked(request, 'parameters') ? hidden('CloudTrail hides the parameters of the document') : NONE
}

/** Parameters of several parts of one request: every text that is visible, else that they are hidden, else none. */
const all = (parts: readonly (JsonObject | null)[]): Payload => {
  const payloads = parts.map(parameters)
  const texts = payloads.flatMap((payload) => (payload.kind === 'text' ? [payload.text] : []))
  return texts.length > 0 ? text(texts.join('\n')) : (payloads.find(({ kind }) => kind === 'hidden') ?? NONE)
}

/** Nothing runs. */
export const noText: PayloadReader = unlessOmitted(() => NONE)

/** Nothing runs, and whatever was left out for its size would not have run either. */
export const neverText: PayloadReader = () => NONE

/** The parameters of SendCommand. */
export const sentText: PayloadReader = unlessOmitted(({ request, response }) => {
  if (request === null) return NOT_IN_RECORD
  const own = parameters(request)
  // A command by target may lack the key in the request and still have it, masked, in the answer.
  return own.kind === 'none' ? parameters(childOf(response, 'command')) : own
})

/** What a session was started with. */
export const sessionText: PayloadReader = unlessOmitted(({ request }, document) => {
  if (document !== null && FORWARDS.test(document.name)) return NONE
  const own = parameters(request)
  return own.kind === 'none' ? TYPED : own
})

/** A session in which people type. */
export const typedText: PayloadReader = unlessOmitted(() => TYPED)

/** The command of ECS ExecuteCommand. */
export const containerText: PayloadReader = unlessOmitted(({ request }) => {
  const command = textOf(request, 'command')
  return command === null ? NOT_IN_RECORD : text(command)
})

/** The parameters of an automation, or of the runbooks of a change request. */
export const automationText: PayloadReader = unlessOmitted(({ request }) =>
  request === null ? NOT_IN_RECORD : all([request, ...childrenOf(request, 'runbooks')]),
)

/** An association, each entry of a batch, or a task of a maintenance window; of tasks, only automations show theirs. */
export const scheduledText: PayloadReader = unlessOmitted(({ request }) => {
  if (request === null) return NOT_IN_RECORD
  const task = childOf(request, 'taskInvocationParameters')
  const found = all([
    request,
    ...childrenOf(request, 'entries'),
    childOf(task, 'automation'),
    childOf(task, 'runCommand'),
  ])
  const isTask = task !== null || fieldOf(request, 'taskParameters') !== undefined
  return found.kind === 'none' && isTask ? hidden('CloudTrail hides the parameters of the task') : found
})

/** The content of a document that is written. */
export const contentText: PayloadReader = unlessOmitted(({ request }) => {
  const content = textOf(request, 'content')
  if (content === null) return NONE
  return content.startsWith('HIDDEN_') ? hidden('CloudTrail hides the content of the document') : text(content)
})

/** The user data that a machine runs when it starts. */
export const userDataText: PayloadReader = unlessOmitted(({ request }) => {
  const data = userDataOf(request) ?? ''
  return data === '' || data === '<sensitiveDataRemoved>'
    ? hidden('CloudTrail removes user data from its records')
    : text(data)
})
