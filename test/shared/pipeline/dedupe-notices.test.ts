import { memoryStore } from '../../../shared/state/memory-store'
import { HOUR, MINUTE } from '../../../shared/model/time'
import { dedupeNotices } from '../../../shared/pipeline/dedupe-notices'
import { NOON } from '../../support/activity'
import { testClock } from '../../support/clock'

const container = (state = memoryStore(() => 0), clock = testClock(NOON)) => {
  const sent: string[] = []
  return { clock, sent, ...dedupeNotices(state, clock, { notice: async (title) => void sent.push(title) }) }
}

describe('dedupeNotices', () => {
  it('says one thing once an hour, and other things meanwhile', async () => {
    const { clock, sent, notice } = container()
    for (const title of ['A', 'A', 'B', 'A']) await notice(title, 'detail')
    clock.time += HOUR - MINUTE
    await notice('A', 'detail')
    clock.time += MINUTE
    await notice('A', 'detail')
    expect(sent).toEqual(['A', 'B', 'A'])
  })

  it('says it once over all containers', async () => {
    const state = memoryStore(() => 0)
    const containers = [container(state), container(state), container(state)]
    await Promise.all(containers.map(({ notice }) => notice('A', 'detail')))
    expect(containers.flatMap(({ sent }) => sent)).toEqual(['A'])
  })

  it('goes on sending while the store is down, once for each container', async () => {
    const down = async (): Promise<never> => {
      throw new Error('down')
    }
    const { sent, notice } = container({ ...memoryStore(() => 0), write: down })
    await notice('A', 'detail')
    await notice('A', 'detail')
    expect(sent).toEqual(['A'])
  })
})
