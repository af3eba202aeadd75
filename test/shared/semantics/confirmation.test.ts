import type { Activity } from '../../../shared/model/activity'
import { DAY, MINUTE, SECOND } from '../../../shared/model/time'
import { processActivity } from '../../../shared/pipeline/process-activity'
import { agentProcess, awsActivity, NOON } from '../../support/activity'
import { testDetector } from '../../support/detector'

const COMMAND_ID = '00000000-0000-0000-0000-0000000000e1'
const CONFIRMED = 'runwarden.cloud.run-command-confirmed'

const machines = Array.from({ length: 4 }, (_, place) => `i-0123456789abcdef${place}`)
const command = awsActivity({ commandId: COMMAND_ID })
const massive: Activity = { ...command, targets: { kind: 'listed', ids: machines } }
const process = agentProcess({ cloud: 'aws', at: NOON + 30 * SECOND }, { agent: 'ssm', commandId: COMMAND_ID })

const ORDERS = [
  { order: 'before the command', first: 'process' },
  { order: 'after the command', first: 'command' },
] as const

describe('a process that comes', () => {
  it.each(ORDERS)('$order leaves a call that Systems Manager makes itself without findings', async ({ first }) => {
    const detector = testDetector()
    const automatic = { ...command, automatic: true }
    for (const activity of first === 'process' ? [process, automatic] : [automatic, process])
      await processActivity(detector, activity, 'first')
    expect(
      detector.verdicts.filter(({ activity }) => activity.id === command.id).map(({ verdict }) => verdict.findings),
    ).toEqual([[]])
    expect(detector.alerts).toEqual([])
  })

  it.each(ORDERS)('$order does not keep a command from teaching', async ({ first }) => {
    const detector = testDetector()
    for (const activity of first === 'process' ? [process, massive] : [massive, process])
      await processActivity(detector, activity, 'first')
    const confirmed = detector.verdicts.findLast(({ activity }) => activity.id === command.id)?.verdict
    expect(confirmed).toMatchObject({
      severity: 'critical',
      findings: expect.arrayContaining([expect.objectContaining({ rule: CONFIRMED })]),
    })
    const next = await processActivity(
      detector,
      { ...massive, id: 'next', commandId: null, at: NOON + 2 * MINUTE },
      'first',
    )
    expect(next?.findings.map(({ rule }) => rule)).toEqual(['runwarden.cloud.mass-execution'])
  })

  it('32 days after the command, when the last that waits has run, still confirms it', async () => {
    const detector = testDetector()
    await processActivity(detector, command, 'first')
    detector.state.expire(NOON + 32 * DAY)
    await processActivity(detector, { ...process, at: NOON + 32 * DAY }, 'first')
    expect(
      detector.verdicts
        .findLast(({ activity }) => activity.id === command.id)
        ?.verdict.findings.map(({ rule }) => rule),
    ).toContain(CONFIRMED)
  })

  it('is silenced by what silences the command', async () => {
    const detector = testDetector({
      suppressions: [{ reason: 'rollout', until: NOON + DAY, caller: [command.actor.key] }],
    })
    await processActivity(detector, command, 'first')
    await processActivity(detector, process, 'first')
    const findings = detector.verdicts.findLast(({ activity }) => activity.id === command.id)?.verdict.findings
    expect(findings?.find(({ rule }) => rule === CONFIRMED)?.suppressed).toBe('rollout')
    expect(detector.alerts).toEqual([])
  })
})
