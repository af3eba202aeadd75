import { redactAlert } from '../../../shared/command/redact-alert'
import { ALERT_SCHEMA, type Alert } from '../../../shared/model/alert'
import { CLOUD_ADMINISTRATION_COMMAND } from '../../../shared/model/attack'
import type { Evidence, Finding } from '../../../shared/model/finding'
import type { RedactedAlert } from '../../../shared/model/redacted-alert'
import { FINDING_RISK, type Severity } from '../../../shared/model/severity'
import type { RenderContext } from '../../../shared/render/context'

export const ACCOUNT = '123456789012'
export const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001'

export const CONTEXT: RenderContext = { accountNames: { [ACCOUNT]: 'prod', [SUBSCRIPTION]: 'shop-prod' } }

/** A rule's name in lower case with dashes; its title is the same words. */
export const finding = (
  rule: string,
  severity: Severity,
  summary: string,
  evidence: readonly Evidence[] = [],
  more: Partial<Finding> = {},
): Finding => ({
  rule: `runwarden.${rule}`,
  title: (rule.split('.')[1] ?? '').replaceAll(
    /(^|-)([a-z])/g,
    (_, dash: string, letter: string) => `${dash === '' ? '' : ' '}${letter.toUpperCase()}`,
  ),
  severity,
  risk: FINDING_RISK[severity],
  summary,
  evidence,
  attack: [CLOUD_ADMINISTRATION_COMMAND],
  novelty: false,
  routine: false,
  learning: false,
  suppressed: null,
  ...more,
})

const ROLE: Alert['actor'] = {
  key: `aws:${ACCOUNT}:role/Deploy`,
  kind: 'role',
  display: 'role/Deploy',
  session: 'jane@example.com',
}

/**
 * A complete alert: a role sent a command to one instance. Title, key, finding and silence follow
 * the changed caller and operation.
 */
export const alertOf = (changes: Partial<Alert> = {}): RedactedAlert => {
  const actor = changes.actor ?? ROLE
  const account = changes.account ?? ACCOUNT
  const operation = changes.operation ?? 'ssm:SendCommand'
  const findings = changes.findings ?? [
    finding(
      'cloud.first-seen-caller',
      'medium',
      `${actor.display} has not used command operations in ${account} within 7 days`,
      [{ label: 'Caller seen here with this family', value: 'never before' }],
      { novelty: true },
    ),
  ]
  const more = findings.length > 1 ? ` and ${findings.length - 1} more` : ''
  return redactAlert({
    schema: ALERT_SCHEMA,
    id: '0123456789abcdef0123456789abcdef',
    key: `${actor.key}|command|${account}`,
    kind: 'alert',
    severity: 'medium',
    risk: 47,
    time: '2026-01-10T03:14:07.123Z',
    title: `${findings[0]?.title ?? 'No finding'}${more} by ${actor.display}`,
    cloud: 'aws',
    account,
    tenant: null,
    region: 'eu-west-1',
    resourceGroup: null,
    operation,
    outcome: 'succeeded',
    actor,
    source: {
      kind: 'address',
      ip: '203.0.113.7',
      asn: 64500,
      organization: 'Example Access',
      network: 'other',
      userAgent: 'aws-cli/2.15.30 Python/3.11.8',
    },
    targets: { kind: 'listed', ids: ['i-0123456789abcdef0'], selectors: [], total: 1 },
    command: {
      document: 'AWS-RunShellScript',
      text: null,
      hash: null,
      hidden: 'CloudTrail hides the parameters of SendCommand, and ListCommands could not be asked',
    },
    findings,
    learning: false,
    degraded: null,
    because: null,
    repeats: 0,
    activities: ['00000000-0000-0000-0000-000000000011'],
    links: [
      {
        label: 'CloudTrail event',
        url:
          'https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/events/' +
          '00000000-0000-0000-0000-000000000011',
      },
      { label: 'Runbook', url: 'https://wiki.example.com/runwarden' },
    ],
    next: [
      'ask the person or the team behind the identity whether they did this',
      'list what else the identity did in the day around it, beginning with how it signed in',
    ],
    silence: JSON.stringify({
      caller: actor.key,
      rule: findings.map(({ rule }) => rule),
      operation,
      account,
      until: '2026-02-09',
      reason: 'say why this is expected',
    }),
    ...changes,
  })
}
