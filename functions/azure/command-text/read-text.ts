import type { Activity, DocumentRef, Payload } from '../../../shared/model/activity'
import type { TextSource } from '../../../shared/model/operation'
import { parseJson } from '../../../shared/model/parse-json'
import { asObject, type JsonObject } from '../../../shared/providers/json'
import { openBody } from '../../../shared/providers/azure/body'
import type { AzureOperation } from '../../../shared/providers/azure/operations/row'
import { parseResourceId } from '../../../shared/providers/azure/resource-id'
import { TextUnavailable, type ArmClient } from './arm-client'

/** What one activity runs, as far as it can be read. */
interface ReadText {
  readonly payload: Payload
  /** Null where the record's own stands. */
  readonly document: DocumentRef | null
}

/** Reads what an activity runs; rejects with TextUnavailable. */
export type TextReader = (arm: ArmClient, activity: Activity, operation: AzureOperation) => Promise<ReadText>

/**
 * The service from which a machine reads the user data it was given
 * (https://learn.microsoft.com/azure/virtual-machines/user-data).
 */
const READS_USER_DATA = /instance\/compute\/userdata/i

const hidden = (reason: string): Payload => ({ kind: 'hidden', reason })

const resource = async (arm: ArmClient, path: string, expand?: string): Promise<JsonObject> => {
  const body = asObject(parseJson(await arm.get(path, expand)))
  if (body === null)
    throw new TextUnavailable('Azure Resource Manager answered with something that is no resource', null)
  return body
}

const beneath = ({ targets, item }: Activity, type: string): string => {
  const parent = targets.kind === 'listed' ? targets.ids[0] : undefined
  if (parent === undefined || item === null) throw new TextUnavailable('the record does not name it', null)
  return `${parent}/${type}/${item}`
}

/**
 * A managed run command, with its state. A script that fetches the machine's user data runs
 * that too, so it is read along.
 */
const ofRunCommand: TextReader = async (arm, activity, { readers }) => {
  const path = beneath(activity, 'runCommands')
  const body = await resource(arm, path, 'instanceView')
  const bodies = [openBody(body)]
  const payload = readers.payload(bodies)
  const document = readers.document(parseResourceId(path, []), bodies)
  if (payload.kind !== 'text')
    return { payload: hidden(`the run command has no script of its own${stateOf(body)}`), document }
  if (!READS_USER_DATA.test(payload.text)) return { payload, document }
  const userData = await userDataOf(arm, activity)
  return { payload: userData === null ? payload : { kind: 'text', text: `${payload.text}\n${userData}` }, document }
}

const stateOf = (body: JsonObject): string => {
  const state = asObject(asObject(body['properties'])?.['instanceView'])?.['executionState']
  return typeof state === 'string' ? `; its state is ${state}` : ''
}

/** The user data of a virtual machine as text, null when it has none or it cannot be read. */
const userDataOf = async (arm: ArmClient, { targets }: Activity): Promise<string | null> => {
  const machine = targets.kind === 'listed' ? targets.ids[0] : undefined
  if (machine === undefined || machine.includes('/microsoft.hybridcompute/')) return null
  try {
    const encoded = asObject((await resource(arm, machine, 'userData'))['properties'])?.['userData']
    return typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString('utf8') : null
  } catch {
    return null
  }
}

/** An extension: publisher and type say which program it is, public settings what it runs. */
const ofExtension: TextReader = async (arm, activity, { readers }) => {
  const path = beneath(activity, 'extensions')
  const bodies = [openBody(await resource(arm, path))]
  const payload = readers.payload(bodies)
  return {
    payload:
      payload.kind === 'text'
        ? payload
        : hidden('its public settings run nothing, and protected settings are never readable'),
    document: readers.document(parseResourceId(path, []), bodies),
  }
}

/** A runbook as published, as drafted, or both where the operation may have changed either. */
const ofRunbook: TextReader = async (arm, activity) => {
  const path = beneath(activity, 'runbooks')
  const { operation } = activity
  const contents = operation.includes('/draft/')
    ? ['draft/content']
    : operation.endsWith('/publish/action')
      ? ['content']
      : ['content', 'draft/content']
  const found = await Promise.all(contents.map((content) => orNothing(arm.get(`${path}/${content}`))))
  const texts = [...new Set(found.flatMap((text) => (text === null || text === '' ? [] : [text])))]
  return {
    payload:
      texts.length > 0
        ? { kind: 'text', text: texts.join('\n') }
        : hidden('the runbook is deleted already, or has no text yet'),
    document: null,
  }
}

const orNothing = async (text: Promise<string>): Promise<string | null> => {
  try {
    return await text
  } catch (cause) {
    if (cause instanceof TextUnavailable && cause.status === 404) return null
    throw cause
  }
}

/** A job: the copy of the runbook that it runs, its parameters, and the hybrid worker group that it runs on. */
const ofJob: TextReader = async (arm, activity) => {
  const path = beneath(activity, 'jobs')
  const [job, copy] = await Promise.all([resource(arm, path), orNothing(arm.get(`${path}/runbookContent`))])
  const properties = asObject(job['properties'])
  const name = asObject(properties?.['runbook'])?.['name']
  const runbook = typeof name === 'string' ? name : null
  const account = path.slice(0, path.lastIndexOf('/jobs/'))
  const text =
    copy !== null && copy !== ''
      ? copy
      : runbook === null
        ? null
        : await orNothing(arm.get(`${account}/runbooks/${runbook}/content`))
  const document = runbook === null ? null : { name: runbook, version: null, owner: null }
  if (text === null || text === '')
    return { payload: hidden('the job keeps no copy of its runbook, and the runbook is deleted already'), document }
  const parameters = Object.entries(asObject(properties?.['parameters']) ?? {}).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return {
    payload: { kind: 'text', text: [...runOn(properties?.['runOn']), text, ...parameters].join('\n') },
    document,
  }
}

/** A comment in PowerShell and Python: on a hybrid worker group the runbook runs on machines, else in Azure. */
const runOn = (group: unknown): readonly string[] =>
  typeof group === 'string' && group !== '' ? [`# runs on hybrid worker group ${JSON.stringify(group)}`] : []

/** How an operation's text is read, by the operation table's text source. */
export const TEXT_READERS: Partial<Record<TextSource, TextReader>> = {
  'arm:runCommand': ofRunCommand,
  'arm:extension': ofExtension,
  'arm:runbook': ofRunbook,
  'arm:job': ofJob,
}
