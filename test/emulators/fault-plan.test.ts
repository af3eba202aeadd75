import { createFaultPlan, type FaultKind, type FaultPlan } from './fault-plan'

function fates(plan: FaultPlan, operation: string, calls: number): (FaultKind | undefined)[] {
  return Array.from({ length: calls }, () => plan.next(operation))
}

describe('createFaultPlan', () => {
  const rates = { throttle: 0.2, error: 0.1 }

  it('gives the same fates for the same seed, whatever other operations run between', () => {
    const alone = fates(createFaultPlan({ seed: 'a', rates }), 'sns:Publish', 50)
    const mixed = createFaultPlan({ seed: 'a', rates })
    const between = Array.from({ length: 50 }, () => {
      mixed.next('dynamodb:PutItem')
      return mixed.next('sns:Publish')
    })
    expect(between).toEqual(alone)
    expect(fates(createFaultPlan({ seed: 'b', rates }), 'sns:Publish', 50)).not.toEqual(alone)
  })

  it('gives each kind about as often as its rate says', () => {
    const drawn = fates(createFaultPlan({ seed: 'a', rates }), 'sns:Publish', 5000)
    expect(drawn.filter((kind) => kind === 'throttle').length / 5000).toBeCloseTo(0.2, 1)
    expect(drawn.filter((kind) => kind === 'error').length / 5000).toBeCloseTo(0.1, 1)
  })

  it('leaves operations alone that are not listed', () => {
    const plan = createFaultPlan({ seed: 'a', rates: { error: 1 }, operations: ['sns:Publish'] })
    expect(fates(plan, 'dynamodb:PutItem', 5)).toEqual(Array.from({ length: 5 }))
    expect(fates(plan, 'sns:Publish', 2)).toEqual(['error', 'error'])
  })

  it('fails after so many calls, so many times', () => {
    const plan = createFaultPlan()
    plan.failAfter(2, 'throttle', { operation: 'sns:Publish', times: 1 })
    expect(fates(plan, 'dynamodb:PutItem', 3)).toEqual([undefined, undefined, undefined])
    expect(fates(plan, 'sns:Publish', 4)).toEqual([undefined, undefined, 'throttle', undefined])
  })

  it('cuts everything while down, and forgets planned faults at up', () => {
    const plan = createFaultPlan()
    plan.failAfter(0, 'error')
    plan.down()
    expect(fates(plan, 'sns:Publish', 2)).toEqual(['reset', 'reset'])
    plan.up()
    expect(fates(plan, 'sns:Publish', 2)).toEqual([undefined, undefined])
    expect(plan.counts()).toEqual({ 'sns:Publish': { calls: 4, faults: { reset: 2 } } })
  })
})
