import type { Clock } from '../../shared/model/clock'

/** The clock of this machine. No promises of node:timers: loading them costs a cold start more than this line. */
export const systemClock: Clock = {
  now: Date.now,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
}
