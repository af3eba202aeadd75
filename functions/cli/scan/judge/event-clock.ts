import type { Clock } from '../../../../shared/model/clock'
import type { EpochMs } from '../../../../shared/model/time'

/** A clock that stands at the time of the record being judged, so that a scan never depends on when it is run. */
export interface EventClock extends Clock {
  readonly moveTo: (at: EpochMs) => void
}

export const eventClock = (): EventClock => {
  let time = 0
  return {
    now: () => time,
    moveTo: (at) => {
      time = Math.max(time, at)
    },
    // A scan judges one activity after the other: nobody else's claim can be waited for.
    sleep: async () => {},
    random: () => 0,
  }
}
