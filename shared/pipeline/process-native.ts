import { redactSecrets } from '../command/secrets'
import type { StateStore } from '../history/state-store'
import type { Activity } from '../model/activity'
import type { Clock } from '../model/clock'
import { hash64 } from '../model/hash'
import type { NativeCommand } from '../model/normalized'
import { DAY, MINUTE } from '../model/time'
import { aloneActivity, mergeNatives, withNative } from '../providers/aws/join-native'
import { readActivityRecord } from './activity-record'
import type { Detector } from './detector'
import type { CommandTextPort } from './ports'
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
    const next = [...known, native.text === null ? native : { ...native, text: redactSecrets(native.text) }]
    if (await state.write(item, JSON.stringify(next), stored?.version ?? null, clock.now() + KEEP_DAYS * DAY)) return next
    await clock.sleep(clock.random() * 20 * 2 ** attempt)
  }
  throw new Error(`native event could not be kept: ${TRIES} writers in a row were faster`)
}

/**
 * Command text from another port, and from native events where they know more. Both are asked at once. Leaves a mark by which
 * events that come later find the call.
 */
export const textWithNatives = (state: StateStore, clock: Clock, inner: CommandTextPort): CommandTextPort => ({
  complete: async (activity) => {
    const [completed, known] = await Promise.all([inner.complete(activity), nativesOf(state, clock, activity)])
    const merged = mergeNatives(known)
    return merged === null ? completed : withNative(completed, merged, known.map(({ id }) => id))
  },
})

/** Native events of a call's command. A store that cannot be reached is noticed in the next phase; here it only means no text. */
const nativesOf = async (state: StateStore, clock: Clock, { cloud, process, commandId, id }: Activity): Promise<NativeRecord> => {
  if (cloud !== 'aws' || process !== null || commandId === null || id === `command/${commandId}`) return []
  const item = nativeItem(commandId)
  try {
    const [found] = await Promise.all([state.read([item]), state.write(callItem(commandId), id, null, clock.now() + KEEP_DAYS * DAY)])
    const stored = found.get(item)
    return stored === undefined ? [] : (JSON.parse(stored.value) as NativeRecord)
  } catch {
    return []
  }
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
