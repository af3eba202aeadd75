import { MINUTE } from '../../../shared/model/time'
import { awsActivity, NOON, principal } from '../../support/activity'
import { findingsOfLast } from '../../support/detector'

const bySystemsManager = { actor: principal({ key: 'aws:service/ssm.amazonaws.com', kind: 'service' }) }
const on = (...numbers: readonly number[]) => ({
  targets: { kind: 'listed', ids: numbers.map((number) => `i-0123456789abcdef${number}`) } as const,
})

describe('machines of a call that is listed without findings', () => {
  it.each([
    { name: 'do not count against a later call of the service', automatic: true, expected: undefined },
    { name: 'would count if it were judged', automatic: false, expected: 'medium' },
  ])('$name', async ({ automatic, expected }) => {
    const patching = awsActivity({ id: 'patching', automatic, ...bySystemsManager, ...on(1, 2, 3) })
    const judged = awsActivity({ id: 'judged', at: NOON + MINUTE, ...bySystemsManager, ...on(4) })
    expect((await findingsOfLast([patching, judged]))['mass-execution']).toBe(expected)
  })
})
