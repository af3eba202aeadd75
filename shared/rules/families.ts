import { machinesOf, tookEffect, type Activity, type Cloud } from '../model/activity'
import type { Family } from '../model/operation'

/** Families in which a caller's first call is worth a finding. */
export const CALLER_FAMILIES: readonly Family[] = [
  'command',
  'session',
  'automation',
  'schedule',
  'document',
  'extension',
  'boot',
]

/** Families that make something run, at once or later. */
export const RUNNING_FAMILIES: readonly Family[] = ['command', 'session', 'automation', 'schedule', 'extension', 'boot']

/**
 * Families whose calls name the machines they act on. A schedule on Azure names an automation account instead; an
 * automation is started for one machine after another by what scales a fleet, each time with parameters of its own, so
 * that it would never count as usual.
 */
export const MACHINE_FAMILIES: Readonly<Record<Cloud, readonly Family[]>> = {
  aws: ['command', 'session', 'schedule', 'extension', 'boot'],
  azure: ['command', 'session', 'extension', 'boot'],
}

export const isIn = (activity: Activity, families: readonly Family[]): boolean => families.includes(activity.family)

/** Most machines of one activity that are looked up one by one. */
export const MAX_SINGLE_MACHINES = 100

/** Machines on which an effective activity makes something run, now or later; none of a call that is only listed. */
export const machinesActedOn = (activity: Activity): readonly string[] =>
  isIn(activity, MACHINE_FAMILIES[activity.cloud]) && tookEffect(activity) && !activity.automatic
    ? machinesOf(activity)
    : []

/** A count of machines as a size class: rounded up to a power of two (semantics.md, "Routine findings"). */
export const sizeClass = (count: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, count)))
