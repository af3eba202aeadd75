import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import type { Io } from '../../../functions/cli/io'
import { replayAzure } from '../../../functions/cli/replay-azure'
import { selftestAzure } from '../../../functions/cli/selftest-azure'
import { tail, type TailOptions } from '../../../functions/cli/tail'
import type { Mail } from '../../emulators/mailbox'
import { azureActivity, azureUser } from '../../support/activity'
import { activityLogRecord, message, signInRecord, uuid, vmId } from '../../support/azure-events'
import { OTHER_HUB, startAzureWorld, type AzureWorld } from '../../support/azure-world'

let world: AzureWorld
let persons = 100

beforeAll(async () => {
  world = await startAzureWorld()
  await world.app.invokeTimer('heartbeat')
  // The commands run in this process, and the AWS clients read its environment themselves.
  for (const name of ['AWS_ENDPOINT_URL_SNS', 'AWS_ENDPOINT_URL_STS']) process.env[name] = world.settings[name]
})
afterAll(() => world.stop())
afterEach(async () => {
  for (const plan of Object.values(world.faults)) plan.up()
  await world.alerts.read()
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

const take = (messages: readonly unknown[], retryCount = 0) =>
  world.app.invokeEventHub('activityLog', messages, { retryCount, maxRetryCount: 5 })

const idIn = ({ body }: Mail): string => /^Alert ([0-9a-f]{32})$/m.exec(body)?.[1] ?? ''

/** What a command sees of its process, and what it writes. */
const ioOf = (settings: Readonly<Record<string, string>> = {}) => {
  const written = { out: '', err: '' }
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  stdout.on('data', (chunk: Buffer) => (written.out += chunk.toString()))
  stderr.on('data', (chunk: Buffer) => (written.err += chunk.toString()))
  const io: Io = {
    stdin: new PassThrough(),
    stdout,
    stderr,
    environment: { ...world.settings, ...settings },
    color: false,
    interactive: false,
    width: 100,
    home: join(__dirname, '..', '..', '..', 'dist'),
  }
  return { io, written }
}

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await sleep(20)
}

describe('runwarden replay azure', () => {
  it('puts back what was not processed, and the alert arrives once', async () => {
    const lost = { ...record(), tenantId: uuid(77) }
    world.faults.tables.down()
    for (let retryCount = 0; retryCount < 5; retryCount++) await take([message(lost)], retryCount)
    expect(await take([message(lost)], 5)).toMatchObject({ ok: true })
    world.faults.tables.up()
    const [degraded, ...more] = await world.alerts.read({ atLeast: 1 })
    expect(degraded?.body).toContain('history could not be read')
    expect(more).toEqual([])

    const first = ioOf()
    expect(await replayAzure({ dryRun: true }, first.io)).toBe(0)
    expect(first.written.out).toMatch(
      /^\d{4}\/\d\d\/\d\d\/[0-9a-f]{32}\.json: event-hub: not processed in any attempt: /,
    )
    expect(await world.blobs('quarantine')).toHaveLength(1)

    const trigger = await world.trigger()
    const second = ioOf()
    expect(await replayAzure({}, second.io)).toBe(0)
    expect(second.written.err).toBe('1 records sent, 0 entries could not be read\n')
    const [whole] = await world.alerts.read({ atLeast: 1 })
    expect(whole?.body).toContain('First Seen Caller')
    expect(idIn(whole!)).toBe(idIn(degraded!))
    expect(await world.blobs('quarantine')).toEqual([])
    await replayAzure({}, ioOf().io)
    await trigger.stop()
    expect(await world.alerts.read()).toEqual([])
  })

  it('leaves poison in quarantine, however often it is put back', async () => {
    const poison = { ...record(), time: 'yesterday' }
    await take(['no json', message(poison)])
    const trigger = await world.trigger()
    await replayAzure({}, ioOf().io)
    await until(() => trigger.passed() === 2)
    await trigger.stop()
    const bodies = (await world.blobs('quarantine')).map(({ content }) => (content as { body: unknown }).body)
    expect(bodies).toHaveLength(2)
    expect(bodies).toEqual(expect.arrayContaining(['no json', poison]))
  })

  it('defers given-up work again, past the hub, and leaves what no version knows', async () => {
    const container = await import('@azure/storage-blob').then(
      ({ ContainerClient }) => new ContainerClient(world.storage.connectionString, 'quarantine'),
    )
    const activity = azureActivity({ id: 'given-up', actor: azureUser({ key: 'azure:given-up' }) })
    const entry = { schema: 'runwarden.quarantined/1', reason: 'deferred work given up: Error: no', format: 'deferred' }
    const body = { key: 'judge/given-up', since: 0, tries: 300, value: activity }
    const upload = async (name: string, content: unknown): Promise<void> => {
      const text = JSON.stringify(content)
      await container.getBlockBlobClient(name).upload(text, text.length)
    }
    await upload('2021/01/02/known.json', { ...entry, at: 0, body })
    await upload('2021/01/02/unknown.json', { ...entry, at: 0, body: { ...body, key: 'future/x' } })
    const { io, written } = ioOf()
    expect(await replayAzure({ day: '2021' }, io)).toBe(3)
    expect(written.err).toBe(
      '2021/01/02/unknown.json: got work under future/x, expected a kind that this version knows; left where it is\n' +
        '1 records sent, 1 entries could not be read\n',
    )
    expect(await world.app.invokeTimer('heartbeat')).toMatchObject({ ok: true })
    expect(await world.alerts.read({ atLeast: 1 })).toHaveLength(1)
    expect((await world.blobs('quarantine')).map(({ name }) => name)).toContain('2021/01/02/unknown.json')
    await container.deleteBlob('2021/01/02/unknown.json')
  })

  it('sends one day only, and leaves alone what is no entry', async () => {
    const container = await import('@azure/storage-blob').then(
      ({ ContainerClient }) => new ContainerClient(world.storage.connectionString, 'quarantine'),
    )
    await container.getBlockBlobClient('2020/01/02/strange.json').upload('{}', 2)
    const { io, written } = ioOf()
    expect(await replayAzure({ day: '2020/01' }, io)).toBe(3)
    expect(written.err).toBe(
      '2020/01/02/strange.json: is no quarantined entry; left where it is\n0 records sent, 1 entries could not ' +
        'be read\n',
    )
    await container.deleteBlob('2020/01/02/strange.json')
  })
})

describe('runwarden selftest azure', () => {
  it('sends a test alert all the way', async () => {
    const trigger = await world.trigger()
    const { io, written } = ioOf()
    expect(await selftestAzure({}, io)).toBe(0)
    await trigger.stop()
    const mark = /marked ([0-9a-f-]{36})/.exec(written.err)?.[1] ?? ''
    expect(written.out).toContain(`the test alert was kept as alerts/${mark}/test-`)
    const [mail] = await world.alerts.read({ atLeast: 1 })
    expect(mail?.subject).toContain('[TEST]')
    expect(mail?.body).toContain(mark)
  })

  it('says so when nothing comes', async () => {
    const { io, written } = ioOf()
    expect(await selftestAzure({ minutes: 0.01, hub: 'endpoint' }, io)).toBe(1)
    expect(written.err).toContain('no alert came within 0.01 minutes')
  })
})

describe('runwarden tail azure', () => {
  /** Runs the command until `work` is done; resolves to its exit code. */
  const during = async (options: TailOptions, io: Io, work: () => Promise<void>): Promise<number> => {
    const controller = new AbortController()
    const running = tail(options, io, controller.signal)
    await work().finally(() => controller.abort())
    return running
  }

  it('shows what comes from now on, sends nothing and keeps nothing', async () => {
    const delegated = (): ReturnType<typeof record> => ({ ...record(), tenantId: uuid(77) })
    await world.produce([message(delegated())])
    const { io, written } = ioOf()
    const later = delegated()
    const code = await during({}, io, async () => {
      // The reader begins where the hub ends, whenever it is ready: what it shows first is one of these.
      while (written.out === '') {
        await world.produce([message(signInRecord(), later)])
        await sleep(100)
      }
    })
    expect(code).toBe(0)
    expect(written.out).toContain('Delegated Admin')
    expect(written.out.match(/^Alert [0-9a-f]{32}$/gm)).toHaveLength(1)
    expect(written.err).toContain('reading hub activity in consumer group tail')
    expect(await world.alerts.read()).toEqual([])
  })

  it('with --serve does what the function app does, and goes on where it stopped', async () => {
    const received = (text: string): number =>
      [...text.matchAll(/"RecordsReceived":(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0)
    for (const messages of [[message(record(), signInRecord()), 'poison'], [message(record())]]) {
      const { io, written } = ioOf()
      await world.produce(messages, { hub: OTHER_HUB })
      expect(
        await during({ serve: true, hub: OTHER_HUB }, io, async () =>
          expect(await world.alerts.read({ atLeast: 1, patienceMs: 20_000 })).toHaveLength(1),
        ),
      ).toBe(0)
      expect(written.out).toBe('')
      expect(written.err).toContain('"event":"AlertSent"')
      expect(received(written.err)).toBe(messages.length)
    }
  })

  it('with --serve needs a way out', async () => {
    await expect(
      tail({ serve: true }, ioOf({ RUNWARDEN_TOPIC_ARN: '' }).io, new AbortController().signal),
    ).rejects.toThrow('RUNWARDEN_TOPIC_ARN: got none')
  })

  it('lists every bad setting before it begins', async () => {
    await expect(
      tail({}, ioOf({ RUNWARDEN_PRESET: 'loud', RUNWARDEN_HISTORY_DAYS: '0' }).io, new AbortController().signal),
    ).rejects.toThrow(/RUNWARDEN_PRESET.*\n.*RUNWARDEN_HISTORY_DAYS/)
  })
})
