import type { Activity } from '../model/activity'
import type { Evidence } from '../model/finding'
import { DAY, isoTime, type EpochMs } from '../model/time'

/** Most items of a list that a person is shown. */
const MAX_LISTED = 20

export const evidence = (label: string, value: string | number | null): Evidence => ({
  label,
  value: value === null ? 'not known' : String(value),
})

/**
 * A list that stays readable: the first items and how many more there are. `total` counts
 * items that are not in the list.
 */
export const listed = (items: readonly string[], total: number = items.length): string => {
  const shown = items.slice(0, MAX_LISTED)
  return total > shown.length ? `${shown.join(', ')} and ${total - shown.length} more` : shown.join(', ')
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** "never before" or how long ago. */
export const lastSeen = (latest: EpochMs | null, now: EpochMs): string =>
  latest === null ? 'never before' : `${isoTime(latest)}, ${plural(Math.floor((now - latest) / DAY), 'day')} earlier`

export const sourceText = ({ source }: Activity): string =>
  source.kind === 'address' ? source.ip : source.kind === 'service' ? source.name : 'an unknown address'

/** One of several signs of the same thing: what a summary says of it, and what shows it. */
export interface Sign {
  readonly phrase: string
  readonly shows: readonly Evidence[]
}

/** Summary and evidence of all signs there are; two that say the same say it once. */
export const fromSigns = (
  who: string,
  signs: readonly Sign[],
): { readonly summary: string; readonly evidence: readonly Evidence[] } => ({
  summary: `${who} ${[...new Set(signs.map(({ phrase }) => phrase))].join(', and ')}`,
  evidence: signs.flatMap(({ shows }) => shows),
})
