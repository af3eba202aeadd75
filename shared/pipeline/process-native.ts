import { redactSecrets } from '../command/secrets'
import type { StateStore, Stored } from '../state/store'
import type { Activity } from '../model/activity'
import type { Clock } from '../model/clock'
import { hash64 } from '../model/hash'
import type { NativeCommand } from '../model/normalized'
import { DAY, MINUTE, type EpochMs } from '../model/time'
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

/** Most events of one command that are kept: a command on ten thousand machines has as many, and an alert names 50. */
const MAX_EVENTS = 50

const TRIES = 8

/** Deferred work of this kind: `native/<command id>`. */
export const NATIVE = 'native/'

const headItem = (commandId: string): string => `native/${hash64(commandId)}`
const eventsItem = (commandId: string): string => `native-events/${hash64(commandId)}`
const callItem = (commandId: string): string => `call/${hash64(commandId)}`

/** What is known once for a command: when the first of its events came, by the wall clock, and its text without secrets. */
interface Head {
  readonly since: EpochMs
  readonly text: string | null
}

/** The native events of a command, and all they say together. */
interface Natives {
  readonly ids: readonly string[]
  readonly merged: NativeCommand | null
}

/**
 * Keeps what a native event knows of a command and, when the call was judged without a text, judges the call again. A command whose
 * call has not come is judged alone by the sweep. An event that tells nothing new is read, not written.
 */
export const processNative = async (detector: Detector, native: NativeCommand): Promise<void> => {
  const { state } = detector.ports
  const call = (await state.read([callItem(native.commandId)])).get(callItem(native.commandId))
  if (call !== undefined && (await hasText(state, call))) return
  const { head, natives } = await keep(detector, native)
  const isSettled = call !== undefined && (await judgeAgain(detector, call, natives))
  if (!isSettled) await state.defer(`${NATIVE}${native.commandId}`, native.commandId, head.since + ALONE_AFTER_MS)
}

const hasText = async (state: StateStore, { value: activityId }: Stored): Promise<boolean> =>
  typeof (await readActivityRecord(state, activityId))?.record.scriptHash === 'string'

/** Judges a call again with a text that came later. Resolves to false while the call is not judged at all. */
const judgeAgain = async (
  detector: Detector,
  { value: activityId }: Stored,
  { merged, ids }: Natives,
): Promise<boolean> => {
  const judged = await readActivityRecord(detector.ports.state, activityId)
  if (judged === null) return false
  if (merged !== null && merged.text !== null && judged.record.scriptHash === null)
    await processActivity(detector, withNative(judged.record.activity, merged, ids), 'again')
  return true
}

const keep = async (
  { ports }: Detector,
  native: NativeCommand,
): Promise<{ readonly head: Head; readonly natives: Natives }> => {
  const { state, clock } = ports
  const { text, ...event } = native
  const [head, { members }] = await Promise.all([
    keepHead(state, clock, native.commandId, text === null ? null : redactSecrets(text)),
    state.addMembers(
      eventsItem(native.commandId),
      [JSON.stringify({ ...event, instances: event.instances.slice(0, MAX_EVENTS) })],
      MAX_EVENTS,
      clock.now() + KEEP_DAYS * DAY,
    ),
  ])
  return { head, natives: nativesOf(head, members) }
}

const keepHead = async (state: StateStore, clock: Clock, commandId: string, text: string | null): Promise<Head> => {
  const item = headItem(commandId)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const stored = (await state.read([item])).get(item)
    const known = stored === undefined ? null : (JSON.parse(stored.value) as Head)
    if (known !== null && (known.text !== null || text === null)) return known
    const next: Head = { since: known?.since ?? clock.now(), text }
    if (await state.write(item, JSON.stringify(next), stored?.version ?? null, clock.now() + KEEP_DAYS * DAY))
      return next
    await clock.sleep(clock.random() * 20 * 2 ** attempt)
  }
  throw new Error(`native event could not be kept: ${TRIES} writers in a row were faster`)
}

const nativesOf = (head: Head, members: readonly string[]): Natives => {
  const events = members.map(
    (member): NativeCommand => ({ ...(JSON.parse(member) as Omit<NativeCommand, 'text'>), text: head.text }),
  )
  return { ids: events.map(({ id }) => id), merged: mergeNatives(events) }
}

/**
 * Command text from another port, and from native events where they know more. Both are asked at once. Leaves a mark by which
 * events that come later find the call.
 */
export const textWithNatives = (state: StateStore, clock: Clock, inner: CommandTextPort): CommandTextPort => ({
  complete: async (activity) => {
    const [completed, { merged, ids }] = await Promise.all([
      inner.complete(activity),
      markAndRead(state, clock, activity),
    ])
    return merged === null ? completed : withNative(completed, merged, ids)
  },
})

const NONE: Natives = { ids: [], merged: null }

/** Native events of a call's command. A store that cannot be reached is noticed in the next phase; here it only means no text. */
const markAndRead = async (
  state: StateStore,
  clock: Clock,
  { cloud, process, commandId, id }: Activity,
): Promise<Natives> => {
  if (cloud !== 'aws' || process !== null || commandId === null || id === `command/${commandId}`) return NONE
  try {
    const [natives] = await Promise.all([
      readNatives(state, commandId),
      state.write(callItem(commandId), id, null, clock.now() + KEEP_DAYS * DAY),
    ])
    return natives
  } catch {
    return NONE
  }
}

const readNatives = async (state: StateStore, commandId: string): Promise<Natives> => {
  const [found, { members }] = await Promise.all([
    state.read([headItem(commandId)]),
    state.addMembers(eventsItem(commandId), [], MAX_EVENTS, 0),
  ])
  const stored = found.get(headItem(commandId))
  return stored === undefined ? NONE : nativesOf(JSON.parse(stored.value) as Head, members)
}

/**
 * The sweep's part: a command whose call never came is judged on its own. Where the call and its events passed each other unseen, the
 * call is judged again with their text.
 */
export const judgeAlone: Chore = async (detector, { value: commandId }) => {
  const { state } = detector.ports
  const [found, natives] = await Promise.all([state.read([callItem(commandId)]), readNatives(state, commandId)])
  const call = found.get(callItem(commandId))
  if (call !== undefined) return judgeAgain(detector, call, natives)
  if (natives.merged !== null) await processActivity(detector, aloneActivity(natives.merged, natives.ids), 'first')
  return true
}
