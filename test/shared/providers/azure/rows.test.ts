import type { DocumentRef, Targets } from '../../../../shared/model/activity'
import { AZURE_OPERATIONS } from '../../../../shared/providers/azure/operations'
import { ALICE_CLAIMS, GROUP, hubRecord, stageOf } from './records'
import { PREPARING } from './rows/preparing'
import { PROTECTING } from './rows/protecting'
import { RUNNING } from './rows/running'
import { WRITING } from './rows/writing'

const EXPECTED = { ...RUNNING, ...WRITING, ...PREPARING, ...PROTECTING }

const PROVIDERS = `${GROUP}/providers/`

const documentText = ({ name, version }: DocumentRef): string => `${name}${version === null ? '' : `:${version}`}`

const targetsText = (targets: Targets): string =>
  targets.kind === 'listed' ? targets.ids.join(' ').replace(PROVIDERS.toLowerCase(), '') : targets.kind

describe('the table of Azure operations', () => {
  it('has the rows that were written down by hand, in their order', () => {
    const rows = AZURE_OPERATIONS.map(({ name, family, acts, text }) => [name, `${family} ${acts} ${text}`])
    expect(rows).toEqual(Object.entries(EXPECTED).map(([name, { is }]) => [name, is]))
  })

  it.each(Object.entries(EXPECTED))('%s is read as it was written down by hand', (name, { at, body, reads, is }) => {
    const id = at.startsWith('/') ? at : `${PROVIDERS}${at}`
    const { activity } = stageOf(
      hubRecord({
        operationName: name.toUpperCase(),
        resourceId: id.toUpperCase(),
        identity: { authorization: { scope: id }, claims: ALICE_CLAIMS },
        properties: body === undefined ? {} : { requestbody: JSON.stringify(body) },
      }),
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
