import type { Selector, Targets } from '../../model/activity'
import type { JsonObject } from '../json'
import { parseArn } from './arn'
import type { CloudTrailRecord } from './cloudtrail'
import { deniedResource } from './denied-resource'
import { protectedResources } from './protected-resources'
import { childOf, childrenOf, firstTextOf, textOf, textsOf } from './read-field'

/** What a call was aimed at, as far as the record shows. */
export type TargetsReader = (record: CloudTrailRecord) => Targets

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

/** Instances of `targetMaps` and accounts of `targetLocations` of an automation, or of an association that runs one. */
const givenToAutomation = (request: JsonObject | null): Aim => {
  const maps = childrenOf(request, 'targetMaps').flatMap((map) =>
    Object.keys(map).map((key) => target({ key, values: textsOf(map, key) })),
  )
  const accounts = childrenOf(request, 'targetLocations').flatMap((location) => textsOf(location, 'accounts'))
  const parameters = childOf(request, 'parameters')
  const parameterIds = ['InstanceId', 'InstanceIds', 'instanceId', 'instanceIds'].flatMap((key) =>
    textsOf(parameters, key).filter((id) => MACHINE.test(id)),
  )
  const others: Aim = {
    ids: [],
    selectors: accounts.length === 0 ? [] : [{ kind: 'other', key: 'accounts', values: accounts }],
  }
  return merge([...maps, ids(parameterIds), others])
}

/** What one request, one entry of a batch, or the description in an answer names. */
const named = (fields: JsonObject | null): Aim =>
  merge([
    ids(textsOf(fields, 'instanceIds')),
    ids([firstTextOf(fields, ['instanceId', 'InstanceId', 'target', 'privateIpAddress'])].filter((id) => id !== null)),
    ...childrenOf(fields, 'targets').map(target),
  ])

/** The request itself, and those of its parts that name machines. */
const partsOf = (request: JsonObject | null): readonly (JsonObject | null)[] => [
  request,
  childOf(request, 'AssociateIamInstanceProfileRequest'),
  ...childrenOf(request, 'entries'),
  ...childrenOf(request, 'runbooks'),
]

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

const unknown = ({ omitted }: CloudTrailRecord): Targets => ({
  kind: 'unknown',
  reason: omitted ? 'omitted for size' : 'not in the record',
})

/** Machines that CloudTrail left out for the size of the request are unknown, whatever the answer says. */
const aimedAt =
  (fromRequest: (record: CloudTrailRecord) => Aim): TargetsReader =>
  (record) => {
    if (record.omitted) return unknown(record)
    const found = asTargets(fromRequest(record)) ?? asTargets(fromResponse(record)) ?? asTargets(fromDenial(record))
    return found ?? unknown(record)
  }

/** The operation acts on no machine. */
export const noTargets: TargetsReader = unknown

/** Machines by id, by target list, or by address. */
export const machineTargets: TargetsReader = aimedAt(({ request }) => merge(partsOf(request).map(named)))

/** Machines, and those that an automation or an association is given by parameters, maps and accounts. */
export const automationTargets: TargetsReader = aimedAt(({ request }) => {
  const parts = partsOf(request)
  return merge([...parts.map(named), ...parts.map(givenToAutomation)])
})

/** The container that a command runs in. */
export const containerTargets: TargetsReader = aimedAt(({ request, response }) => container(request, response))

/** The resources, of whatever kind, that a call changes. */
export const touchedTargets: TargetsReader = (record) =>
  asTargets({ ids: protectedResources(record), selectors: [] }) ?? unknown(record)
