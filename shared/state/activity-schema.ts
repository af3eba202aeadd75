import * as v from 'valibot'
import type { Activity, Outcome, PrincipalKind, GuestProcess, Selector } from '../model/activity'
import { FAMILIES } from '../model/operation'
import { SEVERITIES } from '../model/severity'

/** One of the members of a union of texts; the compiler asks for all of them. */
export const oneOf = <K extends string>(members: Readonly<Record<K, true>>) =>
  v.custom<K>((value) => typeof value === 'string' && Object.hasOwn(members, value), 'expected a known word')

export const text = v.string()
export const optionalText = v.nullable(v.string())
export const texts = v.array(v.string())
export const flag = v.boolean()

export const time = v.pipe(v.number(), v.finite())

export const severity = v.picklist(SEVERITIES)

const cloud = oneOf<Activity['cloud']>({ aws: true, azure: true })

const outcome = oneOf<Outcome>({ succeeded: true, failed: true, denied: true, pending: true, unknown: true })

const principalKind = oneOf<PrincipalKind>({
  user: true,
  role: true,
  'sso-user': true,
  root: true,
  federated: true,
  account: true,
  service: true,
  guest: true,
  'service-principal': true,
  'managed-identity': true,
  unknown: true,
})

const principal = v.looseObject({
  key: text,
  kind: principalKind,
  display: text,
  session: optionalText,
  human: v.nullable(flag),
  mfa: v.nullable(flag),
  homeAccount: optionalText,
  homeTenant: optionalText,
  viaService: optionalText,
  instance: optionalText,
  accessKeyId: optionalText,
  assignedTo: optionalText,
  aliases: texts,
})

const source = v.variant('kind', [
  v.looseObject({ kind: v.literal('address'), ip: text }),
  v.looseObject({ kind: v.literal('service'), name: text }),
  v.looseObject({ kind: v.literal('unknown') }),
])

const selector = v.looseObject({
  kind: oneOf<Selector['kind']>({ tag: true, 'resource-group': true, all: true, other: true }),
  key: text,
  values: texts,
})

const targets = v.variant('kind', [
  v.looseObject({ kind: v.literal('listed'), ids: texts }),
  v.looseObject({
    kind: v.literal('selected'),
    selectors: v.array(selector),
    resolved: v.nullable(texts),
    total: v.nullable(v.number()),
  }),
  v.looseObject({
    kind: v.literal('unknown'),
    reason: oneOf<'not in the record' | 'omitted for size'>({ 'not in the record': true, 'omitted for size': true }),
  }),
])

const payload = v.variant('kind', [
  v.looseObject({ kind: v.literal('text'), text }),
  v.looseObject({
    kind: v.literal('hidden'),
    reason: text,
    hash: v.exactOptional(text),
    again: v.exactOptional(flag),
  }),
  v.looseObject({ kind: v.literal('none') }),
])

const guestProcess = v.looseObject({
  agent: oneOf<GuestProcess['agent']>({
    ssm: true,
    'azure-run-command': true,
    'azure-extension': true,
    'azure-other': true,
  }),
  machineNames: texts,
  executable: text,
  commandLine: text,
  parents: texts,
  commandId: optionalText,
  background: flag,
})

/** An activity as 0.1.0 wrote it and as it is written today. */
export const activitySchema: v.GenericSchema<unknown, Activity> = v.looseObject({
  id: text,
  cloud,
  operation: text,
  family: v.picklist(FAMILIES),
  at: time,
  outcome,
  errorCode: optionalText,
  actor: principal,
  source,
  userAgent: optionalText,
  clientId: optionalText,
  scope: v.looseObject({
    account: optionalText,
    region: optionalText,
    tenant: optionalText,
    resourceGroup: optionalText,
  }),
  targets,
  document: v.nullable(v.looseObject({ name: text, version: optionalText, owner: optionalText })),
  payload,
  rates: v.nullable(v.looseObject({ concurrency: optionalText, errors: optionalText })),
  commandId: optionalText,
  item: optionalText,
  automatic: flag,
  omitted: flag,
  process: v.nullable(guestProcess),
  origin: v.looseObject({ format: text, records: texts, addendum: flag, hash: text }),
})
