import fc from 'fast-check'
import { heap } from '../../../shared/state/heap'

describe('heap', () => {
  it('gives the least first, whatever is added and taken between', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 50 }), { nil: null })), (steps) => {
        const queue = heap<number>((a, b) => a - b)
        let sorted: number[] = []
        for (const step of steps) {
          if (step === null) expect(queue.pop()).toBe(sorted.shift())
          else {
            queue.push(step)
            sorted = [...sorted, step].sort((a, b) => a - b)
          }
          expect(queue.peek()).toBe(sorted[0])
        }
      }),
    )
  })
})
