import type { CloudTrailRecord } from './cloudtrail'
import { childOf, firstTextOf, textOf, textsOf } from './read-field'

type Read = (record: CloudTrailRecord) => string | null

const joined = (parts: readonly (string | null | undefined)[], separator: string): string | null =>
  parts.filter((part) => part !== null && part !== undefined).join(separator) || null

const requested =
  (...keys: readonly string[]): Read =>
  ({ request }) =>
    joined(
      keys.flatMap((key) => textsOf(request, key)),
      '/',
    )

const answered =
  (...keys: readonly string[]): Read =>
  ({ response, request }) =>
    firstTextOf(response, keys) ?? firstTextOf(request, keys)

/** The far end of a port forward, `host:port` as the machine sees it, else the id of the session. */
const session: Read = ({ request, response }) => {
  const parameters = childOf(request, 'parameters')
  const port = textsOf(parameters, 'portNumber')[0]
  return port === undefined ? textOf(response, 'sessionId') : `${textsOf(parameters, 'host')[0] ?? 'localhost'}:${port}`
}

const association: Read = ({ request, response }) =>
  textOf(childOf(response, 'associationDescription'), 'associationId') ??
  joined([...textsOf(request, 'associationId'), ...textsOf(request, 'associationIds')], ', ') ??
  textOf(request, 'associationName')

const maintenanceWindow: Read = ({ request, response }) => {
  const part = (key: string): string | null => textOf(request, key) ?? textOf(response, key)
  return joined([part('windowId'), part('windowTaskId') ?? part('windowTargetId')], '/') ?? textOf(request, 'name')
}

const policy: Read = ({ request }) => {
  const arn = textOf(request, 'policyArn')
  return textOf(request, 'policyName') ?? (arn === null ? null : arn.slice(arn.lastIndexOf('/') + 1))
}

const granted =
  (kind: 'user' | 'group'): Read =>
  (record) =>
    joined([joined([kind, textOf(record.request, `${kind}Name`)], '/'), policy(record)], ' ')

const launchTemplate: Read = ({ request, response }) => {
  const asked =
    childOf(request, 'CreateLaunchTemplateVersionRequest') ?? childOf(request, 'CreateLaunchTemplateRequest') ?? request
  const made = childOf(childOf(response, 'CreateLaunchTemplateResponse'), 'launchTemplate')
  return (
    firstTextOf(asked, ['LaunchTemplateId', 'launchTemplateId']) ??
    textOf(made, 'launchTemplateId') ??
    firstTextOf(asked, ['LaunchTemplateName', 'launchTemplateName'])
  )
}

const READERS: Readonly<Record<string, Read>> = {
  'ecs:ExecuteCommand': ({ response }) => textOf(childOf(response, 'session'), 'sessionId'),
  'ssm:StartSession': session,
  'ssm:ResumeSession': requested('sessionId'),
  'ssm:TerminateSession': requested('sessionId'),
  'ssm:StartAccessRequest': answered('accessRequestId'),
  'ssm:GetAccessToken': answered('accessRequestId'),
  'ssm-guiconnect:StartConnection': ({ response }) => textOf(response, 'ConnectionArn')?.split('/').at(-1) ?? null,
  'ec2-instance-connect:SendSSHPublicKey': requested('instanceOSUser'),
  'ec2-instance-connect:OpenTunnel': ({ request }) =>
    joined([textOf(request, 'privateIpAddress'), textOf(request, 'remotePort')], ':'),
  'ssm:StartAutomationExecution': answered('automationExecutionId'),
  'ssm:StartChangeRequestExecution': answered('automationExecutionId', 'changeRequestName'),
  'ssm:SendAutomationSignal': answered('automationExecutionId'),
  'ssm:CreateAssociation': association,
  'ssm:UpdateAssociation': association,
  'ssm:StartAssociationsOnce': association,
  'ssm:DeleteAssociation': association,
  'ssm:CreateMaintenanceWindow': maintenanceWindow,
  'ssm:UpdateMaintenanceWindow': maintenanceWindow,
  'ssm:RegisterTargetWithMaintenanceWindow': maintenanceWindow,
  'ssm:UpdateMaintenanceWindowTarget': maintenanceWindow,
  'ssm:RegisterTaskWithMaintenanceWindow': maintenanceWindow,
  'ssm:UpdateMaintenanceWindowTask': maintenanceWindow,
  'ssm:DeregisterTargetFromMaintenanceWindow': maintenanceWindow,
  'ssm:DeregisterTaskFromMaintenanceWindow': maintenanceWindow,
  'ssm:ModifyDocumentPermission': ({ request }) => joined(textsOf(request, 'accountIdsToAdd'), ', '),
  'ssm:UpdateServiceSetting': requested('settingId'),
  'ssm:CreateActivation': answered('activationId', 'iamRole'),
  'ssm:RegisterManagedInstance': answered('activationId', 'name'),
  'ssm:UpdateManagedInstanceRole': requested('iamRole'),
  'ssm:CreateCloudConnector': answered('cloudConnectorId', 'cloudConnectorArn', 'name'),
  'ssm:UpdateCloudConnector': answered('cloudConnectorId', 'cloudConnectorArn', 'name'),
  'ec2:CreateLaunchTemplate': launchTemplate,
  'ec2:CreateLaunchTemplateVersion': launchTemplate,
  'iam:AttachRolePolicy': policy,
  'iam:PutRolePolicy': policy,
  'iam:AttachUserPolicy': granted('user'),
  'iam:PutUserPolicy': granted('user'),
  'iam:AttachGroupPolicy': granted('group'),
  'iam:PutGroupPolicy': granted('group'),
  'iam:CreateInstanceProfile': requested('instanceProfileName'),
  'iam:AddRoleToInstanceProfile': requested('instanceProfileName', 'roleName'),
  'ssm:CancelCommand': requested('commandId'),
  'ssm:ListCommands': requested('commandId'),
  'ssm:ListCommandInvocations': requested('commandId'),
  'ssm:GetCommandInvocation': requested('commandId'),
}

/**
 * Name of what a call made or used beneath the machine or account: session, automation execution, association, window
 * and task, policy; for a port forward its far end, for a shared document the accounts it is shared with. The id of a
 * sent command is the activity's command id, not its item.
 */
export const readItem = (record: CloudTrailRecord, operation: string): string | null =>
  READERS[operation]?.(record) ?? null
