import type { Selector, Targets } from '../../model/activity'
import type { OperationSpec } from '../../model/operation'
import type { JsonObject } from '../json'
import { parseArn } from './arn'
import type { CloudTrailRecord } from './cloudtrail'
import { deniedResource } from './denied-resource'
import { protectedResources, ROLE_POLICY_OPERATIONS } from './protection'
import { childOf, childrenOf, firstTextOf, textOf, textsOf } from './read-field'

/** What a call aims at: machines by name, and ways of choosing them. */
interface Aim {
  readonly ids: readonly string[]
  readonly selectors: readonly Selector[]
}

/** Loose on purpose: anonymised logs hold ids such as `i-786a3A8B5C0d92eF4`. */
const MACHINE = /^m?i-[0-9a-z]+$/i

const NOTHING: Aim = { ids: [], selectors: [] }

const merge = (aims: readonly Aim[]): Aim => ({
  ids: aims.flatMap(({ ids }) => ids),
  selectors: aims.flatMap(({ selectors }) => selectors),
})

const ids = (values: readonly string[]): Aim =>
  values.includes('*')
    ? { ids: [], selectors: [{ kind: 'all', key: 'InstanceIds', values: ['*'] }] }
    : { ids: values, selectors: [] }

const selectorKind = (key: string): Selector['kind'] => {
  if (key.startsWith('tag:') || key === 'tag-key') return 'tag'
  return key.startsWith('resource-groups:') || key === 'resourcegroup' ? 'resource-group' : 'other'
}

/**
 * One `{key, values}` of a target list; real records write the key in any case.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Target.html
 */
const target = (item: JsonObject): Aim => {
  const key = textOf(item, 'key') ?? textOf(item, 'Key')
  const values = textsOf(item, 'values').length > 0 ? textsOf(item, 'values') : textsOf(item, 'Values')
  if (key === null) return NOTHING
  const lower = key.toLowerCase()
  // An automation's ParameterValues name machines when its target parameter is an instance id.
  const named =
    lower === 'instanceids' ||
    (lower === 'parametervalues' && values.length > 0 && values.every((value) => MACHINE.test(value)))
  return named ? ids(values) : { ids: [], selectors: [{ kind: selectorKind(lower), key, values }] }
}

/** ECS ExecuteCommand in the form that a session's target has: `ecs:cluster_task_container`. */
const container = (request: JsonObject | null, response: JsonObject | null): Aim => {
  const task = textOf(request, 'task') ?? textOf(response, 'taskArn')
  if (task === null) return NOTHING
  const [taskId = task, clusterOfTask] = task.split('/').toReversed()
  const cluster =
    textOf(request, 'cluster')?.split('/').at(-1) ??
    (task.split('/').length > 2 ? clusterOfTask : undefined) ??
    'default'
  const name = textOf(request, 'container') ?? textOf(response, 'containerName')
  return ids([[`ecs:${cluster}`, taskId, ...(name === null ? [] : [name])].join('_')])
}

/** Instances of `targetMaps`, and accounts of `targetLocations`, of an automation or of an association that runs one. */
const automationTargets = (request: JsonObject | null): Aim => {
  const maps = childrenOf(request, 'targetMaps').flatMap((map) =>
    Object.keys(map).map((key) => target({ key, values: textsOf(map, key) })),
  )
  const accounts = childrenOf(request, 'targetLocations').flatMap((location) => textsOf(location, 'accounts'))
  const parameters = childOf(request, 'parameters')
  const parameterIds = ['InstanceId', 'InstanceIds', 'instanceId', 'instanceIds'].flatMap((key) =>
    textsOf(parameters, key).filter((id) => MACHINE.test(id)),
  )
  const elsewhere: Aim = {
    ids: [],
    selectors: accounts.length === 0 ? [] : [{ kind: 'other', key: 'accounts', values: accounts }],
  }
  return merge([...maps, ids(parameterIds), elsewhere])
}

/** What one request, one entry of a batch, or the description in an answer names. */
const named = (fields: JsonObject | null): Aim =>
  merge([
    ids(textsOf(fields, 'instanceIds')),
    ids([firstTextOf(fields, ['instanceId', 'InstanceId', 'target', 'privateIpAddress'])].filter((id) => id !== null)),
    ...childrenOf(fields, 'targets').map(target),
  ])

const fromRequest = ({ request, response }: CloudTrailRecord, { acts, family }: OperationSpec): Aim => {
  if (acts === 'container') return container(request, response)
  const parts = [
    request,
    childOf(request, 'AssociateIamInstanceProfileRequest'),
    ...childrenOf(request, 'entries'),
    ...childrenOf(request, 'runbooks'),
  ]
  return merge([
    ...parts.map(named),
    ...(family === 'automation' || family === 'schedule' ? parts.map(automationTargets) : []),
  ])
}

const fromResponse = ({ response }: CloudTrailRecord): Aim =>
  merge([
    named(childOf(response, 'command')),
    named(childOf(response, 'associationDescription')),
    named(childOf(childOf(response, 'ReplaceIamInstanceProfileAssociationResponse'), 'iamInstanceProfileAssociation')),
    ids(textsOf(response, 'instanceId')),
  ])

/** The machine or container named by the message of a denied call, whose parameters are not in the record. */
const fromDenial = ({ errorMessage }: CloudTrailRecord): Aim => {
  const arn = parseArn(deniedResource(errorMessage) ?? '')
  if (arn === null) return NOTHING
  const [type, ...rest] = arn.resource.split('/')
  if (arn.service === 'ecs' && type === 'task') return container({ task: arn.resource }, null)
  return type === 'instance' || type === 'managed-instance' ? ids([rest.join('/')]) : NOTHING
}

const asTargets = ({ ids: machines, selectors }: Aim): Targets | null => {
  const listed = [...new Set(machines)]
  if (selectors.length === 0) return listed.length === 0 ? null : { kind: 'listed', ids: listed }
  const beside: readonly Selector[] = listed.length === 0 ? [] : [{ kind: 'other', key: 'InstanceIds', values: listed }]
  return { kind: 'selected', selectors: [...selectors, ...beside], resolved: null, total: null }
}

/**
 * What a call was aimed at: machines where the operation acts on machines, the resources of a protection operation,
 * unknown everywhere else. Machines that CloudTrail left out for the size of the request are unknown, whatever the
 * answer says.
 */
export const readTargets = (record: CloudTrailRecord, operation: OperationSpec): Targets => {
  if (operation.family === 'protection' || ROLE_POLICY_OPERATIONS.has(operation.name)) {
    const touched = asTargets({ ids: protectedResources(record), selectors: [] })
    if (touched !== null) return touched
  }
  if (record.omitted) return { kind: 'unknown', reason: 'omitted for size' }
  const found =
    operation.acts === 'resource'
      ? null
      : (asTargets(fromRequest(record, operation)) ?? asTargets(fromResponse(record)) ?? asTargets(fromDenial(record)))
  return found ?? { kind: 'unknown', reason: 'not in the record' }
}
