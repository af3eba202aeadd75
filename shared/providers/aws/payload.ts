import type { DocumentRef, Payload } from '../../model/activity'
import type { OperationSpec } from '../../model/operation'
import type { JsonObject } from '../json'
import type { CloudTrailRecord } from './cloudtrail'
import { textOfParameters } from './parameters-text'
import { childOf, childrenOf, fieldOf, textOf } from './read-field'
import { userDataOf } from './user-data'

const NONE: Payload = { kind: 'none' }

const hidden = (reason: string): Payload => ({ kind: 'hidden', reason })

const text = (value: string): Payload => ({ kind: 'text', text: value })

const OMITTED = hidden('CloudTrail left the parameters out because they are too large')
const NOT_IN_RECORD = hidden('the record of the call carries no parameters')
const TYPED = hidden('what is typed in a session is not in CloudTrail')

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

const sentCommand = ({ request, response }: CloudTrailRecord): Payload => {
  if (request === null) return NOT_IN_RECORD
  const own = parameters(request)
  // A command by target may lack the key in the request and still have it, masked, in the answer.
  return own.kind === 'none' ? parameters(childOf(response, 'command')) : own
}

const session = ({ request }: CloudTrailRecord, document: DocumentRef | null): Payload => {
  if (document !== null && FORWARDS.test(document.name)) return NONE
  const own = parameters(request)
  return own.kind === 'none' ? TYPED : own
}

const containerCommand = ({ request }: CloudTrailRecord): Payload => {
  const command = textOf(request, 'command')
  return command === null ? NOT_IN_RECORD : text(command)
}

const automation = ({ request }: CloudTrailRecord): Payload =>
  request === null ? NOT_IN_RECORD : all([request, ...childrenOf(request, 'runbooks')])

/** An association, each entry of a batch, or a task of a maintenance window; of tasks, only automations show theirs. */
const scheduled = ({ request }: CloudTrailRecord): Payload => {
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
}

const written = ({ request }: CloudTrailRecord): Payload => {
  const content = textOf(request, 'content')
  if (content === null) return NONE
  return content.startsWith('HIDDEN_') ? hidden('CloudTrail hides the content of the document') : text(content)
}

const userData = ({ request }: CloudTrailRecord): Payload => {
  const data = userDataOf(request) ?? ''
  return data === '' || data === '<sensitiveDataRemoved>'
    ? hidden('CloudTrail removes user data from its records')
    : text(data)
}

/**
 * What runs, as far as the record tells. CloudTrail masks the parameters of SendCommand, of associations and of tasks,
 * the content of documents and user data; it shows those of sessions, automations and ECS ExecuteCommand.
 */
export const readPayload = (
  record: CloudTrailRecord,
  { name, family }: OperationSpec,
  document: DocumentRef | null,
): Payload => {
  if (record.omitted && family !== 'protection') return OMITTED
  switch (name) {
    case 'ssm:SendCommand':
      return sentCommand(record)
    case 'ecs:ExecuteCommand':
      return containerCommand(record)
    case 'ssm:StartSession':
      return session(record, document)
    case 'ssm:ResumeSession':
    case 'ssm-guiconnect:StartConnection':
    case 'ec2-instance-connect:SendSSHPublicKey':
    case 'ec2-instance-connect:SendSerialConsoleSSHPublicKey':
      return TYPED
    case 'ssm:StartAutomationExecution':
    case 'ssm:StartChangeRequestExecution':
      return automation(record)
    case 'ssm:CreateDocument':
    case 'ssm:UpdateDocument':
      return written(record)
    default:
      if (family === 'schedule') return scheduled(record)
      return family === 'boot' ? userData(record) : NONE
  }
}
