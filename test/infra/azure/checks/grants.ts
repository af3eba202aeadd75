import { resourcesOfType, valueAt, type Resource, type Snapshot } from '../snapshots'

/**
 * The built-in roles that a deployment may assign, by hand from
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
const BUILT_IN_ROLES: Readonly<Record<string, string>> = {
  'a638d3c7-ab3a-418d-83e6-5f17a39d4fde': 'Azure Event Hubs Data Receiver',
  '2b629674-e913-4c01-ae53-ef4638d8f975': 'Azure Event Hubs Data Sender',
  '749f88d5-cbae-40b8-bcfc-e573ddc772fa': 'Monitoring Contributor',
  '3913510d-42f4-4e42-8a64-420c390055eb': 'Monitoring Metrics Publisher',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'Storage Blob Data Owner',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'Storage Table Data Contributor',
}

/** One role of one principal on one scope, in words: `identity: Storage Blob Data Owner on storageAccounts/NAME`. */
export const grantsOf = (snapshot: Snapshot): readonly string[] =>
  resourcesOfType(snapshot, 'Microsoft.Authorization/roleAssignments')
    .map((assignment) => `${principalOf(assignment)}: ${roleOf(assignment, snapshot)} on ${scopeOf(assignment)}`)
    .toSorted()

/** The object ids that only Azure knows: other members of the same resources are other ids. */
const PRINCIPALS = [
  { name: 'identity', form: /^\[reference\('[^']+\/userAssignedIdentities\/[^']+', '[^']+'\)\.principalId\]$/ },
  {
    name: 'policy',
    form: /^\[reference\('[^']+\/policyAssignments\/[^']+', '[^']+', 'full'\)\.identity\.principalId\]$/,
  },
]

/** Whom Azure lets it be assigned to: an id of another kind is refused. */
const principalOf = (assignment: Resource): string => {
  const id = String(valueAt(assignment, 'properties.principalId'))
  const type = valueAt(assignment, 'properties.principalType')
  const owner = PRINCIPALS.find(({ form }) => form.test(id))?.name ?? id
  return `${owner} (${typeof type === 'string' ? type : 'anybody'})`
}

const roleOf = (assignment: Resource, snapshot: Snapshot): string => {
  const id = String(valueAt(assignment, 'properties.roleDefinitionId'))
  const custom = resourcesOfType(snapshot, 'Microsoft.Authorization/roleDefinitions').find((role) => role.id === id)
  if (custom !== undefined) return String(valueAt(custom, 'properties.roleName'))
  const [, guid = id] =
    /^(?:\/subscriptions\/[0-9a-f-]{36})?\/providers\/Microsoft\.Authorization\/roleDefinitions\/([0-9a-f-]{36})$/.exec(
      id,
    ) ?? []
  return BUILT_IN_ROLES[guid] ?? `unknown role ${guid}`
}

/** The kind and name of what the role is assigned on. */
const scopeOf = ({ id }: Resource): string => {
  const [, subscription] = /^\[subscriptionResourceId\('([^']+)'/.exec(id) ?? []
  const [, extended = id] = /^\[extensionResourceId\('([^']+)'/.exec(id) ?? []
  const scope = subscription === undefined ? extended : `subscriptions/${subscription}`
  const [resource = ''] = scope.split('/providers/Microsoft.Authorization/roleAssignments/')
  return resource.split('/').slice(-2).join('/')
}
