import { compileGlobs } from '../config/glob'
import type { Settings } from '../config/settings'
import { WEEKDAYS, type ChangeWindow, type Suppression } from '../config/suppressions'
import type { SourceNetwork } from '../enrich/source-network'
import { machinesOf, type Activity } from '../model/activity'
import type { EpochMs } from '../model/time'
import { matchesCaller } from '../rules/caller-list'
import { UNSILENCEABLE_RULE } from '../rules'
import { scriptHash } from './script-hash'

const compiled = new WeakMap<readonly string[], (text: string) => boolean>()

const anyMatches = (globs: readonly string[] | undefined, values: readonly (string | null)[]): boolean => {
  if (globs === undefined) return true
  let matches = compiled.get(globs)
  if (matches === undefined) compiled.set(globs, (matches = compileGlobs(globs)))
  return values.some((value) => value !== null && matches(value))
}

/** Every machine must match, so that a silence for one machine never covers a call on that machine and others. */
const allMachinesMatch = (globs: readonly string[] | undefined, activity: Activity): boolean => {
  if (globs === undefined) return true
  const machines = machinesOf(activity)
  return (
    machines.length > 0 &&
    machines.every((machine) => anyMatches(globs, [machine, machine.slice(machine.lastIndexOf('/') + 1)]))
  )
}

const networkNames = ({ source }: Activity, network: SourceNetwork): readonly (string | null)[] => [
  network.asn === null ? null : `AS${network.asn}`,
  network.organization,
  source.kind === 'address' ? source.ip : source.kind === 'service' ? source.name : null,
]

/**
 * Reason of the first suppression that covers a finding, or null. Expired ones cover nothing; nothing covers
 * detector-tampering. `hash` stands for the script of an activity whose text is no longer kept.
 */
export const suppressionReason = (
  rule: string,
  activity: Activity,
  network: SourceNetwork,
  settings: Settings,
  hash = scriptHash(activity),
): string | null =>
  rule === UNSILENCEABLE_RULE
    ? null
    : (settings.suppressions.find((suppression) =>
        covers(suppression, rule, activity, network, hash, settings.changeWindows),
      )?.reason ?? null)

const covers = (
  suppression: Suppression,
  rule: string,
  activity: Activity,
  network: SourceNetwork,
  hash: string | null,
  changeWindows: readonly ChangeWindow[],
): boolean =>
  activity.at < suppression.until &&
  (suppression.caller === undefined || matchesCaller(suppression.caller, activity.actor)) &&
  anyMatches(suppression.rule, [rule]) &&
  anyMatches(suppression.operation, [activity.operation]) &&
  anyMatches(suppression.document, [activity.document?.name ?? null]) &&
  anyMatches(suppression.scriptHash, [hash]) &&
  allMachinesMatch(suppression.target, activity) &&
  anyMatches(suppression.network, networkNames(activity, network)) &&
  anyMatches(suppression.account, [activity.scope.account]) &&
  anyMatches(suppression.region, [activity.scope.region]) &&
  anyMatches(suppression.resourceGroup, [activity.scope.resourceGroup]) &&
  (suppression.changeWindow === undefined ||
    changeWindows.some((window) => window.name === suppression.changeWindow && isInside(window, activity.at)))

const LAST_MINUTE = 24 * 60

/** Whether a time lies in a change window; one that runs past midnight belongs to the day it begins on. @internal */
export const isInside = (window: ChangeWindow, at: EpochMs): boolean => {
  if ('start' in window) return at >= window.start && at < window.end
  const { weekday, minute } = localClock(at, window.zone)
  const from = minutes(window.from)
  const to = minutes(window.to)
  const today = window.days.includes(weekday)
  if (from < to) return today && minute >= from && minute < to
  const yesterday = WEEKDAYS[(WEEKDAYS.indexOf(weekday) + 6) % 7] ?? weekday
  return (today && minute >= from && minute < LAST_MINUTE) || (window.days.includes(yesterday) && minute < to)
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

const localClock = (
  at: EpochMs,
  zone: string,
): { readonly weekday: (typeof WEEKDAYS)[number]; readonly minute: number } => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((candidate) => candidate.type === type)?.value ?? ''
  const weekday = WEEKDAYS.find((day) => day === part('weekday').toLowerCase()) ?? 'sun'
  return { weekday, minute: Number(part('hour')) * 60 + Number(part('minute')) }
}
