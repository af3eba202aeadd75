import { HOUR, isoTime, SECOND } from '../../../shared/model/time'
import { processActivity } from '../../../shared/pipeline/process-activity'
import { recordStep } from '../../../shared/pipeline/record-step'
import { awsProvider } from '../../../shared/providers/aws'
import { awsActivity, NOON, principal } from '../../support/activity'
import { testDetector } from '../../support/detector'

const HOME = '123456789012'
const STRANGER = '444455556666'
const KEY = 'ASIAIOSFODNN7EXAMPLE'

/** An AssumeRole by the stranger, as the trail of one account records it. */
const assumeRole = (trail: string, at: number, caller = STRANGER, role = HOME) =>
  awsProvider.normalize({
    format: 'cloudtrail-record',
    account: null,
    body: {
      eventVersion: '1.08',
      eventID: '00000000-0000-0000-0000-0000000000a1',
      eventTime: isoTime(at),
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      recipientAccountId: trail,
      userIdentity:
        trail === caller
          ? { type: 'IAMUser', arn: `arn:aws:iam::${caller}:user/zoe`, accountId: caller, userName: 'zoe' }
          : { type: 'AWSAccount', accountId: caller },
      requestParameters: { roleArn: `arn:aws:iam::${role}:role/Deploy`, roleSessionName: 'zoe' },
      responseElements: { credentials: { accessKeyId: KEY } },
    },
  })

const isDelegated = async (
  step: ReturnType<typeof assumeRole>,
  trustedAccounts: readonly string[] = [],
): Promise<boolean> => {
  const detector = testDetector({ trustedAccounts })
  if (step.kind === 'step') await recordStep(detector, step.step)
  const verdict = await processActivity(detector, awsActivity({ actor: principal({ accessKeyId: KEY }) }), 'first')
  return verdict?.findings.some(({ rule }) => rule === 'runwarden.cloud.delegated-admin') ?? false
}

describe('credentials issued to a foreign account', () => {
  it.each([
    { name: 'recorded where the role is', step: assumeRole(HOME, NOON - SECOND), expected: true },
    { name: 'recorded where the caller is', step: assumeRole(STRANGER, NOON - SECOND), expected: true },
    { name: 'used in the second they were issued', step: assumeRole(STRANGER, NOON), expected: true },
    { name: 'issued twelve hours ago', step: assumeRole(STRANGER, NOON - 12 * HOUR), expected: true },
    {
      name: 'issued longer ago than any session lasts',
      step: assumeRole(STRANGER, NOON - 12 * HOUR - SECOND),
      expected: false,
    },
    { name: 'issued for a role of the account itself', step: assumeRole(HOME, NOON - SECOND, HOME), expected: false },
    {
      name: 'issued inside the foreign account',
      step: assumeRole(STRANGER, NOON - SECOND, STRANGER, STRANGER),
      expected: false,
    },
  ])('are seen when $name: $expected', async ({ step, expected }) => {
    expect(await isDelegated(step)).toBe(expected)
  })

  it('are no sign when the account is trusted', async () => {
    expect(await isDelegated(assumeRole(STRANGER, NOON - SECOND), [STRANGER])).toBe(false)
  })
})
