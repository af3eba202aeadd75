import * as v from 'valibot'
import { ALERT_SCHEMA, type Alert, type AlertKind, type AlertSource, type AlertTargets } from '../model/alert'
import type { Finding } from '../model/finding'
import { SEVERITIES } from '../model/severity'
import { cloud, flag, oneOf, optionalText, outcome, principalKind, selector, text, texts } from './activity-schema'

export const severity = v.picklist(SEVERITIES)

export const findingSchema: v.GenericSchema<unknown, Finding> = v.looseObject({
  rule: text,
  title: text,
  severity,
  risk: v.number(),
  summary: text,
  evidence: v.array(v.looseObject({ label: text, value: text })),
  attack: v.array(v.looseObject({ id: text, name: text, tactic: text })),
  novelty: flag,
  routine: flag,
  learning: flag,
  suppressed: optionalText,
})

const kind = oneOf<AlertKind>({ alert: true, escalation: true, update: true, digest: true, test: true })

/** An alert as it waits to be sent again, or to be sent as part of a summary. */
export const alertSchema: v.GenericSchema<unknown, Alert> = v.looseObject({
  schema: v.literal(ALERT_SCHEMA),
  id: text,
  key: text,
  kind,
  severity,
  risk: v.number(),
  time: text,
  title: text,
  cloud,
  account: optionalText,
  tenant: optionalText,
  region: optionalText,
  resourceGroup: optionalText,
  operation: text,
  outcome,
  actor: v.looseObject({ key: text, kind: principalKind, display: text, session: optionalText }),
  source: v.looseObject({
    kind: oneOf<AlertSource['kind']>({ address: true, service: true, unknown: true }),
    ip: optionalText,
    asn: v.nullable(v.number()),
    organization: optionalText,
    network: text,
    userAgent: optionalText,
  }),
  targets: v.looseObject({
    kind: oneOf<AlertTargets['kind']>({ listed: true, selected: true, unknown: true }),
    ids: texts,
    selectors: v.array(selector),
    total: v.nullable(v.number()),
  }),
  command: v.looseObject({ document: optionalText, text: optionalText, hash: optionalText, hidden: optionalText }),
  findings: v.array(findingSchema),
  learning: flag,
  degraded: optionalText,
  because: optionalText,
  repeats: v.number(),
  activities: texts,
  links: v.array(v.looseObject({ label: text, url: text })),
  next: texts,
  silence: optionalText,
})
