import { OFFICE, person } from '../../scripts/examples/activity-log'
import { vm } from '../../scripts/examples/ids'
import { newStory } from '../../scripts/examples/story'
import { ACCESS, expectGolden, mailAbout, scanStory } from './scenario'

const RUN = 'Microsoft.Compute/virtualMachines/runCommand/action'

/**
 * Invoke-AADIntAzureVMScript: the usual person from the usual network on the usual machine, with a
 * token that was issued to Office.
 */
const story = newStory()
for (const day of ['02', '03', '04'])
  story.operation(
    `2026-03-${day}T10:00:00.000Z`,
    person('alice@example.com', 0x11, { ip: ACCESS }),
    RUN,
    vm('vm-web-01'),
  )
story.operation(
  '2026-03-05T10:00:00.000Z',
  person('alice@example.com', 0x11, { ip: ACCESS, client: OFFICE }),
  RUN,
  vm('vm-web-01'),
)

describe('AADInternals', () => {
  it('is seen by its client, although nothing else is new', async () => {
    const { findings, alerts } = await scanStory(story)
    expect(findings).toEqual({
      [`02 10:00:00 ${RUN.toLowerCase()}`]: { 'first-seen-caller': 'medium', 'first-seen-caller-on-target': 'low' },
      [`05 10:00:00 ${RUN.toLowerCase()}`]: { 'unexpected-client': 'high' },
    })
    expectGolden('aadinternals', mailAbout(alerts, 'unexpected-client'))
  })
})
