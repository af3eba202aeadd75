import * as v from 'valibot'
import { redactSecrets } from '../command/secrets'
import type { Clock } from '../model/clock'
import type { NativeCommand } from '../model/normalized'
import { DAY, MINUTE } from '../model/time'
import { aloneActivity, mergeNatives, withNative } from '../providers/aws/join-native'
import { CALL, NATIVE_EVENTS, NATIVE_HEAD, type NativeEvent, type NativeHead } from '../state/kinds'
import type { StateStore } from '../state/store'
import { update } from '../state/update'
import { NATIVE } from '../state/works'
import { Impossible } from './impossible-work'
import { falseIfUnreadable, readActivityRecord } from './judged-activity'
import type { Detector } from './detector'
import type { NativesPort, Ports } from './ports'
import { processActivity } from './process-activity'

/** Time after which a command known from native events only is judged without a caller. */
export const ALONE_AFTER_MS = 15 * MINUTE

/**
 * How long the text of a command waits for its call, or its call for the text: longer than the deferred work that needs
 * it is tried, and than an outage that nobody notices on a weekend.
 */
const KEEP_MS = 3 * DAY

/** Most events of one command that are kept: a command on ten thousand machines has as many, and an alert names 50. */
export const MAX_EVENTS = 50

/** The native events of a command, and all they say together. */
interface Natives {
  readonly ids: readonly string[]
  readonly merged: NativeCommand | null
}

/**
 * Keeps what a native event knows of a command and, when the call was judged without a text, judges the call again. A
 * command whose call has not come is judged alone by the sweep. An event that adds nothing new is read, not written.
 */
export const processNative = async (detector: Detector, native: NativeCommand): Promise<void> => {
  const { state } = detector.ports
  const { commandId } = native
  const call = await readCall(state, commandId)
  if (call !== null && (await hasText(state, call).catch(falseIfUnreadable))) return
  const { head, natives } = await keep(detector, native)
  const isDone = call !== null && (await judgeAgain(detector, call, natives).catch(falseIfUnreadable))
  if (!isDone) await state.defer(NATIVE, commandId, commandId, head.since + ALONE_AFTER_MS)
}

/** Id of the activity that is the call of a command; null while none came. */
const readCall = async (state: StateStore, commandId: string): Promise<string | null> =>
  (await state.read(CALL, [commandId])).get(commandId)?.value ?? null

const hasText = async (state: StateStore, activityId: string): Promise<boolean> =>
  typeof (await readActivityRecord(state, activityId))?.record.scriptHash === 'string'

/** Judges a call again with a text that came later. Resolves to false while the call is not judged at all. */
const judgeAgain = async (detector: Detector, activityId: string, { merged, ids }: Natives): Promise<boolean> => {
  const judged = await readActivityRecord(detector.ports.state, activityId)
  if (judged === null) return false
  if (merged !== null && merged.text !== null && judged.record.scriptHash === null)
    await processActivity(detector, withNative(judged.record.activity, merged, ids), 'again')
  return true
}

const keep = async (
  { ports: { state, clock } }: Detector,
  native: NativeCommand,
): Promise<{ readonly head: NativeHead; readonly natives: Natives }> => {
  const { text, ...event } = native
  const expiresAt = clock.now() + KEEP_MS
  const kept: NativeEvent = { ...event, instances: event.instances.slice(0, MAX_EVENTS) }
  const [head, { members }] = await Promise.all([
    keepHead(state, clock, native.commandId, text === null ? null : redactSecrets(text)),
    state.addMembers(NATIVE_EVENTS, native.commandId, [kept], MAX_EVENTS, expiresAt),
  ])
  return { head, natives: nativesOf(head, members) }
}

const keepHead = (state: StateStore, clock: Clock, id: string, text: string | null): Promise<NativeHead> => {
  const now = clock.now()
  return update(state, clock, { kind: NATIVE_HEAD, id, expiresAt: () => now + KEEP_MS }, (known) => {
    if (known !== null && (known.text !== null || text === null)) return { next: null, answer: known }
    const next: NativeHead = { since: known?.since ?? now, text }
    return { next, answer: next }
  })
}

const nativesOf = (head: NativeHead, members: readonly NativeEvent[]): Natives => {
  const events = members.map((event): NativeCommand => ({ ...event, text: head.text }))
  return { ids: events.map(({ id }) => id), merged: mergeNatives(events) }
}

const NONE: Natives = { ids: [], merged: null }

/** Meets calls with their native events in the state store. */
export const storedNatives = (state: StateStore, clock: Clock): NativesPort => ({
  meet: async ({ cloud, process, commandId, id }) => {
    if (cloud !== 'aws' || process !== null || commandId === null || id === `command/${commandId}`) return null
    try {
      const [{ merged, ids }] = await Promise.all([
        readNatives(state, commandId),
        state.write(CALL, commandId, id, null, clock.now() + KEEP_MS),
      ])
      return merged === null ? null : { merged, ids }
    } catch {
      // That the store cannot be reached is noticed in the next phase; here it only means no text.
      return null
    }
  },
})

const readNatives = async (state: StateStore, commandId: string): Promise<Natives> => {
  const [found, { members }] = await Promise.all([
    state.read(NATIVE_HEAD, [commandId]),
    state.addMembers(NATIVE_EVENTS, commandId, [], MAX_EVENTS, 0),
  ])
  const head = found.get(commandId)?.value ?? null
  return head === null ? NONE : nativesOf(head, members)
}

/**
 * Judges a command on its own whose call never came. Where the call and its events passed each other unseen, the call
 * is judged again with their text. Resolves to false while the call is not judged at all.
 */
export const judgeAlone = async (detector: Detector, commandId: string): Promise<boolean> => {
  const { state } = detector.ports
  const [call, natives] = await Promise.all([readCall(state, commandId), readNatives(state, commandId)])
  if (call !== null) return judgeAgain(detector, call, natives)
  if (natives.merged === null) throw new Impossible('the native events of the command are gone, or cannot be read')
  await processActivity(detector, aloneActivity(natives.merged, natives.ids), 'first')
  return true
}

/** What work on a command stands on beside its body, for the quarantine; null where nothing is left. */
export const nativeEventsOf = async (state: StateStore, commandId: string): Promise<unknown> => {
  const [heads, { members }] = await Promise.all([
    state.read(NATIVE_HEAD, [commandId]),
    state.addMembers(NATIVE_EVENTS, commandId, [], MAX_EVENTS, 0),
  ])
  const head = heads.get(commandId)?.value ?? null
  return head === null ? null : { head, events: members }
}

const keptEvents = v.object({ head: v.unknown(), events: v.array(v.unknown()) })

/** Puts back what `nativeEventsOf` gave, where it is gone. Rejects with Unreadable for what is damaged. */
export const restoreNativeEvents = async (
  { state, clock }: Pick<Ports, 'state' | 'clock'>,
  commandId: string,
  kept: unknown,
): Promise<void> => {
  const parsed = v.safeParse(keptEvents, kept)
  if (!parsed.success) return
  const head = NATIVE_HEAD.decode(JSON.stringify(parsed.output.head))
  const events = parsed.output.events.map((event) => NATIVE_EVENTS.decode(JSON.stringify(event)))
  const expiresAt = clock.now() + KEEP_MS
  await update(state, clock, { kind: NATIVE_HEAD, id: commandId, expiresAt: () => expiresAt }, (known) => ({
    next: known === null ? head : null,
    answer: undefined,
  }))
  await state.addMembers(NATIVE_EVENTS, commandId, events, MAX_EVENTS, expiresAt)
}
