import type { Settings } from '../config/settings'
import type { StateStore, Stored } from '../state/store'
import type { Clock } from '../model/clock'
import { DAY, type EpochMs } from '../model/time'

/** State item that holds the time an installation began to learn. A pushed baseline moves it back. */
export const INSTALLATION = 'installation'

const KEEP_DAYS = 36_500

/** The time that a stored start of learning tells; later than any other where none is stored. */
export const startIn = (stored: Stored | undefined): EpochMs =>
  stored === undefined ? Number.POSITIVE_INFINITY : Number(stored.value)

/**
 * When this host began to learn: the configured time, else the time of the first run, which is remembered. A store that cannot be reached means
 * "now": first-seen findings stay informational rather than flood. Whether a baseline moved it back is read with every activity.
 */
export const learningStart = async (
  state: StateStore,
  clock: Clock,
  { installedAt }: Pick<Settings, 'installedAt'>,
): Promise<EpochMs> => {
  if (installedAt !== null) return Date.parse(installedAt)
  const now = clock.now()
  try {
    await state.write(INSTALLATION, String(now), null, keepInstallationUntil(now))
    return Math.min(now, startIn((await state.read([INSTALLATION])).get(INSTALLATION)))
  } catch {
    return now
  }
}

const keepInstallationUntil = (now: EpochMs): EpochMs => now + KEEP_DAYS * DAY

const TRIES = 6

/** Moves the start of learning back to the time a baseline begins at; never forward. Rejects when the store cannot be reached. */
export const moveLearningStart = async (state: StateStore, clock: Clock, start: EpochMs): Promise<void> => {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const stored = (await state.read([INSTALLATION])).get(INSTALLATION)
    if (stored !== undefined && Number(stored.value) <= start) return
    if (await state.write(INSTALLATION, String(start), stored?.version ?? null, keepInstallationUntil(clock.now())))
      return
    await clock.sleep(clock.random() * 20 * 2 ** attempt)
  }
  throw new Error(`the start of learning could not be moved: ${TRIES} writers in a row were faster`)
}
