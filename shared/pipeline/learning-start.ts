import type { Settings } from '../config/settings'
import type { Clock } from '../model/clock'
import { DAY, type EpochMs } from '../model/time'
import { INSTALLATION } from '../state/kinds'
import type { StateStore, Stored } from '../state/store'
import { update } from '../state/update'

/** There is one installation. */
export const THE_INSTALLATION = 'installation'

const KEEP_DAYS = 36_500

/** The stored start of learning; later than any other where none is stored. */
export const startIn = (stored: Stored<EpochMs> | undefined): EpochMs => stored?.value ?? Number.POSITIVE_INFINITY

/**
 * When this host began to learn: the configured time, else the time of the first run, which is remembered. A store that
 * cannot be reached means "now": first-seen findings stay informational rather than flood. Whether a baseline moved it
 * back is read with every activity.
 */
export const learningStart = async (
  state: StateStore,
  clock: Clock,
  { installedAt }: Pick<Settings, 'installedAt'>,
): Promise<EpochMs> => {
  if (installedAt !== null) return Date.parse(installedAt)
  const now = clock.now()
  try {
    await state.write(INSTALLATION, THE_INSTALLATION, now, null, keepInstallationUntil(now))
    return Math.min(now, startIn((await state.read(INSTALLATION, [THE_INSTALLATION])).get(THE_INSTALLATION)))
  } catch {
    return now
  }
}

const keepInstallationUntil = (now: EpochMs): EpochMs => now + KEEP_DAYS * DAY

/**
 * Moves the start of learning back to the time a baseline begins at; never forward. Rejects when the store cannot be
 * reached, and with Contended when others were always faster.
 */
export const moveLearningStart = (state: StateStore, clock: Clock, start: EpochMs): Promise<void> => {
  const expiresAt = keepInstallationUntil(clock.now())
  return update(state, clock, { kind: INSTALLATION, id: THE_INSTALLATION, expiresAt: () => expiresAt }, (known) => ({
    next: known !== null && known <= start ? null : start,
    answer: undefined,
  }))
}
