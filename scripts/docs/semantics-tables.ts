import { READ_LIMITS } from '../../shared/reading/read-settings'
import { ANALYZED_MAX, LAYERED_MAX } from '../../shared/command/analyze'
import { MAX_IDS, MAX_TEXT, SILENCE_DAYS } from '../../shared/engine/build-alert'
import { ROUTINE_DAYS } from '../../shared/engine/judge'
import { MAX_LEDGER_MEMBERS, MILESTONES } from '../../shared/engine/throttle'
import { MAX_DEPTH } from '../../shared/model/canonical'
import { BAND_MINIMUM, FINDING_RISK, SEVERITIES } from '../../shared/model/severity'
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/model/time'
import { SILENT_FOR_MS } from '../../shared/pipeline/dedupe-notices'
import { DEFERRED_WORK, READ_AGAIN_FOR_MS } from '../../shared/pipeline/deferred-work'
import { LEASE_MS, OWN_PATIENCE_MS, PATIENCE_MS } from '../../shared/pipeline/claim-and-send'
import { KEEP_MS as KEEP_ACTIVITY_MS } from '../../shared/pipeline/judged-activity'
import { ALONE_AFTER_MS, MAX_EVENTS } from '../../shared/pipeline/process-native'
import { MAX_STARTS, WAIT_FOR_END_MS } from '../../shared/pipeline/process-stage'
import { KEEP_HELD_MS } from '../../shared/pipeline/rate-limit'
import { MIN_TRIES, RETRY_AFTER_MS } from '../../shared/pipeline/sweep'
import { COMMAND_ID_SPAN_MS } from '../../shared/rules/agent-join'
import { SESSION_SPAN_MS } from '../../shared/rules/delegated-admin'
import { SPAN_MS as OTHER_CLOUD_SPAN_MS } from '../../shared/rules/other-cloud'
import { CALLER_FAMILIES, MACHINE_FAMILIES, MAX_SINGLE_MACHINES, RUNNING_FAMILIES } from '../../shared/rules/families'
import { HABIT_DAYS } from '../../shared/state/term'
import { MAX_MEMBERS } from '../../shared/state/window'
import { table } from './markdown'

const UNITS = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [SECOND, 'second'],
] as const

/**
 * A length of time in the largest unit that gives at least two of it, else in the largest that gives a whole number.
 * @internal
 */
export const duration = (ms: number): string => {
  const [unit, name] =
    UNITS.find(([size]) => ms % size === 0 && ms / size >= 2) ?? UNITS.find(([size]) => ms % size === 0) ?? UNITS[3]
  const count = ms / unit
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

const number = (value: number): string => value.toLocaleString('en-US')

/** Severities with the risk of a finding and the lowest risk of an alert. */
export const severitiesTable = (): string =>
  table(
    ['severity', 'risk of a finding', 'lowest risk of an alert'],
    SEVERITIES.map((severity) => [severity, String(FINDING_RISK[severity]), String(BAND_MINIMUM[severity])]),
  )

/** Which families the rules about callers, machines and running something look at. */
export const familiesTable = (): string =>
  table(
    ['what', 'families'],
    [
      ['first-seen-caller', CALLER_FAMILIES.join(', ')],
      ['first-seen-caller-on-target, mass-execution on AWS', MACHINE_FAMILIES.aws.join(', ')],
      ['first-seen-caller-on-target, mass-execution on Azure', MACHINE_FAMILIES.azure.join(', ')],
      ['broad-target-selector, caller-not-listed, unexpected-client', RUNNING_FAMILIES.join(', ')],
      ['every other rule', 'as its condition says'],
    ],
  )

/** Every kind of deferred work is tried equally long. */
const patience = (): string => duration(Math.max(...DEFERRED_WORK.map(({ patienceMs }) => patienceMs)))

/** Lengths of time that the code holds as constants. */
export const timesTable = (): string =>
  table(
    ['what', 'how long'],
    [
      ['days that count for a routine finding, at least', `${HABIT_DAYS} days`],
      ['of them, days on which it must have been seen', `${ROUTINE_DAYS} days`],
      ['a role session, by which an issued key is followed', duration(SESSION_SPAN_MS)],
      ['a command id joins its processes', duration(COMMAND_ID_SPAN_MS)],
      ['activities of both clouds are shown together', duration(OTHER_CLOUD_SPAN_MS)],
      ['a command without a call waits before it is judged alone', duration(ALONE_AFTER_MS)],
      ['`RUNWARDEN_ALERT_ON=success` waits for the end of an operation, at most', duration(WAIT_FOR_END_MS)],
      ['a text that the service was too busy to return is asked for again', duration(READ_AGAIN_FOR_MS)],
      ['the right to send an alert is leased', duration(LEASE_MS)],
      ["wait for another activity's lease before the record is tried again later", duration(PATIENCE_MS)],
      ['wait for the lease of another run with the same record', duration(OWN_PATIENCE_MS)],
      ['failed work is tried again after', duration(RETRY_AFTER_MS)],
      [`failed work is given up after, and after ${MIN_TRIES} tries`, patience()],
      ['alerts wait for the summary of their hour, at most', duration(KEEP_HELD_MS)],
      ['a judged activity is remembered', duration(KEEP_ACTIVITY_MS)],
      ['one with a command id is remembered', duration(COMMAND_ID_SPAN_MS + DAY)],
      ['notices with one title, at most one in', duration(SILENT_FOR_MS)],
      ['a suggested suppression ends after', `${SILENCE_DAYS} days`],
    ],
  )

/** Sizes and counts that the code holds as constants. */
export const limitsTable = (): string =>
  table(
    ['what', 'limit', 'beyond it'],
    [
      ['members of a stored window', number(MAX_MEMBERS), 'counts are lower bounds, see Memory'],
      ['machines of one call that are looked up one by one', number(MAX_SINGLE_MACHINES), 'broad-target-selector'],
      ['Starts of one Azure correlation id', number(MAX_STARTS), 'further ones fold into the latest'],
      ['native events of one command that are kept', number(MAX_EVENTS), 'further machines are not listed'],
      ['member hashes of a ledger entry', number(MAX_LEDGER_MEMBERS), 'they are counted only'],
      ['milestones of machines and repeats', MILESTONES.map(number).join(', '), 'counted, not sent again'],
      ['characters of a command text that are analysed', number(ANALYZED_MAX), 'its middle, which is reported'],
      ['characters of all its decoded layers', number(LAYERED_MAX), 'further layers, which is reported'],
      ['characters of a command that an alert shows', number(MAX_TEXT), 'the number of further ones'],
      ['machines that an alert lists', number(MAX_IDS), 'their number'],
      ['levels of nesting in a record', number(MAX_DEPTH), 'the record is rejected'],
      ['bytes of a record or line in a scan', number(READ_LIMITS.recordBytes), 'it is refused; files have no limit'],
      ['problems of one file that a scan prints', number(READ_LIMITS.problemsPerFile), 'their number'],
    ],
  )
