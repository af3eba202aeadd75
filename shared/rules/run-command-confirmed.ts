import { CLOUD_ADMINISTRATION_COMMAND } from '../model/attack'
import { agentJoinMemory, agentJoinPartners } from './agent-join'
import { defineRule } from './define-rule'
import { evidence, listed } from './wording'

export const runCommandConfirmed = defineRule({
  id: 'runwarden.cloud.run-command-confirmed',
  title: 'Run Command Confirmed',
  severity: 'informational',
  attack: [CLOUD_ADMINISTRATION_COMMAND],
  detects:
    'a command of the control plane was seen to start a process on the machine: by command id on AWS, by machine ' +
    'and time on Azure',
  misses: [
    'machines without process events',
    "hosts whose own name is not the machine's name",
    'scale-set instances, whose host name is not in the record',
  ],
  falsePositives: ['on Azure two commands on one machine within the correlation time confirm each other'],
  triage: ['open the process tree on the machine, beginning at the guest agent'],
  references: ['https://attack.mitre.org/detectionstrategies/DET0545/'],
  tunedBy: ['correlationSeconds'],

  memory: (activity, { settings }) => ({ terms: [], windows: agentJoinMemory(activity, settings) }),

  evaluate: (activity, { settings, history }) => {
    const partners = agentJoinPartners(activity, settings, history)
    if (partners.length === 0) return null
    const hit = { severity: 'informational', summary: 'the command was seen to run on the machine' } as const
    return activity.process === null
      ? { ...hit, evidence: [evidence('Processes on the machine', listed(partners))] }
      : {
          ...hit,
          evidence: [
            evidence('Process', activity.process.executable),
            evidence('Command line', activity.process.commandLine),
          ],
          concerns: partners,
        }
  },
})
