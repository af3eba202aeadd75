import { person } from '../../scripts/examples/activity-log'
import { partner, role } from '../../scripts/examples/aws-callers'
import { instance, PARTNER_ACCOUNT, PARTNER_TENANT, vm } from '../../scripts/examples/ids'
import { newStory } from '../../scripts/examples/story'
import { ACCESS, expectGolden, mailAbout, scanStory } from './scenario'

const RUN = 'Microsoft.Compute/virtualMachines/runCommand/action'
const KEY = 'ASIAEXAMPLEKEY000077'

/** A provider's rights: delegated in Azure (AOBO, GDAP, Lighthouse), a role taken from another account in AWS. */
const story = newStory()
story.operation(
  '2026-03-02T10:00:00.000Z',
  person('support@example.com', 0x31, { ip: ACCESS, tenant: PARTNER_TENANT, through: 'ForeignGroup' }),
  RUN,
  vm('vm-db-01'),
)
story.operation(
  '2026-03-02T11:00:00.000Z',
  person('lighthouse@example.com', 0x32, { ip: ACCESS, tenant: PARTNER_TENANT }),
  RUN,
  vm('vm-db-01'),
)
// The listing of the same log names no role assignment: the tenant alone must do.
story.listed(
  '2026-03-02T12:00:00.000Z',
  person('portal@example.com', 0x33, { ip: ACCESS, tenant: PARTNER_TENANT }),
  RUN,
  vm('vm-db-01'),
)
story.operation(
  '2026-03-02T13:00:00.000Z',
  person('alice@example.com', 0x11, { ip: ACCESS, through: 'Group' }),
  RUN,
  vm('vm-db-01'),
)
story.trail.push(story.cloudTrail.assumeRole('2026-03-02T14:00:00.000Z', partner(ACCESS), 'Support', KEY))
story.trail.push(
  story.cloudTrail.startSession(
    '2026-03-02T14:05:00.000Z',
    role('Support', 'support', { ip: ACCESS, accessKeyId: KEY }),
    instance(1),
  ),
)
story.trail.push(
  story.cloudTrail.startSession(
    '2026-03-02T14:10:00.000Z',
    role('Support', 'jane', { ip: ACCESS, accessKeyId: 'ASIAEXAMPLEKEY000078' }),
    instance(1),
  ),
)

const NEW = { 'first-seen-caller': 'medium', 'first-seen-caller-on-target': 'low' }
const at = (time: string) => `02 ${time} ${RUN.toLowerCase()}`

describe('administration on behalf of', () => {
  it('is reported whichever way the rights came, and the own group is not', async () => {
    const { findings, alerts } = await scanStory(story)
    expect(findings).toEqual({
      [at('10:00:00')]: { ...NEW, 'delegated-admin': 'high' },
      [at('11:00:00')]: { ...NEW, 'delegated-admin': 'high' },
      [at('12:00:00')]: { ...NEW, 'delegated-admin': 'high' },
      [at('13:00:00')]: NEW,
      '02 14:05:00 ssm:StartSession': { ...NEW, 'delegated-admin': 'high' },
      '02 14:10:00 ssm:StartSession': NEW,
    })
    expectGolden('admin-on-behalf-of', mailAbout(alerts, 'delegated-admin'))
  })

  it('is silent for a provider that is trusted, but for a role that came through a foreign group', async () => {
    const { findings } = await scanStory(story, {
      RUNWARDEN_HOME_TENANTS: JSON.stringify([PARTNER_TENANT]),
      RUNWARDEN_TRUSTED_ACCOUNTS: JSON.stringify([PARTNER_ACCOUNT]),
    })
    expect(Object.entries(findings).flatMap(([key, rules]) => ('delegated-admin' in rules ? [key] : []))).toEqual([
      at('10:00:00'),
    ])
  })
})
