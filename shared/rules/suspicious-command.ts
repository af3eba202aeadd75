import { CLOUD_ADMINISTRATION_COMMAND, COMMAND_AND_SCRIPTING_INTERPRETER } from '../model/attack'
import { defineRule } from './define-rule'
import { evidence } from './wording'

export const suspiciousCommand = defineRule({
  id: 'runwarden.cloud.suspicious-command',
  title: 'Suspicious Command',
  severity: 'critical',
  attack: [CLOUD_ADMINISTRATION_COMMAND, COMMAND_AND_SCRIPTING_INTERPRETER],
  detects: 'the command\'s text, decoded as far as it goes, does what attackers do: reverse shells, credentials, download and run, persistence, cover-up, miners',
  misses: ['text that the provider hides and does not hand out afterwards', 'what a downloaded script does', 'what is typed in an interactive session'],
  falsePositives: ['bootstrap scripts of unusual installers', 'security tests'],
  triage: ['read the whole command in the provider\'s console', 'isolate the machine when the command did what it looks like', 'look for the same script hash on other machines'],
  references: ['https://attack.mitre.org/techniques/T1059/', 'https://attack.mitre.org/techniques/T1651/'],
  tunedBy: ['suppressions'],

  evaluate: (_activity, { command }) => {
    if (command === null || command.strong.length + command.weak.length === 0) return null
    const hits = [...command.strong, ...command.weak]
    return {
      severity: command.strong.length > 1 ? 'critical' : command.strong.length === 1 ? 'high' : 'low',
      summary: `the command text shows ${hits.map(({ title }) => title).join(', ')}`,
      evidence: [
        ...hits.map(({ title, excerpt, why }) => evidence(title, `${excerpt} (${why})`)),
        ...(command.decodedBy.length === 0 ? [] : [evidence('Decoded', command.decodedBy.join(', then '))]),
      ],
    }
  },
})
