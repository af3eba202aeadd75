import { failingFast, NotReachable } from '../../../../functions/azure/sns/failing-fast'
import { testClock } from '../../../support/clock'

const failing = (name: string) => async (): Promise<never> => {
  throw Object.assign(new Error('no'), { name })
}

describe('failingFast', () => {
  it('lets calls through', async () => {
    const guard = failingFast(testClock())
    expect([await guard(async () => 1), await guard(async () => 2)]).toEqual([1, 2])
  })

  it('rejects at once for half a minute after a failure, and says what it was', async () => {
    const clock = testClock(1_000)
    const guard = failingFast(clock)
    await expect(guard(failing('TimeoutError'))).rejects.toThrow('no')
    clock.time += 29_999
    await expect(guard(async () => 1)).rejects.toThrow(NotReachable)
    await expect(guard(async () => 1)).rejects.toThrow('TimeoutError: no')
    clock.time += 1
    expect(await guard(async () => 1)).toBe(1)
  })

  it('does not hold a refused message against the service', async () => {
    const guard = failingFast(testClock(1_000))
    await expect(guard(failing('InvalidParameterException'))).rejects.toThrow('no')
    expect(await guard(async () => 1)).toBe(1)
  })
})
