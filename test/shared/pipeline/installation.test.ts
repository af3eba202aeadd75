import { memoryStore } from '../../../shared/state/memory-store'
import { DAY, HOUR, isoTime } from '../../../shared/model/time'
import { learningStart, moveLearningStart } from '../../../shared/pipeline/learning-start'
import { processActivity } from '../../../shared/pipeline/process-activity'
import { awsActivity, NOON } from '../../support/activity'
import { testClock } from '../../support/clock'
import { testDetector } from '../../support/detector'

const down = {
  ...memoryStore(() => 0),
  read: async (): Promise<never> => {
    throw new Error('down')
  },
  write: async (): Promise<never> => {
    throw new Error('down')
  },
}

describe('learningStart', () => {
  it.each([
    ['the configured time', isoTime(NOON - DAY), NOON - DAY],
    ['the first run, where none is configured', null, NOON],
  ])('is %s', async (_what, installedAt, expected) => {
    expect(
      await learningStart(
        memoryStore(() => 0),
        testClock(NOON),
        { installedAt },
      ),
    ).toBe(expected)
  })

  it('stays at the first run', async () => {
    const state = memoryStore(() => 0)
    const clock = testClock(NOON)
    await learningStart(state, clock, { installedAt: null })
    clock.time += HOUR
    expect(await learningStart(state, clock, { installedAt: null })).toBe(NOON)
  })

  it.each([
    ['the configured time', isoTime(NOON - DAY), NOON - DAY],
    ['now', null, NOON],
  ])('is %s while the store is down', async (_what, installedAt, expected) => {
    expect(await learningStart(down, testClock(NOON), { installedAt })).toBe(expected)
  })
})

describe('moveLearningStart', () => {
  const isLearning = async (starts: readonly number[], installed: number): Promise<boolean | undefined> => {
    const detector = { ...testDetector({ learningDays: 7 }), learningStart: installed }
    for (const start of starts) await moveLearningStart(detector.state, detector.clock, start)
    return (await processActivity(detector, awsActivity(), 'first'))?.learning
  }

  it.each([
    ['no baseline, a young installation', [], NOON - DAY, true],
    ['no baseline, an old installation', [], NOON - 8 * DAY, false],
    ['an old baseline on a young installation', [NOON - 30 * DAY], NOON - DAY, false],
    ['a young baseline on an old installation, which never moves it forward', [NOON], NOON - 30 * DAY, false],
    ['two baselines, of which the older counts', [NOON - 30 * DAY, NOON - DAY], NOON - DAY, false],
  ])('%s: learning %p', async (_what, starts, installed, expected) => {
    expect(await isLearning(starts, installed)).toBe(expected)
  })
})
