import * as v from 'valibot'
import { redactText } from '../command/redact-alert'
import { selftestReportSchema, type SelftestReport } from '../contracts/self-test'
import { hash64 } from '../model/hash'
import type { NativeCommand, Stage } from '../model/normalized'
import type { RedactedText } from '../model/redacted-alert'
import type { Severity } from '../model/severity'
import type { EpochMs } from '../model/time'
import { activityRecordSchema, type ActivityRecord } from './activity-record'
import { activitySchema, oneOf, optionalText, severity, text, texts, time } from './activity-schema'
import { bareNumber, bareText, json } from './codec'
import { kind, setKind, type Kind, type SetKind } from './kind'
import { ledgerEntrySchema, type LedgerEntry } from './ledger-entry'
import type { Member } from './request'
import type { TermRecord } from './term'
import { termCodec } from './term-codec'
import { memberCodec } from './window-member'

/*
 * Every sort of item, with its key and the form of its values. Keys stay byte for byte: a new one would orphan what was
 * learned, and Azure chooses the table by the key's beginning. Members may be added to values, never taken away or
 * given another meaning: during a deployment older code reads them.
 */

/** 128 bits as two hashes of 64. */
const long = (id: string): string => `${hash64(id)}${hash64(`${id}/2`)}`

/** A judged activity, by its id. */
export const ACTIVITY: Kind<ActivityRecord> = kind(
  'activity',
  (id) => `activity/${long(id)}`,
  json(activityRecordSchema),
)

/** What was sent and counted, by alert key. */
export const LEDGER: Kind<LedgerEntry> = kind('ledger', (key) => `ledger/${long(key)}`, json(ledgerEntrySchema))

/** When something was seen, by what was seen. */
export const TERM: Kind<TermRecord> = kind('term', (key) => `term/${long(key)}`, termCodec)

/** The start of learning, in epoch milliseconds; there is one. A pushed baseline moves it back. */
export const INSTALLATION: Kind<EpochMs> = kind('installation', () => 'installation', bareNumber)

/**
 * What is known of one fold key: the Start times in the order they were numbered, and the
 * stages merged for each number.
 */
export interface Fold {
  readonly starts: readonly EpochMs[]
  readonly merged: Readonly<Record<number, Stage>>
}

const stage: v.GenericSchema<unknown, Stage> = v.looseObject({
  foldKey: text,
  stage: oneOf<Stage['stage']>({ start: true, accept: true, final: true }),
  activity: activitySchema,
})

const fold: v.GenericSchema<unknown, Fold> = v.looseObject({
  starts: v.array(time),
  merged: v.record(v.pipe(v.string(), v.digits()), stage),
})

/** The stages of an Azure operation, by fold key. */
export const FOLD: Kind<Fold> = kind('fold', (key) => `fold/${long(key)}`, json(fold))

/**
 * What is known once for a command: when the first of its events came, by the wall clock, and its text without secrets.
 */
export interface NativeHead {
  readonly since: EpochMs
  readonly text: string | null
}

const nativeHead: v.GenericSchema<unknown, NativeHead> = v.looseObject({ since: time, text: optionalText })

/** What native events say of a command, by its id. */
export const NATIVE_HEAD: Kind<NativeHead> = kind('native', (id) => `native/${hash64(id)}`, json(nativeHead))

/** Id of the activity that is the call of a command, by the command's id. */
export const CALL: Kind<string> = kind('call', (id) => `call/${hash64(id)}`, bareText)

/** A notice that went out within an hour, by its title and the hour. */
export const NOTICE: Kind<Readonly<Record<string, unknown>>> = kind(
  'notice',
  (id) => `notice/${id}`,
  json(v.looseObject({})),
)

export const noticeId = (title: string, hour: number): string => `${hash64(title)}/${hour}`

/** Members of a stretch of event time, by `windowId`. */
export const WINDOW: SetKind<Member> = setKind('window', (id) => `window/${id}`, memberCodec)

/** A stored window item: twice the span long, one starting every span. `start` counts spans since the epoch. */
export const windowId = (key: string, spanMs: number, start: number): string => `${hash64(`${key}/${spanMs}`)}/${start}`

/** An event of a command, without the text. */
export type NativeEvent = Omit<NativeCommand, 'text'>

const nativeEvent: v.GenericSchema<unknown, NativeEvent> = v.looseObject({
  id: text,
  commandId: text,
  at: time,
  account: optionalText,
  region: optionalText,
  document: optionalText,
  instances: texts,
})

/** Native events of a command, by its id. */
export const NATIVE_EVENTS: SetKind<NativeEvent> = setKind(
  'native-events',
  (id) => `native-events/${hash64(id)}`,
  json(nativeEvent),
)

/** Ids of the alerts of an hour, by the hour since the epoch. */
export const RATE: SetKind<string> = setKind('rate', (hour) => `rate/${hour}`, bareText)

/** What the summary of an hour says of each alert that waits for it. */
export interface Held {
  readonly id: string
  readonly title: RedactedText
  readonly activity: string
  readonly severity: Severity
  readonly risk: number
}

const held: v.GenericSchema<unknown, Held> = v.looseObject({
  id: text,
  title: v.pipe(text, v.transform(redactText)),
  activity: text,
  severity,
  risk: v.number(),
})

/** Alerts that wait for the summary of their hour, by the hour since the epoch. */
export const HELD: SetKind<Held> = setKind('held', (hour) => `held/${hour}`, json(held))

/** What became of a self-test, by its mark. */
export const SELFTEST: Kind<SelftestReport> = kind('selftest', (mark) => `selftest/${mark}`, json(selftestReportSchema))
