import { CLOUD_ADMINISTRATION_COMMAND } from '../model/attack'
import type { Activity } from '../model/activity'
import { MINUTE } from '../model/time'
import { agentJoinMemory, agentJoinPartners } from './agent-join'
import { defineRule, type RuleContext } from './define-rule'
import { evidence, listed } from './wording'

/**
 * Extensions run again at every boot, and State Manager runs associations without any call:
 * only command runners are judged.
 */
const isJudged = ({ process }: Activity): boolean =>
  process !== null &&
  !process.background &&
  (process.agent === 'azure-run-command' || (process.agent === 'ssm' && process.commandId !== null))

const isExplained = (activity: Activity, { settings, history }: RuleContext): boolean =>
  agentJoinPartners(activity, settings, history).length > 0

export const unexpectedAgentChild = defineRule({
  id: 'runwarden.cloud.unexpected-agent-child',
  title: 'Unexpected Agent Child',
  severity: 'medium',
  attack: [CLOUD_ADMINISTRATION_COMMAND],
  detects:
    'the script runner of a guest agent started a process, and no command is known for that machine after the ' +
    'grace time',
  misses: ["children of extensions and of the agent's own background work", 'machines without process events'],
  falsePositives: [
    'control-plane records that come later than the grace time',
    'State Manager associations, which use the same folder as commands',
    'commands from a Region or subscription that is not watched',
  ],
  triage: [
    'look for the command in the account or subscription of the machine',
    'check that the trail or export that should have delivered it is intact',
    'treat the machine as suspect when no command exists',
  ],
  references: ['https://attack.mitre.org/techniques/T1651/'],
  tunedBy: ['endpointGraceMinutes', 'correlationSeconds', 'suppressions'],

  memory: (activity, { settings }) => ({ terms: [], windows: agentJoinMemory(activity, settings) }),

  waits: (activity, context) =>
    isJudged(activity) && !isExplained(activity, context) ? context.settings.endpointGraceMinutes * MINUTE : null,

  evaluate: (activity, context) => {
    const { process } = activity
    if (
      process === null ||
      !context.final ||
      context.history.degraded ||
      !isJudged(activity) ||
      isExplained(activity, context)
    )
      return null
    return {
      severity: 'medium',
      summary: `no command is known that explains a script on ${process.machineNames[0] ?? 'this machine'}`,
      evidence: [
        evidence('Process', process.executable),
        evidence('Command line', process.commandLine),
        evidence('Parents', listed(process.parents)),
        evidence('Command id in the path', process.commandId),
      ],
    }
  },
})
