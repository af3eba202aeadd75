import type {
  DescribeAssociationRequest,
  DescribeAssociationResult,
  DescribeDocumentRequest,
  DescribeDocumentResult,
  GetAutomationExecutionRequest,
  GetAutomationExecutionResult,
  GetDocumentRequest,
  GetDocumentResult,
  GetMaintenanceWindowTaskRequest,
  GetMaintenanceWindowTaskResult,
  GetParameterRequest,
  GetParameterResult,
} from '@aws-sdk/client-ssm'
import { ServiceError, type JsonOperations } from './json-operation'
import type { SsmState, StubDocument } from './ssm-state'

/** Reads of single things by their name or id. */
export function readOperations(state: SsmState): JsonOperations {
  return {
    GetDocument({ Name = '', DocumentVersion }: GetDocumentRequest): GetDocumentResult {
      const { Content, DocumentFormat, DocumentType, Status, ...rest } = findDocument(state, Name, DocumentVersion)
      return {
        Name: rest.Name,
        Content,
        DocumentFormat: DocumentFormat ?? 'JSON',
        DocumentType: DocumentType ?? 'Command',
        Status: Status ?? 'Active',
        DocumentVersion: rest.DocumentVersion ?? '1',
      }
    },

    DescribeDocument({ Name = '', DocumentVersion }: DescribeDocumentRequest): DescribeDocumentResult {
      const { Content: _content, ...Document } = findDocument(state, Name, DocumentVersion)
      return { Document }
    },

    DescribeAssociation({ AssociationId, Name, InstanceId }: DescribeAssociationRequest): DescribeAssociationResult {
      const AssociationDescription = state.associations.find((association) =>
        AssociationId === undefined
          ? association.Name === Name && association.InstanceId === InstanceId
          : association.AssociationId === AssociationId,
      )
      if (AssociationDescription === undefined)
        throw new ServiceError('AssociationDoesNotExist', 'the association does not exist')
      return { AssociationDescription }
    },

    GetMaintenanceWindowTask({
      WindowId,
      WindowTaskId,
    }: GetMaintenanceWindowTaskRequest): GetMaintenanceWindowTaskResult {
      const task = state.maintenanceWindowTasks.find(
        (each) => each.WindowId === WindowId && each.WindowTaskId === WindowTaskId,
      )
      if (task === undefined)
        throw new ServiceError('DoesNotExistException', `task ${WindowTaskId} of window ${WindowId} does not exist`)
      return task
    },

    GetAutomationExecution({ AutomationExecutionId }: GetAutomationExecutionRequest): GetAutomationExecutionResult {
      const AutomationExecution = state.automations.find((each) => each.AutomationExecutionId === AutomationExecutionId)
      if (AutomationExecution === undefined) {
        throw new ServiceError(
          'AutomationExecutionNotFoundException',
          `no automation execution with id ${AutomationExecutionId}`,
        )
      }
      return { AutomationExecution }
    },

    GetParameter({ Name = '' }: GetParameterRequest): GetParameterResult {
      const Value = state.parameters.get(Name)
      if (Value === undefined) throw new ServiceError('ParameterNotFound', `parameter ${Name} not found`)
      return { Parameter: { Name, Value, Type: 'String', Version: 1 } }
    },
  }
}

/** A document by its name or by its ARN, which is how one of another account must be named. */
function findDocument({ documents }: SsmState, nameOrArn: string, version = '$DEFAULT'): StubDocument {
  const name = nameOrArn.split(':document/').at(-1)
  const found = documents.find(
    (document) =>
      document.Name === name &&
      (document.DocumentVersion ?? '1') ===
        (version === '$DEFAULT'
          ? (document.DefaultVersion ?? '1')
          : version === '$LATEST'
            ? (document.LatestVersion ?? '1')
            : version),
  )
  if (found === undefined) throw new ServiceError('InvalidDocument', `document with name ${nameOrArn} does not exist`)
  return found
}
