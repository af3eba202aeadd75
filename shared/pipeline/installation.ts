import type { Settings } from '../config/settings'
import type { StateStore } from '../history/state-store'
import type { Clock } from '../model/clock'
import { DAY, type EpochMs } from '../model/time'

/** State item that holds the time an installation began to learn. A pushed baseline moves it back. */
export const INSTALLATION = 'installation'

const KEEP_DAYS = 36_500

/**
 * When learning began: the configured time, else the time of the first run, which is remembered. A store that cannot be reached means
 * "now": first-seen findings stay informational rather than flood.
 */
export const learningStart = async (state: StateStore, clock: Clock, { installedAt }: Pick<Settings, 'installedAt'>): Promise<EpochMs> => {
  if (installedAt !== null) return Date.parse(installedAt)
  const now = clock.now()
  try {
    await state.write(INSTALLATION, String(now), null, now + KEEP_DAYS * DAY)
    const stored = (await state.read([INSTALLATION])).get(INSTALLATION)
    return stored === undefined ? now : Number(stored.value)
  } catch {
    return now
  }
}
