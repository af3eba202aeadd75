import type { FunctionsHost } from '../../emulators/functions-host'
import type { Mail } from '../../emulators/mailbox'
import { activityLogRecord, message, uuid, vmId } from '../../support/azure-events'
import { startAzureWorld, type AzureWorld } from '../../support/azure-world'

let world: AzureWorld
let persons = 100

beforeAll(async () => {
  world = await startAzureWorld()
})
afterAll(() => world.stop())
afterEach(() => {
  for (const plan of Object.values(world.faults)) plan.up()
})

const record = () => {
  const person = ++persons
  return activityLogRecord({
    person,
    user: `user${person}@example.com`,
    correlationId: uuid(person),
    resourceId: vmId(`vm-${person}`),
  })
}

const take = (messages: readonly unknown[], retryCount = 0, host: FunctionsHost = world.app) =>
  host.invokeEventHub('activityLog', messages, { retryCount, maxRetryCount: 5 })

const idIn = ({ body }: Mail): string => /^Alert ([0-9a-f]{32})$/m.exec(body)?.[1] ?? ''

const linesOf = (host: FunctionsHost, event: string) =>
  host
    .logs()
    .map(({ message: text }) => JSON.parse(text) as Record<string, unknown>)
    .filter((line) => line['event'] === event)

describe('AWS is down', () => {
  it('past all retries: the record is done, the alert is kept, said, and published by the heartbeat', async () => {
    world.faults.sns.down()
    expect(await take([message(record())])).toMatchObject({ ok: true })
    expect(await world.alerts.read()).toEqual([])
    expect(linesOf(world.app, 'RunwardenDeliveryFailed')).toMatchObject([{ sink: 'sns', severity: 'medium' }])
    expect(linesOf(world.app, 'AlertSent')).toHaveLength(1)
    expect(await world.blobs('alerts')).toHaveLength(1)

    await world.makeDue()
    expect(await world.app.invokeTimer('heartbeat')).toMatchObject({ ok: true })
    expect(await world.alerts.read()).toEqual([])

    world.faults.sns.up()
    // The first instance leaves AWS alone for half a minute.
    const next = await world.another()
    await world.makeDue()
    expect(await next.invokeTimer('heartbeat')).toMatchObject({ ok: true })
    const mails = await world.alerts.read({ atLeast: 1 })
    expect(mails.map(idIn)).toEqual([linesOf(world.app, 'AlertSent')[0]?.['alert']])

    await world.makeDue()
    await next.invokeTimer('heartbeat')
    expect(await world.alerts.read()).toEqual([])
    expect(await take([message(record())], 0, next)).toMatchObject({ ok: true })
    expect(await world.alerts.read({ atLeast: 1 })).toHaveLength(1)
  })

  it('does not keep a batch waiting: after one failure the others are deferred at once', async () => {
    const host = await world.another()
    world.faults.sns.down()
    expect(await take([message(...Array.from({ length: 10 }, record))], 0, host)).toMatchObject({ ok: true })
    expect(
      linesOf(host, 'RunwardenDeliveryFailed').filter(({ error }) => String(error).startsWith('NotReachable')),
    ).toHaveLength(9)
  })
})

describe('AWS is not connected yet', () => {
  it('alerts wait for the topic and the role, and go out when they come', async () => {
    await world.makeDue()
    await (await world.another()).invokeTimer('heartbeat')
    await world.alerts.read()
    const apart = await world.another({ RUNWARDEN_TOPIC_ARN: '', RUNWARDEN_AWS_ROLE_ARN: '' })
    expect(await take([message(record())], 0, apart)).toMatchObject({ ok: true })
    expect(linesOf(apart, 'RunwardenDeliveryFailed')).toMatchObject([
      { error: expect.stringContaining('no topic is configured') as string },
    ])
    await world.makeDue()
    await (await world.another()).invokeTimer('heartbeat')
    expect((await world.alerts.read({ atLeast: 1 })).map(idIn)).toEqual([linesOf(apart, 'AlertSent')[0]?.['alert']])
  })

  it('with an action group as the only way out nothing waits', async () => {
    const apart = await world.another({
      RUNWARDEN_TOPIC_ARN: '',
      RUNWARDEN_ACTION_GROUP_ID: '/subscriptions/x/resourceGroups/rg/providers/microsoft.insights/actionGroups/ops',
    })
    expect(await take([message(record())], 0, apart)).toMatchObject({ ok: true })
    expect(linesOf(apart, 'AlertSent')).toMatchObject([{ title: expect.stringContaining('[MEDIUM]') as string }])
    expect(linesOf(apart, 'RunwardenDeliveryFailed')).toEqual([])
  })
})

describe('the tables are down', () => {
  it(
    'in every attempt: what could be said was said once, the record goes to quarantine on the last, and judged in ' +
      'full from there',
    async () => {
      const before = (await world.blobs('quarantine')).length
      const lost = activityLogRecord({
        person: ++persons,
        user: `user${persons}@example.com`,
        correlationId: uuid(persons),
        resourceId: vmId('vm-lost'),
        callerTenant: uuid(99),
      })
      world.faults.tables.down()
      for (let retryCount = 0; retryCount < 5; retryCount++)
        expect(await take([message(lost)], retryCount)).toMatchObject({ ok: false, error: { name: 'BatchUnfinished' } })
      expect(await take([message(lost)], 5)).toMatchObject({ ok: true })
      world.faults.tables.up()
      const entries = (await world.blobs('quarantine')).slice(before)
      expect(entries.map(({ content }) => content)).toMatchObject([
        { body: lost, reason: expect.stringContaining('not processed in any attempt') as string },
      ])
    },
  )

  it('when the app starts: the batch comes again, and the app is composed again', async () => {
    const host = await world.another()
    world.faults.tables.down()
    const batch = [message(record())]
    expect(await take(batch, 0, host)).toMatchObject({ ok: false })
    world.faults.tables.up()
    expect(await take(batch, 1, host)).toMatchObject({ ok: true })
  })

  it('for a moment: nobody notices', async () => {
    world.faults.tables.failAfter(2, 'error', { times: 2 })
    world.faults.tables.failAfter(4, 'reset', { times: 1 })
    expect(await take([message(record())])).toMatchObject({ ok: true })
  })
})

describe('Azure Resource Manager is down', () => {
  it('the alert goes out and says why it has no text', async () => {
    await world.alerts.read()
    const host = await world.another()
    world.faults.arm.down()
    const person = ++persons
    const operation = 'Microsoft.Compute/virtualMachines/runCommands/write'
    expect(
      await take(
        [
          message(
            activityLogRecord({
              person,
              user: `user${person}@example.com`,
              correlationId: uuid(person),
              operation,
              resourceId: `${vmId(`vm-${person}`)}/runCommands/x`,
            }),
          ),
        ],
        0,
        host,
      ),
    ).toMatchObject({ ok: true })
    const [mail] = await world.alerts.read({ atLeast: 1 })
    expect(mail?.body).toContain('text not available')
  })
})
