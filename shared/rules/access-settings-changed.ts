import { CLOUD_ADMINISTRATION_COMMAND, DIRECT_CLOUD_VM_CONNECTIONS, DISABLE_CLOUD_LOGS } from '../model/attack'
import { tookEffect, type Activity } from '../model/activity'
import type { Severity } from '../model/severity'
import { defineRule } from './define-rule'
import { evidence } from './wording'

/** Session Manager's preferences: where sessions are logged, as whom they run, and what each runs first. */
const SESSION_PREFERENCES = 'SSM-SessionManagerRunShell'

const DOCUMENT_WRITES: readonly string[] = [
  'ssm:CreateDocument',
  'ssm:UpdateDocument',
  'ssm:UpdateDocumentDefaultVersion',
  'ssm:DeleteDocument',
  'ssm:ModifyDocumentPermission',
]

const SERIAL_CONSOLES: readonly string[] = [
  'ec2:EnableSerialConsoleAccess',
  'microsoft.serialconsole/consoleservices/enableconsole/action',
]

/** Settings of Systems Manager that decide who reaches which machines; a call may name them by their ARN. */
const SERVICE_SETTINGS: readonly { readonly ending: string; readonly what: string }[] = [
  {
    ending: '/managed-instance/default-ec2-instance-management-role',
    what: 'every machine of the Region is managed, whatever its own role',
  },
  {
    ending: '/documents/console/public-sharing-permission',
    what: 'documents may be shared with everybody, or no longer',
  },
]

interface Change {
  readonly severity: Severity
  readonly setting: string
  readonly what: string
}

const changeOf = ({ operation, document, item }: Activity): Change | null => {
  if (DOCUMENT_WRITES.includes(operation) && document?.name === SESSION_PREFERENCES)
    return {
      severity: 'medium',
      setting: 'session preferences',
      what: 'where sessions are logged, as whom they run, and which commands every session begins with',
    }
  if (SERIAL_CONSOLES.includes(operation))
    return {
      severity: 'low',
      setting: 'serial console access',
      what: 'the serial consoles of the whole account or subscription are open',
    }
  const setting =
    operation === 'ssm:UpdateServiceSetting' ? SERVICE_SETTINGS.find(({ ending }) => item?.endsWith(ending)) : undefined
  return setting === undefined
    ? null
    : { severity: 'low', setting: 'a service setting of Systems Manager', what: setting.what }
}

export const accessSettingsChanged = defineRule({
  id: 'runwarden.cloud.access-settings-changed',
  title: 'Access Settings Changed',
  severity: 'medium',
  attack: [CLOUD_ADMINISTRATION_COMMAND, DISABLE_CLOUD_LOGS, DIRECT_CLOUD_VM_CONNECTIONS],
  detects:
    'settings are changed that decide how machines are reached and what is logged of it: session preferences, ' +
    'serial console access, who manages every machine',
  misses: [
    'what exactly was changed: CloudTrail hides the text of a document',
    'session documents of other names that a caller chooses',
    'logging groups and buckets that are deleted themselves',
  ],
  falsePositives: ['the first setup of Session Manager', 'infrastructure code that is applied'],
  triage: [
    "compare the document's version with the one before it: logging, run-as user, shell profile",
    'find the change that announces it, and undo it when there is none',
    'look at what sessions and consoles were used since, and by whom',
  ],
  references: [
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/' +
      'session-manager-getting-started-configure-preferences.html',
    'https://docs.aws.amazon.com/systems-manager/latest/userguide/' +
      'fleet-manager-default-host-management-configuration.html',
    'https://attack.mitre.org/techniques/T1562/008/',
    'https://attack.mitre.org/techniques/T1021/008/',
  ],
  tunedBy: ['suppressions'],

  evaluate: (activity) => {
    const change = tookEffect(activity) ? changeOf(activity) : null
    if (change === null) return null
    return {
      severity: change.severity,
      summary: `${activity.actor.display} changed ${change.setting}`,
      evidence: [evidence('Operation', activity.operation), evidence('It decides', change.what)],
    }
  },
})
