import type { RedactedAlert } from '../model/redacted-alert'
import type { Severity } from '../model/severity'
import type { RenderContext } from './context'
import { alertSheet } from './alert-sheet'
import { plain } from './neutralize'
import { reportedFindings } from './reported-findings'

/** Where and when a finding enters Security Hub; its account and Region, not those of the call. */
export interface AsffContext extends RenderContext {
  readonly partition: string
  readonly account: string
  readonly region: string
  /** Time of this delivery, ISO 8601: an update must be younger than what it replaces. */
  readonly updatedAt: string
}

/** Limits of the format: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html */
const MAX_TITLE = 256
const MAX_DESCRIPTION = 1_024
const MAX_RECOMMENDATION = 512
const MAX_RESOURCES = 32
const MAX_RESOURCE_ID = 512
const MAX_FIELD = 1_024

/** A finding that BatchImportFindings takes, at most 240 KB. */
export type AsffFinding = Readonly<Record<string, unknown>>

const given = (members: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) =>
      value === null || value === '' ? [] : [[name, plain(value, MAX_FIELD)]],
    ),
  )

const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  informational: 'INFORMATIONAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  critical: 'CRITICAL',
}

const resourceType = (id: string): string => {
  if (/^i-[0-9a-f]+$/.test(id)) return 'AwsEc2Instance'
  return id.startsWith('arn:') && id.includes(':ecs:') ? 'AwsEcsTask' : 'Other'
}

const resourcesOf = (
  { targets, region, account, cloud }: RedactedAlert,
  { partition }: AsffContext,
): readonly AsffFinding[] => {
  const shared = {
    ...(cloud === 'aws' ? { Partition: partition } : {}),
    ...(region === null ? {} : { Region: plain(region, 64) }),
  }
  const named = targets.ids.slice(0, MAX_RESOURCES).map((id) => {
    const type = resourceType(id)
    const arn =
      type === 'AwsEc2Instance' && region !== null && account !== null
        ? `arn:${partition}:ec2:${region}:${account}:instance/${id}`
        : id
    return { Type: type, Id: plain(arn, MAX_RESOURCE_ID), ...shared }
  })
  return named.length > 0
    ? named
    : [{ Type: cloud === 'aws' ? 'AwsAccount' : 'Other', Id: plain(account ?? 'unknown', MAX_RESOURCE_ID), ...shared }]
}

/**
 * The alert in the AWS Security Finding Format. Its Id is the alert's, so that every delivery about one activity
 * updates one finding. An alert about Azure is a finding of the account that receives it.
 */
export const asffFinding = (alert: RedactedAlert, context: AsffContext): AsffFinding => {
  const sheet = alertSheet(alert, context)
  const { partition, account, region } = context
  const [first] = reportedFindings(alert)
  const description = [
    sheet.headline,
    `${sheet.time}, ${sheet.origin}`,
    ...sheet.reasons.map(({ title, summary }) => `${title}: ${summary}`),
  ].join('. ')
  const recommendation = sheet.next.join('; ')
  return {
    SchemaVersion: '2018-10-08',
    Id: `runwarden/${alert.id}`,
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    ProductName: 'Runwarden',
    GeneratorId: first?.rule ?? 'runwarden',
    AwsAccountId: account,
    Types: ['TTPs/Execution'],
    CreatedAt: alert.time,
    UpdatedAt: context.updatedAt,
    FirstObservedAt: alert.time,
    Severity: { Label: SEVERITY_LABELS[alert.severity], Original: String(alert.risk) },
    Title: plain(sheet.title, MAX_TITLE),
    Description: plain(description, MAX_DESCRIPTION),
    ...(recommendation === ''
      ? {}
      : { Remediation: { Recommendation: { Text: plain(recommendation, MAX_RECOMMENDATION) } } }),
    ...(sheet.links[0] === undefined ? {} : { SourceUrl: sheet.links[0].url }),
    Resources: resourcesOf(alert, context),
    RecordState: 'ACTIVE',
    Workflow: { Status: alert.findings.length > 0 && first === undefined ? 'SUPPRESSED' : 'NEW' },
    ProductFields: given({
      'runwarden/Kind': alert.kind,
      'runwarden/Key': alert.key,
      'runwarden/Cloud': alert.cloud,
      'runwarden/Account': alert.account,
      'runwarden/Operation': alert.operation,
      'runwarden/Outcome': alert.outcome,
      'runwarden/Caller': alert.actor.key,
      'runwarden/Session': alert.actor.session,
      'runwarden/Source': alert.source.ip,
      'runwarden/UserAgent': alert.source.userAgent,
      'runwarden/Document': alert.command.document,
      'runwarden/ScriptHash': alert.command.hash,
      'runwarden/Rules': reportedFindings(alert)
        .map(({ rule }) => rule)
        .join(' '),
      'runwarden/Attack': sheet.attack.join(', '),
    }),
  }
}
