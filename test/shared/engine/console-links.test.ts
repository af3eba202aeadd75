import fc from 'fast-check'
import { linksOf } from '../../../shared/engine/console-links'
import { awsActivity, azureActivity } from '../../support/activity'

const HALF = '\ud83d'
const scope = azureActivity().scope

describe('linksOf', () => {
  it.each([
    ['a command id', awsActivity({ commandId: `c1${HALF}` })],
    ['a tenant', azureActivity({ scope: { ...scope, tenant: `t${HALF}` } })],
    ['a resource', azureActivity({ targets: { kind: 'listed', ids: [`/subscriptions/s/vm${HALF}`] } })],
  ])('leads somewhere when half a character is left of %s', (_, activity) => {
    const urls = linksOf(activity, null).map(({ url }) => url)
    expect(urls.length).toBeGreaterThan(0)
    for (const url of urls) expect(URL.canParse(url)).toBe(true)
  })

  it('never fails, whatever a record says', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(text, text, text, text, (id, region, commandId, tail) => {
        const targets = { kind: 'listed', ids: [`/subscriptions/${tail}`, `i-${tail}`] } as const
        for (const activity of [
          awsActivity({ id, commandId, targets, scope: { ...scope, region } }),
          azureActivity({ targets, scope: { ...scope, tenant: region } }),
        ])
          linksOf(activity, null)
      }),
    )
  })
})
