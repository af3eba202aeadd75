import { memoryState } from '../../../shared/history/memory-state'
import { DAY, HOUR, isoTime } from '../../../shared/model/time'
import { learningStart, moveLearningStart } from '../../../shared/pipeline/installation'
import { NOON } from '../../support/activity'
import { testClock } from '../../support/clock'

const down = { ...memoryState(), read: async (): Promise<never> => { throw new Error('down') }, write: async (): Promise<never> => { throw new Error('down') } }

describe('learningStart', () => {
  it.each([
    ['the configured time', isoTime(NOON - DAY), NOON - DAY],
    ['the first run, where none is configured', null, NOON],
  ])('is %s', async (_what, installedAt, expected) => {
    expect(await learningStart(memoryState(), testClock(NOON), { installedAt })).toBe(expected)
  })

  it('stays at the first run', async () => {
    const state = memoryState()
    const clock = testClock(NOON)
    await learningStart(state, clock, { installedAt: null })
    clock.time += HOUR
    expect(await learningStart(state, clock, { installedAt: null })).toBe(NOON)
  })

  it.each([isoTime(NOON), null])('moves back with a pushed baseline, and never forward (configured: %s)', async (installedAt) => {
    const state = memoryState()
    const clock = testClock(NOON)
    await learningStart(state, clock, { installedAt })
    await moveLearningStart(state, clock, NOON - 30 * DAY)
    await moveLearningStart(state, clock, NOON - 10 * DAY)
    expect(await learningStart(state, clock, { installedAt })).toBe(NOON - 30 * DAY)
  })

  it.each([
    ['the configured time', isoTime(NOON - DAY), NOON - DAY],
    ['now', null, NOON],
  ])('is %s while the store is down', async (_what, installedAt, expected) => {
    expect(await learningStart(down, testClock(NOON), { installedAt })).toBe(expected)
  })
})
