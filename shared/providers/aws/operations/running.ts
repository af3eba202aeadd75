import { documentByName } from '../document'
import {
  answeredItem,
  associationItem,
  connectionItem,
  containerSessionItem,
  launchTemplateItem,
  noItem,
  requestedItem,
  sessionItem,
  tunnelItem,
  windowItem,
} from '../item'
import {
  automationText,
  containerText,
  scheduledText,
  sentText,
  sessionText,
  typedText,
  userDataText,
} from '../payload'
import { whenUserDataIsSet } from '../relevance'
import { automationTargets } from '../targets'
import { rowsOf, type AwsOperation } from './row'

const command = rowsOf('command')

const session = rowsOf('session', { acts: 'machine' })

const automation = rowsOf('automation', {
  acts: 'machine',
  text: 'ssm:GetAutomationExecution',
  payload: automationText,
  targets: automationTargets,
})

const association = rowsOf('schedule', {
  acts: 'machine',
  text: 'ssm:DescribeAssociation',
  item: associationItem,
  payload: scheduledText,
  targets: automationTargets,
})

const window = rowsOf('schedule', { item: windowItem, payload: scheduledText })

const windowMachines = rowsOf('schedule', {
  acts: 'machine',
  item: windowItem,
  payload: scheduledText,
  targets: automationTargets,
})

const task = { text: 'ssm:GetMaintenanceWindowTask' } as const

const boot = rowsOf('boot', { relevance: whenUserDataIsSet, payload: userDataText })

const template = { delivery: 'with template user data', item: launchTemplateItem } as const

/** Operations that run code on a machine, or make something that runs it later. */
export const RUNNING_OPERATIONS: readonly AwsOperation[] = [
  command('ssm:SendCommand', 'a command document on machines', {
    acts: 'machine',
    text: 'ssm:ListCommands',
    payload: sentText,
  }),
  command('ecs:ExecuteCommand', 'a command in a container', {
    acts: 'container',
    text: 'record',
    item: containerSessionItem,
    payload: containerText,
  }),

  session('ssm:StartSession', 'a shell, a command or a port forward on a machine', {
    text: 'record',
    item: sessionItem,
    payload: sessionText,
  }),
  session('ssm:ResumeSession', 'an earlier session again', { item: requestedItem('sessionId'), payload: typedText }),
  session('ssm:StartAccessRequest', 'nothing yet; it asks for just-in-time access to machines', {
    item: answeredItem('accessRequestId'),
  }),
  session('ssm:GetAccessToken', 'nothing yet; it fetches just-in-time credentials for machines', {
    readOnly: true,
    item: answeredItem('accessRequestId'),
  }),
  session('ssm-guiconnect:StartConnection', 'a remote desktop on a machine', {
    item: connectionItem,
    payload: typedText,
  }),
  session('ec2-instance-connect:SendSSHPublicKey', 'an SSH session on a machine', {
    item: requestedItem('instanceOSUser'),
    payload: typedText,
  }),
  session('ec2-instance-connect:SendSerialConsoleSSHPublicKey', 'a serial console session on a machine', {
    payload: typedText,
  }),
  session('ec2-instance-connect:OpenTunnel', 'a network tunnel to a machine', { item: tunnelItem }),

  automation('ssm:StartAutomationExecution', 'an automation document', { item: answeredItem('automationExecutionId') }),
  automation('ssm:StartChangeRequestExecution', 'the automation documents of a change request', {
    item: answeredItem('automationExecutionId', 'changeRequestName'),
  }),
  rowsOf('automation')('ssm:SendAutomationSignal', 'the next step of a waiting automation', {
    item: answeredItem('automationExecutionId'),
  }),

  association('ssm:CreateAssociation', 'a document on machines, now and on a schedule', { document: documentByName }),
  association('ssm:CreateAssociationBatch', 'documents on machines, now and on a schedule', { item: noItem }),
  association('ssm:UpdateAssociation', 'a changed document on machines, now and on a schedule', {
    document: documentByName,
  }),
  association('ssm:StartAssociationsOnce', 'existing associations at once'),
  window('ssm:CreateMaintenanceWindow', 'nothing yet; it creates a schedule for tasks'),
  window('ssm:UpdateMaintenanceWindow', 'the tasks of a maintenance window on another schedule'),
  windowMachines('ssm:RegisterTargetWithMaintenanceWindow', 'the tasks of a maintenance window on further machines'),
  windowMachines('ssm:UpdateMaintenanceWindowTarget', 'the tasks of a maintenance window on other machines'),
  windowMachines('ssm:RegisterTaskWithMaintenanceWindow', 'a task on machines on a schedule', task),
  windowMachines('ssm:UpdateMaintenanceWindowTask', 'a changed task on machines on a schedule', task),

  boot('ec2:ModifyInstanceAttribute', 'new user data at the next start of a machine', {
    acts: 'machine',
    delivery: 'with instance user data',
  }),
  boot('ec2:CreateLaunchTemplate', 'user data on every machine started from the template', template),
  boot('ec2:CreateLaunchTemplateVersion', 'user data on every machine started from the template', template),
]
