import type { NativeCommand } from '../model/normalized'
import { hash64 } from '../model/hash'
import { DAY, MINUTE } from '../model/time'
import { aloneActivity, mergeNatives, withNative } from '../providers/aws/join-native'
import type { Activity } from '../model/activity'
import { readActivityRecord } from './activity-record'
import type { Detector } from './detector'
import { processActivity } from './process-activity'
import type { Chore } from './sweep'

/** Time after which a command known from native events only is judged without a caller (DESIGN 4.5). */
const ALONE_AFTER_MS = 15 * MINUTE

/** Days the text of a command waits for its call, or its call for the text. */
const KEEP_DAYS = 1

const TRIES = 8

/** Deferred work of this kind: `native/<command id>`. */
export const NATIVE = 'native/'

const nativeItem = (commandId: string): string => `native/${hash64(commandId)}`
const callItem = (commandId: string): string => `call/${hash64(commandId)}`

/** Native events of one command, as kept until the call is known. */
type NativeRecord = readonly NativeCommand[]

/**
 * Keeps what a native event knows of a command and, when the call was judged without it, judges the call again. A command whose
 * call has not come is judged alone by the sweep.
 */
export const processNative = async (detector: Detector, native: NativeCommand): Promise<void> => {
  const { state, clock } = detector.ports
  const known = await keep(detector, native)
  const call = (await state.read([callItem(native.commandId)])).get(callItem(native.commandId))
  if (call === undefined) return state.defer(`${NATIVE}${native.commandId}`, native.commandId, clock.now() + ALONE_AFTER_MS)
  const judged = await readActivityRecord(state, call.value)
  const merged = mergeNatives(known)
  if (judged === null || merged === null || merged.text === null || judged.record.scriptHash !== null) return undefined
  await processActivity(detector, withNative(judged.record.activity, merged, known.map(({ id }) => id)), 'again')
  return undefined
}

const keep = async ({ ports }: Detector, native: NativeCommand): Promise<NativeRecord> => {
  const { state, clock } = ports
  const item = nativeItem(native.commandId)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const stored = (await state.read([item])).get(item)
    const known = stored === undefined ? [] : (JSON.parse(stored.value) as NativeRecord)
    if (known.some(({ id }) => id === native.id)) return known
    const next = [...known, native]
    if (await state.write(item, JSON.stringify(next), stored?.version ?? null, clock.now() + KEEP_DAYS * DAY)) return next
    await clock.sleep(clock.random() * 20 * 2 ** attempt)
  }
  throw new Error(`native event could not be kept: ${TRIES} writers in a row were faster`)
}

/** A call with what native events have said of its command so far. Leaves a mark by which later events find it. */
export const meetNative = async (detector: Detector, activity: Activity): Promise<Activity> => {
  const { commandId } = activity
  if (activity.cloud !== 'aws' || activity.process !== null || commandId === null || activity.id === `command/${commandId}`) return activity
  const { state, clock } = detector.ports
  const [found] = await Promise.all([state.read([nativeItem(commandId)]), state.write(callItem(commandId), activity.id, null, clock.now() + KEEP_DAYS * DAY)])
  const stored = found.get(nativeItem(commandId))
  const known = stored === undefined ? [] : (JSON.parse(stored.value) as NativeRecord)
  const merged = mergeNatives(known)
  return merged === null ? activity : withNative(activity, merged, known.map(({ id }) => id))
}

/** The sweep's part: a command whose call never came is judged on its own. */
export const judgeAlone: Chore = async (detector, { value: commandId }) => {
  const { state } = detector.ports
  const found = await state.read([nativeItem(commandId), callItem(commandId)])
  const stored = found.get(nativeItem(commandId))
  if (stored === undefined || found.has(callItem(commandId))) return true
  const known = JSON.parse(stored.value) as NativeRecord
  const merged = mergeNatives(known)
  if (merged !== null) await processActivity(detector, aloneActivity(merged, known.map(({ id }) => id)), 'first')
  return true
}
