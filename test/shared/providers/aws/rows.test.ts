import type { DocumentRef, Targets } from '../../../../shared/model/activity'
import { AWS_OPERATIONS } from '../../../../shared/providers/aws/operations'
import { activityOf, call, normalizeBody } from './fixture'
import { PREPARING } from './rows/preparing'
import { PROTECTING } from './rows/protecting'
import { RUNNING } from './rows/running'
import { WRITING } from './rows/writing'

const EXPECTED = { ...RUNNING, ...WRITING, ...PREPARING, ...PROTECTING }

const documentText = ({ name, version, owner }: DocumentRef): string =>
  `${name}${version === null ? '' : `:${version}`}${owner === null ? '' : `@${owner}`}`

const targetsText = (targets: Targets): string => {
  if (targets.kind === 'unknown') return 'unknown'
  return targets.kind === 'listed'
    ? targets.ids.join(' ')
    : targets.selectors.map(({ key, values }) => `${key}=${values.join(',')}`).join(' ')
}

describe('the table of operations', () => {
  it('has the rows that were written down by hand, in their order', () => {
    const rows = AWS_OPERATIONS.map(({ name, family, acts, text, readOnly }) => [
      name,
      [family, acts, text, ...(readOnly === true ? ['read-only'] : [])].join(' '),
    ])
    expect(rows).toEqual(Object.entries(EXPECTED).map(([name, { is }]) => [name, is]))
  })

  it.each(Object.entries(EXPECTED))('%s is read as it was written down by hand', (name, expected) => {
    const { request, response = null, resources = [], reads, is } = expected
    const activity = activityOf(
      normalizeBody(call(name, request, { responseElements: response, resources: resources.map((ARN) => ({ ARN })) })),
    )
    expect({
      family: activity.family,
      item: activity.item,
      document: activity.document === null ? null : documentText(activity.document),
      targets: targetsText(activity.targets),
      payload: activity.payload.kind,
    }).toEqual({ family: is.split(' ')[0], ...reads })
  })
})
