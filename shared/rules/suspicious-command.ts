import { CLOUD_ADMINISTRATION_COMMAND, COMMAND_AND_SCRIPTING_INTERPRETER } from '../model/attack'
import { defineRule } from './define-rule'
import { evidence } from './wording'

const NOT_READ = 'the middle of a very long text, or texts packed into it beyond the bounds; read the whole command'

export const suspiciousCommand = defineRule({
  id: 'runwarden.cloud.suspicious-command',
  title: 'Suspicious Command',
  severity: 'critical',
  attack: [CLOUD_ADMINISTRATION_COMMAND, COMMAND_AND_SCRIPTING_INTERPRETER],
  detects:
    "the command's text, decoded as far as possible, does what attackers do: reverse shells, credentials, " +
    'download and run, persistence, cover-up, miners',
  misses: [
    'text that the provider hides and does not return later',
    'what a downloaded script does',
    'the middle of a text beyond 64 KiB, which the alert reports as not read',
    'what is typed in an interactive session',
  ],
  falsePositives: ['bootstrap scripts of unusual installers', 'security tests'],
  triage: [
    "read the whole command in the provider's console",
    'isolate the machine when the command did what it looks like',
    'look for the same script hash on other machines',
  ],
  references: ['https://attack.mitre.org/techniques/T1059/', 'https://attack.mitre.org/techniques/T1651/'],
  tunedBy: ['suppressions'],

  evaluate: (_activity, { command }) => {
    if (command === null) return null
    const hits = [...command.strong, ...command.weak]
    if (hits.length === 0 && !command.truncated) return null
    return {
      severity: command.strong.length > 1 ? 'critical' : command.strong.length === 1 ? 'high' : 'low',
      summary:
        hits.length === 0
          ? 'the command text is longer or packed more often than is looked at'
          : `the command text shows ${hits.map(({ title }) => title).join(', ')}`,
      evidence: [
        ...hits.map(({ title, excerpt, why }) => evidence(title, `${excerpt} (${why})`)),
        ...(command.decodedBy.length === 0 ? [] : [evidence('Decoded', command.decodedBy.join(', then '))]),
        ...(command.truncated ? [evidence('Not looked at', NOT_READ)] : []),
      ],
    }
  },
})
