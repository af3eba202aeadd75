import type { Clock } from '../../shared/model/clock'

/** A clock that tests move by hand; sleeping moves it too. */
export const testClock = (start = 0): Clock & { time: number } => {
  const clock = {
    time: start,
    now: () => clock.time,
    sleep: async (ms: number) => {
      clock.time += ms
    },
    random: () => 0.5,
  }
  return clock
}
