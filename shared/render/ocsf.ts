import type { Technique } from '../model/attack'
import type { RedactedAlert } from '../model/redacted-alert'
import type { Severity } from '../model/severity'
import { parentTechnique, tacticId, techniqueUrl } from './attack-names'
import { accountName, type RenderContext } from './context'
import { alertSheet } from './alert-sheet'
import { reportedFindings } from './reported-findings'

/** Version of the schema that the object keeps to: https://schema.ocsf.io/1.5.0/classes/detection_finding */
const OCSF_VERSION = '1.5.0'

const CLASS_UID = 2004

const SEVERITY_IDS: Readonly<Record<Severity, number>> = { informational: 1, low: 2, medium: 3, high: 4, critical: 5 }

/** An OCSF object: absent attributes are left out, as the schema wants it. */
export type OcsfObject = Readonly<Record<string, unknown>>

const given = (members: OcsfObject): OcsfObject =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined))

const attackObject = ({ id, name, tactic }: Technique): OcsfObject => {
  const described = given({ uid: id, name, src_url: techniqueUrl(id) })
  const parent = parentTechnique(id)
  return {
    tactic: given({ uid: tacticId(tactic), name: tactic }),
    ...(parent === id
      ? { technique: described }
      : { technique: { uid: parent, src_url: techniqueUrl(parent) }, sub_technique: described }),
  }
}

/** Types of the schema's user object: user, administrator, system. */
const USER_TYPES: Readonly<Record<RedactedAlert['actor']['kind'], number>> = {
  user: 1,
  role: 99,
  'sso-user': 1,
  root: 2,
  federated: 1,
  account: 99,
  service: 3,
  guest: 1,
  'service-principal': 3,
  'managed-identity': 3,
  unknown: 0,
}

const analyticOf = ({ rule, title }: { readonly rule: string; readonly title: string }): OcsfObject => ({
  uid: rule,
  name: title,
  type_id: 1,
  type: 'Rule',
})

const cloudObject = ({ cloud, account, region, tenant }: RedactedAlert, context: RenderContext): OcsfObject =>
  given({
    provider: cloud === 'aws' ? 'AWS' : 'Azure',
    region,
    account:
      account === null
        ? null
        : given({
            uid: account,
            name: accountName(account, context),
            type: cloud === 'aws' ? 'AWS Account' : 'Azure Subscription',
          }),
    org: tenant === null ? null : { uid: tenant },
  })

const evidenceObject = (alert: RedactedAlert): OcsfObject => {
  const { actor, source, operation, command } = alert
  const isAddress = source.kind === 'address'
  return given({
    actor: given({
      user: { uid: actor.key, name: actor.display, type_id: USER_TYPES[actor.kind], type: actor.kind },
      session: actor.session === null ? null : { uid: actor.session },
    }),
    api: {
      operation,
      service: {
        name: alert.cloud === 'aws' ? (operation.split(':')[0] ?? operation) : (operation.split('/')[0] ?? operation),
      },
    },
    src_endpoint:
      source.ip === null
        ? null
        : given({
            ip: isAddress ? source.ip : null,
            svc_name: isAddress ? null : source.ip,
            autonomous_system: source.asn === null ? null : given({ number: source.asn, name: source.organization }),
          }),
    http_request: source.userAgent === null ? null : { user_agent: source.userAgent },
    data: {
      command,
      findings: alert.findings.map(({ rule, severity, risk, summary, evidence, suppressed }) => ({
        rule,
        severity,
        risk,
        summary,
        evidence,
        suppressed,
      })),
    },
    verdict_id: alert.kind === 'test' ? 6 : null,
  })
}

/**
 * One OCSF Detection Finding (class 2004) per alert: created by the first word about a
 * key, updated by each further one.
 */
export const ocsfFinding = (alert: RedactedAlert, context: RenderContext): OcsfObject => {
  const sheet = alertSheet(alert, context)
  const activity =
    alert.kind === 'update' || alert.kind === 'escalation' ? { id: 2, name: 'Update' } : { id: 1, name: 'Create' }
  const time = Date.parse(alert.time)
  const [first, ...others] = reportedFindings(alert)
  const isSuppressed = alert.findings.length > 0 && first === undefined
  const techniques = new Map(
    alert.findings
      .flatMap(({ attack }) => attack)
      .map((technique) => [`${technique.id}/${technique.tactic}`, technique]),
  )
  return given({
    activity_id: activity.id,
    activity_name: activity.name,
    category_uid: 2,
    category_name: 'Findings',
    class_uid: CLASS_UID,
    class_name: 'Detection Finding',
    type_uid: CLASS_UID * 100 + activity.id,
    time,
    severity_id: SEVERITY_IDS[alert.severity],
    severity: alert.severity,
    status_id: isSuppressed ? 3 : 1,
    status: isSuppressed ? 'Suppressed' : 'New',
    is_alert: !isSuppressed && alert.kind !== 'test',
    risk_score: alert.risk,
    message: sheet.headline,
    metadata: {
      version: OCSF_VERSION,
      product: { name: 'Runwarden', vendor_name: 'Runwarden' },
      profiles: ['cloud'],
      uid: alert.id,
      original_time: alert.time,
      correlation_uid: alert.key,
    },
    finding_info: given({
      uid: alert.id,
      title: sheet.title,
      desc: sheet.reasons.map(({ title, summary }) => `${title}: ${summary}`).join('. ') || null,
      types: ['Cloud Administration Command'],
      first_seen_time: time,
      last_seen_time: time,
      analytic: first === undefined ? null : analyticOf(first),
      related_analytics: others.length === 0 ? null : others.map(analyticOf),
      related_events_count: alert.repeats,
      attacks: techniques.size === 0 ? null : [...techniques.values()].map(attackObject),
      src_url: sheet.links[0]?.url,
    }),
    cloud: cloudObject(alert, context),
    evidences: [evidenceObject(alert)],
    resources:
      alert.targets.ids.length === 0
        ? null
        : alert.targets.ids.map((uid) =>
            given({
              uid,
              region: alert.region,
              group: alert.resourceGroup === null ? null : { name: alert.resourceGroup },
            }),
          ),
    remediation: sheet.next.length === 0 ? null : { desc: sheet.next.join('; ') },
    unmapped: {
      schema: alert.schema,
      kind: alert.kind,
      outcome: alert.outcome,
      network: alert.source.network,
      selectors: alert.targets.selectors,
      targets_total: alert.targets.total,
      activities: alert.activities,
      learning: alert.learning,
      degraded: alert.degraded,
      silence: alert.silence,
    },
  })
}
