import { keyOf } from '../history/request'
import { HOUR, type EpochMs } from '../model/time'
import type { Detector } from './detector'

/** How far apart two activities of one person in two clouds may lie to be told together. */
export const ELSEWHERE_SPAN_MS = 4 * HOUR

/** An activity in the other cloud, as far as it is told. */
export interface Elsewhere {
  readonly id: string
  readonly at: EpochMs
  readonly human: string | null
  readonly address: string | null
  readonly family: string
}

/** Keys under which one person at work in two clouds can be recognised: the address, and the name people sign in with. */
export const elsewhereKeys = ({ human, address }: Pick<Elsewhere, 'human' | 'address'>): readonly string[] => [
  ...(address === null ? [] : [keyOf('elsewhere', 'address', address)]),
  ...(human === null ? [] : [keyOf('elsewhere', 'human', human.toLowerCase())]),
]

/** Keeps what was done in the other cloud where activities of this one can find it. Idempotent; rejects when the store is down. */
export const rememberElsewhere = async ({ ports }: Detector, cloud: 'aws' | 'azure', activity: Elsewhere): Promise<void> => {
  const windows = elsewhereKeys(activity).map((key) => ({ key, spanMs: ELSEWHERE_SPAN_MS, add: [{ label: `${cloud}/${activity.family}`, note: activity.id.slice(0, 40) }] }))
  if (windows.length > 0) await ports.history.recall({ here: { at: activity.at, id: activity.id }, terms: [], windows, again: false })
}
