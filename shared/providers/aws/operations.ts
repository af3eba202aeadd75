import type { Family, OperationSpec, TextSource } from '../../model/operation'
import { PROTECTION_OPERATIONS } from './protection'

type Acts = OperationSpec['acts']

const row = (name: string, family: Family, acts: Acts, text: TextSource, runs: string): OperationSpec => ({
  name,
  family,
  runs,
  text,
  acts,
})

const read = (name: string, runs: string, acts: Acts = 'resource'): OperationSpec => ({
  name,
  family: 'discovery',
  runs: `nothing; it reads ${runs}`,
  text: 'none',
  readOnly: true,
  acts,
})

const stop = (name: string, runs: string, acts: Acts = 'resource'): OperationSpec =>
  row(name, 'cleanup', acts, 'none', `nothing; it ${runs}`)

const grant = (name: string, runs: string, acts: Acts = 'resource'): OperationSpec =>
  row(name, 'identity', acts, 'none', `nothing; it ${runs}`)

/**
 * Every AWS operation that becomes an activity (SEMANTICS 1). Event names are CloudTrail's own; where the text can be
 * read follows the parameters that the service models mark sensitive, because CloudTrail hides exactly those.
 */
export const AWS_OPERATIONS: readonly OperationSpec[] = [
  row('ssm:SendCommand', 'command', 'machine', 'ssm:ListCommands', 'a command document on machines'),
  row('ecs:ExecuteCommand', 'command', 'container', 'record', 'a command in a container'),

  row('ssm:StartSession', 'session', 'machine', 'record', 'a shell, a command or a port forward on a machine'),
  row('ssm:ResumeSession', 'session', 'machine', 'none', 'an earlier session again'),
  row(
    'ssm:StartAccessRequest',
    'session',
    'machine',
    'none',
    'nothing yet; it asks for just-in-time access to machines',
  ),
  {
    ...row(
      'ssm:GetAccessToken',
      'session',
      'machine',
      'none',
      'nothing yet; it fetches just-in-time credentials for machines',
    ),
    readOnly: true,
  },
  row('ssm-guiconnect:StartConnection', 'session', 'machine', 'none', 'a remote desktop on a machine'),
  row('ec2-instance-connect:SendSSHPublicKey', 'session', 'machine', 'none', 'an SSH session on a machine'),
  row(
    'ec2-instance-connect:SendSerialConsoleSSHPublicKey',
    'session',
    'machine',
    'none',
    'a serial console session on a machine',
  ),
  row('ec2-instance-connect:OpenTunnel', 'session', 'machine', 'none', 'a network tunnel to a machine'),

  row('ssm:StartAutomationExecution', 'automation', 'machine', 'ssm:GetAutomationExecution', 'an automation document'),
  row(
    'ssm:StartChangeRequestExecution',
    'automation',
    'machine',
    'ssm:GetAutomationExecution',
    'the automation documents of a change request',
  ),
  row('ssm:SendAutomationSignal', 'automation', 'resource', 'none', 'the next step of a waiting automation'),

  row(
    'ssm:CreateAssociation',
    'schedule',
    'machine',
    'ssm:DescribeAssociation',
    'a document on machines, now and on a schedule',
  ),
  row(
    'ssm:CreateAssociationBatch',
    'schedule',
    'machine',
    'ssm:DescribeAssociation',
    'documents on machines, now and on a schedule',
  ),
  row(
    'ssm:UpdateAssociation',
    'schedule',
    'machine',
    'ssm:DescribeAssociation',
    'a changed document on machines, now and on a schedule',
  ),
  row('ssm:StartAssociationsOnce', 'schedule', 'machine', 'ssm:DescribeAssociation', 'existing associations at once'),
  row('ssm:CreateMaintenanceWindow', 'schedule', 'resource', 'none', 'nothing yet; it creates a schedule for tasks'),
  row(
    'ssm:UpdateMaintenanceWindow',
    'schedule',
    'resource',
    'none',
    'the tasks of a maintenance window on another schedule',
  ),
  row(
    'ssm:RegisterTargetWithMaintenanceWindow',
    'schedule',
    'machine',
    'none',
    'the tasks of a maintenance window on further machines',
  ),
  row(
    'ssm:UpdateMaintenanceWindowTarget',
    'schedule',
    'machine',
    'none',
    'the tasks of a maintenance window on other machines',
  ),
  row(
    'ssm:RegisterTaskWithMaintenanceWindow',
    'schedule',
    'machine',
    'ssm:GetMaintenanceWindowTask',
    'a task on machines on a schedule',
  ),
  row(
    'ssm:UpdateMaintenanceWindowTask',
    'schedule',
    'machine',
    'ssm:GetMaintenanceWindowTask',
    'a changed task on machines on a schedule',
  ),

  row(
    'ssm:CreateDocument',
    'document',
    'resource',
    'ssm:GetDocument',
    'nothing yet; it writes a document that machines can run',
  ),
  row(
    'ssm:UpdateDocument',
    'document',
    'resource',
    'ssm:GetDocument',
    'nothing yet; it rewrites a document that machines can run',
  ),
  row(
    'ssm:UpdateDocumentDefaultVersion',
    'document',
    'resource',
    'ssm:GetDocument',
    'another version of a document wherever it is used',
  ),
  row(
    'ssm:ModifyDocumentPermission',
    'document',
    'resource',
    'none',
    'nothing; it shares a document with other accounts',
  ),

  row('ec2:ModifyInstanceAttribute', 'boot', 'machine', 'none', 'new user data at the next start of a machine'),
  row('ec2:CreateLaunchTemplate', 'boot', 'resource', 'none', 'user data on every machine started from the template'),
  row(
    'ec2:CreateLaunchTemplateVersion',
    'boot',
    'resource',
    'none',
    'user data on every machine started from the template',
  ),

  row(
    'ec2:EnableSerialConsoleAccess',
    'configuration',
    'resource',
    'none',
    'nothing; it opens the serial consoles of a whole account',
  ),
  row(
    'ssm:UpdateServiceSetting',
    'configuration',
    'resource',
    'none',
    'nothing; it changes a setting of Systems Manager',
  ),

  grant('ssm:CreateActivation', 'lets outside machines register'),
  grant('ssm:RegisterManagedInstance', 'registers an outside machine', 'machine'),
  grant('ssm:UpdateManagedInstanceRole', 'changes the role of a registered machine', 'machine'),
  grant('ssm:CreateCloudConnector', 'connects Systems Manager to an Azure tenant'),
  grant('ssm:UpdateCloudConnector', 'changes a connection to an Azure tenant'),
  grant('ec2:AssociateIamInstanceProfile', 'gives a running machine a role', 'machine'),
  grant('ec2:ReplaceIamInstanceProfileAssociation', 'gives a running machine another role', 'machine'),
  grant('iam:AttachRolePolicy', 'grants a role the use of Systems Manager'),
  grant('iam:PutRolePolicy', 'grants a role the use of Systems Manager'),
  grant('iam:AttachUserPolicy', 'grants a user the use of Systems Manager'),
  grant('iam:PutUserPolicy', 'grants a user the use of Systems Manager'),
  grant('iam:AttachGroupPolicy', 'grants a group the use of Systems Manager'),
  grant('iam:PutGroupPolicy', 'grants a group the use of Systems Manager'),
  grant('iam:CreateInstanceProfile', 'prepares a role that machines register with'),
  grant('iam:AddRoleToInstanceProfile', 'prepares a role that machines register with'),

  read('ssm:DescribeInstanceInformation', 'the list of managed machines'),
  read('ssm:ListCommands', 'earlier commands and their parameters'),
  read('ssm:GetCommandInvocation', 'the output of a command', 'machine'),
  read('ssm:ListCommandInvocations', 'the results of earlier commands', 'machine'),
  read('ssm:GetInventory', 'the software of machines'),
  read('ssm:ListInventoryEntries', 'the software of a machine', 'machine'),
  read('ssm:DescribeInstancePatches', 'the patches of a machine', 'machine'),
  read('ssm:ListDocuments', 'the list of documents'),
  read('ssm:GetDocument', 'the text of a document'),
  read('ssm:GetConnectionStatus', 'whether a machine accepts sessions', 'machine'),
  read('ssm:DescribeSessions', 'the list of sessions'),

  stop('ssm:CancelCommand', 'stops a command'),
  stop('ssm:TerminateSession', 'ends a session'),
  stop('ssm:DeleteDocument', 'deletes a document'),
  stop('ssm:DeleteAssociation', 'deletes an association', 'machine'),
  stop('ssm:DeregisterManagedInstance', 'removes a machine from management', 'machine'),
  stop('ssm:DeregisterTargetFromMaintenanceWindow', 'removes machines from a maintenance window'),
  stop('ssm:DeregisterTaskFromMaintenanceWindow', 'removes a task from a maintenance window'),

  ...PROTECTION_OPERATIONS,
]

const BY_NAME: ReadonlyMap<string, OperationSpec> = new Map(
  AWS_OPERATIONS.map((operation) => [operation.name, operation]),
)

/**
 * Lambda's event names end with a date and a version, `UpdateFunctionCode20150331v2`; the table has them without.
 * https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */
const API_VERSION = /\d{8}(?:v\d+)?$/

/** `eventSource` up to the first dot, a colon, `eventName`: the name of an operation in the table. */
export const operationName = (eventSource: string, eventName: string): string => {
  const dot = eventSource.indexOf('.')
  const service = dot === -1 ? eventSource : eventSource.slice(0, dot)
  return `${service}:${service === 'lambda' ? eventName.replace(API_VERSION, '') : eventName}`
}

/** The row of an operation, or undefined when it does not concern us. */
export const findOperation = (name: string): OperationSpec | undefined => BY_NAME.get(name)
