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
import { partitionOf } from '../partition'
import { documentSteps } from './document-steps'

/** Pauses before each try of ListCommands, which is eventually consistent, in milliseconds before jitter. */
const PAUSES = [0, 250, 750]

/** Reads the text of one activity, or null when the call has no answer. Rejects with the service's own error. */
export type ReadText = (client: SSMClient, activity: Activity, clock: Clock) => Promise<string | null>

/** CloudTrail hides SendCommand's parameters; ListCommands returns them, GetCommandInvocation does not. */
const ofCommand: ReadText = async (client, { commandId }, clock) => {
  if (commandId === null) return null
  for (const pause of PAUSES) {
    if (pause > 0) await clock.sleep(pause * (0.5 + clock.random()))
    const { Commands } = await client.send(new ListCommandsCommand({ CommandId: commandId }))
    const command = Commands?.find((candidate) => candidate.CommandId === commandId)
    if (command !== undefined) return textOfParameters(command.Parameters)
  }
  return null
}

/** A document of another account is found by its ARN only. */
const nameOf = ({ name, owner }: DocumentRef, region: string | null): string =>
  owner === null || region === null ? name : `arn:${partitionOf(region)}:ssm:${region}:${owner}:document/${name}`

const ofDocument: ReadText = async (client, { document, scope }) => {
  if (document === null) return null
  const { Content } = await client.send(new GetDocumentCommand({ Name: nameOf(document, scope.region), ...(document.version === null ? {} : { DocumentVersion: document.version }) }))
  return Content === undefined ? null : documentSteps(Content)
}

const ofAssociation: ReadText = async (client, { item }) => {
  const id = item?.split(', ')[0]
  if (id === undefined) return null
  const { AssociationDescription } = await client.send(new DescribeAssociationCommand({ AssociationId: id }))
  return textOfParameters(AssociationDescription?.Parameters)
}

const ofWindowTask: ReadText = async (client, { item }) => {
  const [WindowId, WindowTaskId] = item?.split('/') ?? []
  if (WindowId === undefined || WindowTaskId === undefined) return null
  const { TaskInvocationParameters: given } = await client.send(new GetMaintenanceWindowTaskCommand({ WindowId, WindowTaskId }))
  return textOfParameters(given?.RunCommand?.Parameters ?? given?.Automation?.Parameters)
}

const ofAutomation: ReadText = async (client, { item }) => {
  if (item === null) return null
  const { AutomationExecution } = await client.send(new GetAutomationExecutionCommand({ AutomationExecutionId: item }))
  return textOfParameters(AutomationExecution?.Parameters)
}

/** The call that returns an operation's text, by the operation table's text source. */
export const TEXT_READERS: Partial<Record<TextSource, { readonly call: string; readonly read: ReadText }>> = {
  'ssm:ListCommands': { call: 'ListCommands', read: ofCommand },
  'ssm:GetDocument': { call: 'GetDocument', read: ofDocument },
  'ssm:DescribeAssociation': { call: 'DescribeAssociation', read: ofAssociation },
  'ssm:GetMaintenanceWindowTask': { call: 'GetMaintenanceWindowTask', read: ofWindowTask },
  'ssm:GetAutomationExecution': { call: 'GetAutomationExecution', read: ofAutomation },
}

/** Documents of AWS have no account of their own and are known; any other may hide its steps behind a harmless name. */
export const isCustomDocument = ({ document }: Activity): boolean => document !== null && !/^(AWS|Amazon)[A-Za-z]*-/.test(document.name)

export const readDocumentSteps = ofDocument
