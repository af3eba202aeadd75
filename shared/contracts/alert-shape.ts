import {
  ALERT_SCHEMA,
  type Alert,
  type AlertActor,
  type AlertCommand,
  type AlertLink,
  type AlertSource,
  type AlertTargets,
} from '../model/alert'
import type { Selector } from '../model/activity'
import type { Technique } from '../model/attack'
import type { Evidence, Finding } from '../model/finding'
import { SEVERITIES } from '../model/severity'
import { choice, flag, integer, list, matching, nullable, openChoice, record, risk, text } from './shape'

const technique = record<Technique>('An ATT&CK technique.', {
  id: matching('^T\\d{4}(\\.\\d{3})?$', 'Number of the technique.'),
  name: text('Name of the technique.'),
  tactic: text('Tactic it is used for here.'),
})

const evidence = record<Evidence>('One fact that can be checked.', {
  label: text('What it is.'),
  value: text('Its value, secrets redacted.'),
})

export const FINDING_SHAPE = record<Finding>('One hit of a rule.', {
  rule: matching('^runwarden\\.(aws|azure|cloud)\\.[a-z-]+$', 'Id of the rule.'),
  title: text('Title of the rule.'),
  severity: choice(SEVERITIES, 'Severity of this finding.'),
  risk: risk('Risk of this finding.'),
  summary: text('What was found, in one sentence.'),
  evidence: list(evidence, 'What the finding stands on.'),
  attack: list(technique, 'ATT&CK techniques it is about.'),
  novelty: flag('It says only that something is new.'),
  routine: flag('It counts as low because the same has been usual for days.'),
  learning: flag('It counts as informational because learning has not ended.'),
  suppressed: nullable(text('Reason of the suppression that covers it.')),
})

const selector = record<Selector>('One way of choosing machines without naming them.', {
  kind: choice(['tag', 'resource-group', 'all', 'other'], 'What chooses.'),
  key: text('Tag or property that is compared.'),
  values: list(text('A value.'), 'Values that match.'),
})

/** Every member of an alert in the order in which it is written; what was added later stands behind. */
export const ALERT_SHAPE = record<Alert>('One alert of Runwarden.', {
  schema: choice([ALERT_SCHEMA], 'Version of this form.'),
  id: matching('^[0-9a-f]{32}$', 'Equal for every delivery about one activity.'),
  key: text('Caller, operation family and account: what repeats are grouped by.'),
  kind: choice(['alert', 'escalation', 'update', 'digest', 'test'], 'Why it was sent.'),
  severity: choice(SEVERITIES, 'Severity of the whole.'),
  risk: risk('Risk of the whole.'),
  time: matching('^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$', 'Time of the call, ISO 8601 in UTC.'),
  title: text('First rule and caller.'),
  cloud: choice(['aws', 'azure'], 'Cloud of the call.'),
  account: nullable(text('AWS account or Azure subscription.')),
  tenant: nullable(text('Azure tenant.')),
  region: nullable(text('Region.')),
  operation: text("The provider's own name of the operation."),
  outcome: choice(['succeeded', 'failed', 'denied', 'pending', 'unknown'], 'How the call ended, as far as is known.'),
  actor: record<AlertActor>('Who called.', {
    key: text('Identity that outlives sessions, tokens and display names.'),
    kind: choice(
      [
        'user',
        'role',
        'sso-user',
        'root',
        'federated',
        'account',
        'service',
        'guest',
        'service-principal',
        'managed-identity',
        'unknown',
      ],
      'Kind of identity.',
    ),
    display: text('What a person recognises.'),
    session: nullable(text('Role session name.')),
  }),
  source: record<AlertSource>('Where the call came from.', {
    kind: choice(['address', 'service', 'unknown'], 'What is known of it.'),
    ip: nullable(text('Address, or name of the service that called.')),
    asn: nullable(integer(0, 'AS number of the network.')),
    organization: nullable(text('Who announces the network.')),
    network: openChoice(['ours', 'anonymiser', 'hosting', 'cloud', 'other', 'unknown'], 'Class of the network.'),
    userAgent: nullable(text('Client, as it names itself.')),
  }),
  targets: record<AlertTargets>('What was aimed at.', {
    kind: choice(['listed', 'selected', 'unknown'], 'How the targets were named.'),
    ids: list(text('Instance id or resource id.'), 'Targets known by name, at most 50.'),
    selectors: list(selector, 'How targets were chosen.'),
    total: nullable(integer(0, 'How many in all.')),
  }),
  command: record<AlertCommand>('What runs.', {
    document: nullable(text('Document, runbook or extension.')),
    text: nullable(text('Redacted text or its beginning.')),
    hash: nullable(matching('^[0-9a-f]{64}$', 'SHA-256 of the whole text.')),
    hidden: nullable(text('Why there is no text.')),
  }),
  findings: list(FINDING_SHAPE, 'Every finding, suppressed ones included.'),
  learning: flag('Learning had not ended.'),
  degraded: nullable(text('What could not be asked when it was judged.')),
  repeats: integer(0, 'Activities of the key counted since the alert before; in a scan, since this one.'),
  activities: list(text('Id of an activity.'), 'Activities it stands for.'),
  links: list(
    record<AlertLink>('A page to open.', { label: text('What it shows.'), url: text('Its address.') }),
    'Pages a person opens first.',
  ),
  next: list(text('A step.'), 'What to check next, in order.'),
  silence: nullable(text('A suppression for exactly this, as JSON text.')),
  resourceGroup: nullable(text('Azure resource group.')),
  because: nullable(
    text('Why an open key was sent again: a rule, a script, a number of machines; null for its first alert.'),
  ),
})
