import type { Clock } from '../model/clock'
import { HOUR, type EpochMs } from '../model/time'
import { NOTICE, noticeId } from '../state/kinds'
import type { StateStore } from '../state/store'
import type { HealthPort } from './ports'

/** Notices of one title that go out: one an hour. */
export const SILENT_FOR_MS = HOUR

/**
 * Notices that say each thing, known by its title, once an hour over all containers: a rule that fails on every
 * activity is one mail, not a flood. While the store cannot be reached each container counts for itself. Never rejects
 * where the inner port does not.
 */
export const dedupeNotices = (state: StateStore, clock: Clock, inner: HealthPort): HealthPort => {
  const noticed = new Map<string, EpochMs>()
  const isFirst = async (title: string, now: EpochMs): Promise<boolean> => {
    try {
      const id = noticeId(title, Math.floor(now / SILENT_FOR_MS))
      return await state.write(NOTICE, id, {}, null, now + 2 * SILENT_FOR_MS)
    } catch {
      return true
    }
  }
  return {
    notice: async (title, detail) => {
      const now = clock.now()
      const last = noticed.get(title)
      if (last !== undefined && now - last < SILENT_FOR_MS) return
      noticed.set(title, now)
      if (await isFirst(title, now)) await inner.notice(title, detail)
    },
  }
}
