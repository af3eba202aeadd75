import type { DescribeInstanceInformationRequest, DescribeInstanceInformationResult } from '@aws-sdk/client-ssm'
import { pageOf, ServiceError, type JsonOperations } from './json-operation'
import type { SsmState, StubInstance } from './ssm-state'

/** The inventory of managed nodes, filtered by id, agent, platform, role, resource type or tag. */
export function instanceOperations(state: SsmState): JsonOperations {
  return {
    DescribeInstanceInformation(input: DescribeInstanceInformationRequest): DescribeInstanceInformationResult {
      const filters = [
        ...(input.Filters ?? []).map(({ Key = '', Values = [] }) => ({ key: Key, values: Values })),
        ...(input.InstanceInformationFilterList ?? []).map(({ key = '', valueSet = [] }) => ({
          key,
          values: valueSet,
        })),
      ]
      const found = state.instances.filter((instance) =>
        filters.every(({ key, values }) =>
          filteredValues(instance, key).some((value) => value !== undefined && values.includes(value)),
        ),
      )
      const { items, ...next } = pageOf(found, input, [5, 50])
      return { InstanceInformationList: items.map(({ Tags: _tags, ...information }) => information), ...next }
    },
  }
}

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformationStringFilter.html
function filteredValues(instance: StubInstance, key: string): readonly (string | undefined)[] {
  if (key.startsWith('tag:')) return [instance.Tags?.[key.slice('tag:'.length)]]
  switch (key) {
    case 'tag-key':
      return Object.keys(instance.Tags ?? {})
    case 'InstanceIds':
      return [instance.InstanceId]
    case 'AgentVersion':
      return [instance.AgentVersion]
    case 'PingStatus':
      return [instance.PingStatus]
    case 'PlatformTypes':
      return [instance.PlatformType]
    case 'IamRole':
      return [instance.IamRole]
    case 'ResourceType':
      return [instance.ResourceType]
    default:
      throw new ServiceError('InvalidFilterKey', `the filter key ${key} is not valid`)
  }
}
