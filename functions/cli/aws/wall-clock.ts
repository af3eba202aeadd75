import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../../shared/model/clock'

/** The clock of this machine, for what the command line does to a deployed installation. */
export const wallClock: Clock = { now: Date.now, sleep: (ms) => sleep(ms), random: Math.random }
