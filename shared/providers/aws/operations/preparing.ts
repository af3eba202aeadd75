import { documentByName } from '../document'
import { answeredItem, associationItem, grantedItem, policyItem, requestedItem, windowItem } from '../item'
import { grantOrTampering, unlessByAgent, whenSystemsManagerIsGranted } from '../relevance'
import { touchedTargets } from '../targets'
import { rowsThatRunNothing, type AwsOperation } from './row'

const configuration = rowsThatRunNothing('configuration')

const grant = rowsThatRunNothing('identity')

/** IAM serves everything: only what concerns Systems Manager counts. */
const iamGrant = rowsThatRunNothing('identity', { relevance: whenSystemsManagerIsGranted })

/** A policy of a role may grant the use of Systems Manager (family identity) or break the role (family protection). */
const roleGrant = rowsThatRunNothing('identity', {
  canTamper: true,
  relevance: grantOrTampering,
  item: policyItem,
  targets: touchedTargets,
})

const machine = { acts: 'machine' } as const

const connector = { item: answeredItem('cloudConnectorId', 'cloudConnectorArn', 'name') } as const

const user = { item: grantedItem('user') } as const

const group = { item: grantedItem('group') } as const

const read = rowsThatRunNothing('discovery', { readOnly: true })

const aboutCommand = { item: requestedItem('commandId') } as const

const cleanup = rowsThatRunNothing('cleanup')

const ofWindow = { item: windowItem } as const

/** Operations that open a way in, give rights, explore, and clean up. */
export const PREPARING_OPERATIONS: readonly AwsOperation[] = [
  configuration('ec2:EnableSerialConsoleAccess', 'opens the serial consoles of a whole account'),
  configuration('ssm:UpdateServiceSetting', 'changes a setting of Systems Manager', {
    item: requestedItem('settingId'),
  }),

  grant('ssm:CreateActivation', 'lets outside machines register', { item: answeredItem('activationId', 'iamRole') }),
  grant('ssm:RegisterManagedInstance', 'registers an outside machine', {
    ...machine,
    item: answeredItem('activationId', 'name'),
  }),
  grant('ssm:UpdateManagedInstanceRole', 'changes the role of a registered machine', {
    ...machine,
    item: requestedItem('iamRole'),
  }),
  grant('ssm:CreateCloudConnector', 'connects Systems Manager to an Azure tenant', connector),
  grant('ssm:UpdateCloudConnector', 'changes a connection to an Azure tenant', connector),
  grant('ec2:AssociateIamInstanceProfile', 'gives a running machine a role', machine),
  grant('ec2:ReplaceIamInstanceProfileAssociation', 'gives a running machine another role', machine),
  roleGrant('iam:AttachRolePolicy', 'grants a role the use of Systems Manager'),
  roleGrant('iam:PutRolePolicy', 'grants a role the use of Systems Manager'),
  iamGrant('iam:AttachUserPolicy', 'grants a user the use of Systems Manager', user),
  iamGrant('iam:PutUserPolicy', 'grants a user the use of Systems Manager', user),
  iamGrant('iam:AttachGroupPolicy', 'grants a group the use of Systems Manager', group),
  iamGrant('iam:PutGroupPolicy', 'grants a group the use of Systems Manager', group),
  iamGrant('iam:CreateInstanceProfile', 'prepares a role that machines register with', {
    item: requestedItem('instanceProfileName'),
  }),
  iamGrant('iam:AddRoleToInstanceProfile', 'prepares a role that machines register with', {
    item: requestedItem('instanceProfileName', 'roleName'),
  }),

  read('ssm:DescribeInstanceInformation', 'reads the list of managed machines'),
  read('ssm:ListCommands', 'reads earlier commands and their parameters', aboutCommand),
  read('ssm:GetCommandInvocation', 'reads the output of a command', { ...machine, ...aboutCommand }),
  read('ssm:ListCommandInvocations', 'reads the results of earlier commands', { ...machine, ...aboutCommand }),
  read('ssm:GetInventory', 'reads the software of machines'),
  read('ssm:ListInventoryEntries', 'reads the software of a machine', machine),
  read('ssm:DescribeInstancePatches', 'reads the patches of a machine', machine),
  read('ssm:ListDocuments', 'reads the list of documents'),
  read('ssm:GetDocument', 'reads the text of a document', { relevance: unlessByAgent, document: documentByName }),
  read('ssm:GetConnectionStatus', 'reads whether a machine accepts sessions', machine),
  read('ssm:DescribeSessions', 'reads the list of sessions'),

  cleanup('ssm:CancelCommand', 'stops a command', aboutCommand),
  cleanup('ssm:TerminateSession', 'ends a session', { item: requestedItem('sessionId') }),
  cleanup('ssm:DeleteDocument', 'deletes a document', { document: documentByName }),
  cleanup('ssm:DeleteAssociation', 'deletes an association', {
    ...machine,
    item: associationItem,
    document: documentByName,
  }),
  cleanup('ssm:DeregisterManagedInstance', 'removes a machine from management', machine),
  cleanup('ssm:DeregisterTargetFromMaintenanceWindow', 'removes machines from a maintenance window', ofWindow),
  cleanup('ssm:DeregisterTaskFromMaintenanceWindow', 'removes a task from a maintenance window', ofWindow),
]
