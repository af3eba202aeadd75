import { accessSettingsChanged } from './access-settings-changed'
import { anonymisedSource } from './anonymised-source'
import { automationRunbook } from './automation-runbook'
import { broadTargetSelector } from './broad-target-selector'
import { callerNotListed } from './caller-not-listed'
import type { Rule } from './define-rule'
import { delegatedAdmin } from './delegated-admin'
import { detectorTampering } from './detector-tampering'
import { extensionDeployment } from './extension-deployment'
import { firstSeenCaller } from './first-seen-caller'
import { firstSeenCallerOnTarget } from './first-seen-caller-on-target'
import { machineCredentialsElsewhere } from './machine-credentials-elsewhere'
import { massExecution } from './mass-execution'
import { runCommandConfirmed } from './run-command-confirmed'
import { suspiciousCommand } from './suspicious-command'
import { unexpectedAgentChild } from './unexpected-agent-child'
import { unexpectedClient } from './unexpected-client'

/** Every rule, in the order of the docs. Adding a rule is its file, its case table and its line here. */
export const RULES: readonly Rule[] = [
  firstSeenCaller,
  firstSeenCallerOnTarget,
  massExecution,
  broadTargetSelector,
  callerNotListed,
  anonymisedSource,
  machineCredentialsElsewhere,
  delegatedAdmin,
  automationRunbook,
  extensionDeployment,
  unexpectedClient,
  suspiciousCommand,
  runCommandConfirmed,
  unexpectedAgentChild,
  accessSettingsChanged,
  detectorTampering,
]

/**
 * Nothing silences this rule: no suppression, disabled rule, minimum severity or window (semantics.md, "Suppressions").
 */
export const UNSILENCEABLE_RULE = detectorTampering.id
