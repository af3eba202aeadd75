import type {
  Command,
  ListCommandInvocationsRequest,
  ListCommandInvocationsResult,
  ListCommandsRequest,
  ListCommandsResult,
  SendCommandRequest,
  SendCommandResult,
} from '@aws-sdk/client-ssm'
import { numberedUuid, pageOf, ServiceError, type JsonOperations } from './json-operation'
import type { SsmState } from './ssm-state'

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html
const MAX_INSTANCE_IDS = 50
const COMMAND_ID_LENGTH = 36

/** Run Command. A command sent here waits as `Pending` for ever, with one invocation for each instance named. */
export function commandOperations(state: SsmState): JsonOperations {
  const reads = new Map<string, number>()

  function isYetUnseen(commandId: string): boolean {
    const read = (reads.get(commandId) ?? 0) + 1
    reads.set(commandId, read)
    return read <= state.emptyFor
  }

  return {
    SendCommand(input: SendCommandRequest): SendCommandResult {
      const { DocumentName = '', InstanceIds = [], Targets = [] } = input
      const isKnown = DocumentName.startsWith('AWS-') || state.documents.some(({ Name }) => Name === DocumentName)
      if (!isKnown) throw new ServiceError('InvalidDocument', `document with name ${DocumentName} does not exist`)
      if (InstanceIds.length > MAX_INSTANCE_IDS)
        throw new ServiceError('ValidationException', `more than ${MAX_INSTANCE_IDS} instance ids`)
      const CommandId = numberedUuid(state.commands.length + 1)
      const command: Command = {
        CommandId,
        DocumentName,
        DocumentVersion: input.DocumentVersion ?? '$DEFAULT',
        ...(input.Comment === undefined ? {} : { Comment: input.Comment }),
        ...(input.Parameters === undefined ? {} : { Parameters: input.Parameters }),
        InstanceIds,
        Targets,
        RequestedDateTime: new Date(),
        Status: 'Pending',
        TargetCount: InstanceIds.length,
      }
      state.commands.push(command)
      for (const InstanceId of InstanceIds)
        state.invocations.push({ CommandId, InstanceId, DocumentName, Status: 'Pending' })
      return { Command: command }
    },

    ListCommands(input: ListCommandsRequest): ListCommandsResult {
      const { CommandId, InstanceId, Filters = [] } = input
      if (CommandId !== undefined && CommandId.length !== COMMAND_ID_LENGTH) {
        throw new ServiceError(
          'ValidationException',
          `CommandId of length ${CommandId.length}, expected ${COMMAND_ID_LENGTH}`,
        )
      }
      if (Filters.length > 0)
        throw new ServiceError('InvalidFilterKey', 'this emulator knows no filters of ListCommands')
      if (CommandId !== undefined && input.NextToken === undefined && isYetUnseen(CommandId)) return { Commands: [] }
      const found = state.commands.filter(
        (command) =>
          (CommandId === undefined || command.CommandId === CommandId) &&
          (InstanceId === undefined || command.InstanceIds?.includes(InstanceId) === true),
      )
      const { items, ...next } = pageOf(found, input, [1, 50])
      return { Commands: [...items], ...next }
    },

    ListCommandInvocations(input: ListCommandInvocationsRequest): ListCommandInvocationsResult {
      const { CommandId, InstanceId, Filters = [], Details = false } = input
      if (Filters.length > 0)
        throw new ServiceError('InvalidFilterKey', 'this emulator knows no filters of ListCommandInvocations')
      const found = state.invocations.filter(
        (invocation) =>
          (CommandId === undefined || invocation.CommandId === CommandId) &&
          (InstanceId === undefined || invocation.InstanceId === InstanceId),
      )
      const { items, ...next } = pageOf(found, input, [1, 50])
      return {
        CommandInvocations: items.map(({ CommandPlugins, ...rest }) =>
          Details && CommandPlugins ? { ...rest, CommandPlugins } : rest,
        ),
        ...next,
      }
    },
  }
}
