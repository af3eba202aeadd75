import {
  DescribeAssociationCommand,
  GetAutomationExecutionCommand,
  GetDocumentCommand,
  GetMaintenanceWindowTaskCommand,
  ListCommandsCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm'
import type { Activity, DocumentRef } from '../../../shared/model/activity'
import type { Clock } from '../../../shared/model/clock'
import type { TextSource } from '../../../shared/model/operation'
import { textOfParameters } from '../../../shared/providers/aws/parameters-text'
import { retry, type Retries } from '../../../shared/state/update'
import { documentNamedBy, documentSteps } from './document-steps'

/** ListCommands is eventually consistent: a second on average for all tries. */
const RETRIES: Retries = { tries: 3, baseMs: 700 }

/** Associations that are read for one activity. */
const MAX_ASSOCIATIONS = 4

/** Documents that are read for one activity, those that run each other included. */
const MAX_DOCUMENTS = 4

/** One reading: whom to ask, about what, and until when. */
export interface Reading {
  readonly client: SSMClient
  readonly partition: string
  readonly activity: Activity
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** What was found: pieces of text, and documents whose steps belong to it. */
interface Found {
  readonly text: string | null
  readonly documents: readonly string[]
}

/** There is no text to be had, in words that fit into "text not available: ...". */
class NoText extends Error {
  override readonly name = 'NoText'
}

/** What the parameters of a call make run. `AWS-RunDocument` runs the document that they name. */
const found = (parameters: unknown): Found => ({
  text: textOfParameters(parameters),
  documents: documentNamedBy(parameters),
})

/** Resolves to null for what the service does not know, or not yet. */
type Read = (reading: Reading) => Promise<Found | null>

/** CloudTrail hides SendCommand's parameters; ListCommands returns them, GetCommandInvocation does not. */
const ofCommand: Read = async ({ client, activity: { commandId }, clock, signal }) => {
  if (commandId === null) return null
  const list = new ListCommandsCommand({ CommandId: commandId })
  return retry(
    clock,
    async () => {
      const { Commands } = await client.send(list, { abortSignal: signal })
      const command = Commands?.find((candidate) => candidate.CommandId === commandId)
      return command === undefined ? null : found(command.Parameters)
    },
    RETRIES,
  )
}

const ofAssociation: Read = async ({ client, activity: { item }, signal }) => {
  const ids = item?.split(', ').slice(0, MAX_ASSOCIATIONS) ?? []
  const parts = await Promise.all(
    ids.map(async (AssociationId) =>
      found(
        (await client.send(new DescribeAssociationCommand({ AssociationId }), { abortSignal: signal }))
          .AssociationDescription?.Parameters,
      ),
    ),
  )
  const texts = parts.flatMap(({ text }) => text ?? [])
  return parts.length === 0
    ? null
    : { text: texts.length === 0 ? null : texts.join('\n'), documents: parts.flatMap(({ documents }) => documents) }
}

const ofWindowTask: Read = async ({ client, activity: { item }, signal }) => {
  const [WindowId, WindowTaskId] = item?.split('/') ?? []
  if (WindowId === undefined || WindowTaskId === undefined) return null
  const { TaskInvocationParameters: given } = await client.send(
    new GetMaintenanceWindowTaskCommand({ WindowId, WindowTaskId }),
    { abortSignal: signal },
  )
  return found(given?.RunCommand?.Parameters ?? given?.Automation?.Parameters)
}

const ofAutomation: Read = async ({ client, activity: { item }, signal }) => {
  if (item === null) return null
  const { AutomationExecution } = await client.send(
    new GetAutomationExecutionCommand({ AutomationExecutionId: item }),
    { abortSignal: signal },
  )
  return found(AutomationExecution?.Parameters)
}

/** The call that returns an operation's text, by the operation table's text source. */
const READERS: Partial<Record<TextSource, { readonly call: string; readonly read: Read }>> = {
  'ssm:ListCommands': { call: 'ListCommands', read: ofCommand },
  'ssm:GetDocument': { call: 'GetDocument', read: async () => ({ text: null, documents: [] }) },
  'ssm:DescribeAssociation': { call: 'DescribeAssociation', read: ofAssociation },
  'ssm:GetMaintenanceWindowTask': { call: 'GetMaintenanceWindowTask', read: ofWindowTask },
  'ssm:GetAutomationExecution': { call: 'GetAutomationExecution', read: ofAutomation },
}

/** The call to be made for an activity's text, or null when all there is stands in its record. */
export const callFor = ({ payload, document }: Activity, source: TextSource): string | null =>
  payload.kind === 'text' && (document === null || !isCustom(document)) ? null : (READERS[source]?.call ?? null)

/**
 * The text of an activity: what its call was given, and the steps of every document of the account's own that it runs.
 * Null when the command has none. Rejects with NoText, or with the service's own error.
 */
export const readText = async (reading: Reading, source: TextSource): Promise<string | null> => {
  const { document, payload, operation } = reading.activity
  const own: Found | null | undefined =
    payload.kind === 'text' ? { text: payload.text, documents: [] } : await READERS[source]?.read(reading)
  // What was written is the latest version, whichever it was made from.
  const first = document !== null && operation === 'ssm:UpdateDocument' ? { ...document, version: '$LATEST' } : document
  const steps = await stepsOf(
    reading,
    [...(first === null ? [] : [first]), ...(own?.documents ?? []).map(named)].filter(isCustom),
  )
  const pieces = [own?.text ?? null, ...steps].filter((piece) => piece !== null)
  if (pieces.length === 0 && (own === null || own === undefined))
    throw new NoText(`${READERS[source]?.call ?? 'Systems Manager'} does not know it yet`)
  return pieces.length === 0 ? null : pieces.join('\n')
}

/** Documents of AWS have no account of their own and are known; any other may hide its steps behind a harmless name. */
const isCustom = ({ name, owner }: DocumentRef): boolean => owner !== null || !/^(?:AWS|Amazon)[A-Za-z]*-/.test(name)

/** A document by name or ARN, with or without a version at its end. */
const named = (path: string): DocumentRef => {
  const [, owner = null, name = '', version = null] =
    /^(?:arn:[^:]*:ssm:[^:]*:(\d*):document\/)?([^:]+)(?::(.+))?$/.exec(path) ?? []
  return { name, version, owner: owner === '' ? null : owner }
}

/**
 * Steps of documents and of those that they run, each read once. Only the first must be
 * readable: the others are named in it.
 */
const stepsOf = async (reading: Reading, wanted: readonly DocumentRef[]): Promise<readonly string[]> => {
  const texts: string[] = []
  const queue = [...wanted]
  const seen = new Set<string>()
  for (let next = queue.shift(); next !== undefined && seen.size < MAX_DOCUMENTS; next = queue.shift()) {
    const name = nameOf(next, reading)
    if (seen.has(name)) continue
    const content = await contentOf(reading, name, next.version).catch((cause: unknown) => {
      if (seen.size === 0) throw cause
      return null
    })
    seen.add(name)
    if (content === null) continue
    const { text, runs } = documentSteps(content)
    texts.push(text)
    queue.push(...runs.map(named).filter(isCustom))
  }
  return texts
}

/** A document of another account is found by its ARN only. */
const nameOf = ({ name, owner }: DocumentRef, { partition, activity: { scope } }: Reading): string =>
  owner === null || scope.region === null ? name : `arn:${partition}:ssm:${scope.region}:${owner}:document/${name}`

/** The service turns YAML into JSON when asked to. */
const contentOf = async ({ client, signal }: Reading, Name: string, version: string | null): Promise<string | null> => {
  const { Content } = await client.send(
    new GetDocumentCommand({ Name, DocumentFormat: 'JSON', ...(version === null ? {} : { DocumentVersion: version }) }),
    { abortSignal: signal },
  )
  return Content ?? null
}
