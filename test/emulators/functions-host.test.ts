import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import { startFunctionsHost, type FunctionsHost } from './functions-host'

const SOURCE = `
import { app } from '@azure/functions'

app.hook.appStart(() => console.log('app started with ' + process.env.RUNWARDEN_PRESET))
app.hook.preInvocation(({ inputs }) => { if (Array.isArray(inputs[0])) inputs[0].push('from the hook') })

app.eventHub('activityLog', {
  connection: 'EventHubConnection',
  eventHubName: '%EVENT_HUB_NAME%',
  cardinality: 'many',
  consumerGroup: 'runwarden',
  retry: { strategy: 'exponentialBackoff', maxRetryCount: 5, minimumInterval: { seconds: 5 }, \
maximumInterval: { minutes: 1 } },
  handler: async (messages: unknown[], context) => {
    if (messages.includes('fail')) throw new RangeError('cannot')
    if (messages.includes('exit')) process.exit(4)
    if (messages.includes('hang')) await new Promise(() => setInterval(() => undefined, 1000))
    if (messages.includes('late')) setTimeout(() => context.log('too late'), 10)
    context.warn('got ' + messages.length)
    return { messages, retry: context.retryContext, metadata: context.triggerMetadata }
  },
})

app.timer('heartbeat', {
  schedule: '0 */5 * * * *',
  handler: async (timer, context) => context.log('past due ' + timer.isPastDue),
})
`

let folder: string
let host: FunctionsHost | undefined

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'functions-'))
  const common: BuildOptions = {
    stdin: { contents: SOURCE, loader: 'ts', resolveDir: __dirname },
    bundle: true,
    platform: 'node',
    external: ['@azure/functions-core'],
    logLevel: 'silent',
  }
  await build({ ...common, format: 'cjs', outfile: join(folder, 'app.cjs') })
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" }
  await build({ ...common, format: 'esm', outfile: join(folder, 'app.mjs'), banner })
  writeFileSync(join(folder, 'empty.cjs'), '')
  writeFileSync(join(folder, 'broken.cjs'), 'throw new Error("no settings")')
})

afterEach(async () => {
  await host?.stop()
  host = undefined
})

afterAll(() => rmSync(folder, { recursive: true }))

async function start(file: string): Promise<FunctionsHost> {
  host = await startFunctionsHost({ entry: join(folder, file), env: { RUNWARDEN_PRESET: 'strict' } })
  return host
}

function returned(result: Awaited<ReturnType<FunctionsHost['invokeTimer']>>): unknown {
  return result.ok ? JSON.parse((result.returnValue as { json: string }).json) : result
}

describe.each(['app.cjs', 'app.mjs'])('startFunctionsHost with %s', (file) => {
  it('sees what the app registers', async () => {
    const functions = (await start(file)).functions()
    expect(functions.map(({ name, bindings }) => [name, Object.values(bindings)[0]])).toMatchObject([
      [
        'activityLog',
        {
          type: 'eventHubTrigger',
          direction: 'in',
          cardinality: 'many',
          consumerGroup: 'runwarden',
          eventHubName: '%EVENT_HUB_NAME%',
        },
      ],
      ['heartbeat', { type: 'timerTrigger', schedule: '0 */5 * * * *' }],
    ])
    expect(functions[0]?.retryOptions).toMatchObject({
      maxRetryCount: 5,
      retryStrategy: 'exponentialBackoff',
      minimumInterval: { seconds: 5 },
    })
  })

  it('runs a batch, with hooks, metadata and retry context', async () => {
    const running = await start(file)
    const result = await running.invokeEventHub('activityLog', [{ records: [] }, 'text'], {
      retryCount: 2,
      maxRetryCount: 5,
      triggerMetadata: { PartitionContext: { PartitionId: '1' } },
    })
    expect(returned(result)).toEqual({
      messages: [{ records: [] }, 'text', 'from the hook'],
      retry: { retryCount: 2, maxRetryCount: 5 },
      metadata: { partitionContext: { partitionId: '1' } },
    })
    expect(running.logs()).toContainEqual(
      expect.objectContaining({ level: 'warning', category: 'user', message: 'got 3', late: false }),
    )
    expect(running.output()).toContain('app started with strict')
  })
})

describe('startFunctionsHost', () => {
  it('delivers messages as strings too, of which JSON is parsed', async () => {
    const running = await start('app.cjs')
    const result = await running.invokeEventHub('activityLog', [{ records: [] }, 'no JSON'], { form: 'strings' })
    expect(returned(result)).toMatchObject({ messages: [{ records: [] }, 'no JSON', 'from the hook'] })
  })

  it('runs a timer', async () => {
    const running = await start('app.cjs')
    expect(await running.invokeTimer('heartbeat', { isPastDue: true })).toMatchObject({ ok: true })
    expect(running.logs().map(({ message }) => message)).toContain('past due true')
  })

  it('returns the error of a function', async () => {
    const running = await start('app.cjs')
    expect(await running.invokeEventHub('activityLog', ['fail'])).toMatchObject({
      ok: false,
      error: { name: 'RangeError', message: 'cannot' },
    })
  })

  it.each([
    ['a name that is not there', 'nowhere', 'no function is named nowhere: the app has activityLog, heartbeat'],
    ['another trigger', 'heartbeat', 'heartbeat has no eventHubTrigger'],
  ])('refuses %s', async (_name, name, message) => {
    expect(await (await start('app.cjs')).invokeEventHub(name, [])).toMatchObject({ ok: false, error: { message } })
  })

  it('reports an app that ends itself', async () => {
    const running = await start('app.cjs')
    expect(await running.invokeEventHub('activityLog', ['exit'])).toMatchObject({
      ok: false,
      error: { name: 'WorkerExit', message: expect.stringContaining('exit status 4') },
    })
  })

  it('reports an app that is killed in the middle', async () => {
    const running = await start('app.cjs')
    const hanging = running.invokeEventHub('activityLog', ['hang'])
    running.kill()
    expect(await hanging).toMatchObject({ ok: false, error: { name: 'WorkerExit' } })
    expect(await running.invokeTimer('heartbeat')).toMatchObject({ ok: false, error: { name: 'WorkerExit' } })
  })

  it('fails on a log after the function has returned', async () => {
    const running = await start('app.cjs')
    await running.invokeEventHub('activityLog', ['late'])
    while (!running.logs().some(({ late }) => late)) await new Promise((resolve) => setTimeout(resolve, 5))
    host = undefined
    await expect(running.stop()).rejects.toThrow('activityLog: too late')
  })

  it.each([
    ['registers nothing', 'empty.cjs', 'registers nothing'],
    ['throws', 'broken.cjs', 'no settings'],
  ])('refuses an app that %s', async (_name, file, message) => {
    await expect(start(file)).rejects.toThrow(message)
  })

  it('loads TypeScript as it is', async () => {
    const entry = join(__dirname, 'functions-app.fixture.ts')
    host = await startFunctionsHost({ entry })
    expect(host.functions().map(({ name }) => name)).toEqual(['fixture'])
    expect(await host.invokeTimer('fixture')).toMatchObject({ ok: true })
  })
})
