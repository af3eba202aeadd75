import { type Family, type OperationSpec, FAMILIES } from '../../shared/model/operation'
import { AWS_OPERATIONS } from '../../shared/providers/aws/operations'
import { AZURE_OPERATIONS } from '../../shared/providers/azure/operations'
import { table } from './markdown'

/** Where the name of an operation ends that it shares with others of the same service or resource type. */
const SHARED = { aws: /^[^:]+:/, azure: /^[^/]+\/[^/]+\// } as const

/** `ssm:SendCommand, CancelCommand; ecs:ExecuteCommand`: what names begin with stands once. */
const listed = (operations: readonly OperationSpec[], family: Family, shared: RegExp): string => {
  const groups = new Map<string, string[]>()
  for (const { name } of operations.filter((operation) => operation.family === family)) {
    const [beginning = ''] = shared.exec(name) ?? []
    groups.set(beginning, [...(groups.get(beginning) ?? []), name.slice(beginning.length)])
  }
  return [...groups].map(([beginning, names]) => `${beginning}${names.join(', ')}`).join('; ') || '-'
}

/** Every operation of both clouds by family; processes come from the machines. */
export const operationsTable = (): string =>
  table(
    ['family', 'AWS', 'Azure'],
    FAMILIES.map((family) =>
      family === 'process'
        ? [family, "ECS process events under a guest agent's script runner", 'the same']
        : [family, listed(AWS_OPERATIONS, family, SHARED.aws), listed(AZURE_OPERATIONS, family, SHARED.azure)],
    ),
  )
