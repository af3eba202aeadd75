import type { CloudTrailRecord } from './cloudtrail'
import { childOf, firstTextOf, textOf, textsOf } from './read-field'

/**
 * Name of what a call made or used beneath the machine or account: session, automation execution, association, window
 * and task, policy; for a port forward its far end, for a shared document the accounts it is shared with. The id of a
 * sent command is the activity's command id, not its item.
 */
export type ItemReader = (record: CloudTrailRecord) => string | null

const joined = (parts: readonly (string | null | undefined)[], separator: string): string | null =>
  parts.filter((part) => part !== null && part !== undefined).join(separator) || null

/** Members of the request, joined by a slash. */
export const requestedItem =
  (...keys: readonly string[]): ItemReader =>
  ({ request }) =>
    joined(
      keys.flatMap((key) => textsOf(request, key)),
      '/',
    )

/** The first member that the answer has, else that the request has. */
export const answeredItem =
  (...keys: readonly string[]): ItemReader =>
  ({ response, request }) =>
    firstTextOf(response, keys) ?? firstTextOf(request, keys)

/** The far end of a port forward, `host:port` as the machine sees it, else the id of the session. */
export const sessionItem: ItemReader = ({ request, response }) => {
  const parameters = childOf(request, 'parameters')
  const port = textsOf(parameters, 'portNumber')[0]
  return port === undefined ? textOf(response, 'sessionId') : `${textsOf(parameters, 'host')[0] ?? 'localhost'}:${port}`
}

/** The id of one association, the ids of several, else the name of a new one. */
export const associationItem: ItemReader = ({ request, response }) =>
  textOf(childOf(response, 'associationDescription'), 'associationId') ??
  joined([...textsOf(request, 'associationId'), ...textsOf(request, 'associationIds')], ', ') ??
  textOf(request, 'associationName')

/** A maintenance window, with its task or target; else the name of a new one. */
export const windowItem: ItemReader = ({ request, response }) => {
  const part = (key: string): string | null => textOf(request, key) ?? textOf(response, key)
  return joined([part('windowId'), part('windowTaskId') ?? part('windowTargetId')], '/') ?? textOf(request, 'name')
}

/** The name of a policy, or the last part of its ARN. */
export const policyItem: ItemReader = ({ request }) => {
  const arn = textOf(request, 'policyArn')
  return textOf(request, 'policyName') ?? (arn === null ? null : arn.slice(arn.lastIndexOf('/') + 1))
}

/** Who gets a policy, and which. */
export const grantedItem =
  (kind: 'user' | 'group'): ItemReader =>
  (record) =>
    joined([joined([kind, textOf(record.request, `${kind}Name`)], '/'), policyItem(record)], ' ')

/** The id of a launch template, else its name. */
export const launchTemplateItem: ItemReader = ({ request, response }) => {
  const asked =
    childOf(request, 'CreateLaunchTemplateVersionRequest') ?? childOf(request, 'CreateLaunchTemplateRequest') ?? request
  const made = childOf(childOf(response, 'CreateLaunchTemplateResponse'), 'launchTemplate')
  return (
    firstTextOf(asked, ['LaunchTemplateId', 'launchTemplateId']) ??
    textOf(made, 'launchTemplateId') ??
    firstTextOf(asked, ['LaunchTemplateName', 'launchTemplateName'])
  )
}

/** The session that a command in a container opens. */
export const containerSessionItem: ItemReader = ({ response }) => textOf(childOf(response, 'session'), 'sessionId')

/** The id at the end of the ARN of a remote desktop connection. */
export const connectionItem: ItemReader = ({ response }) => textOf(response, 'ConnectionArn')?.split('/').at(-1) ?? null

/** The far end of a tunnel, `address:port`. */
export const tunnelItem: ItemReader = ({ request }) =>
  joined([textOf(request, 'privateIpAddress'), textOf(request, 'remotePort')], ':')

/** The accounts that a document is shared with. */
export const sharedWithItem: ItemReader = ({ request }) => joined(textsOf(request, 'accountIdsToAdd'), ', ')

/** Most operations make or use nothing with a name of its own. */
export const noItem: ItemReader = () => null
