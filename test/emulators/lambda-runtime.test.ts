import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLambda, type Lambda } from './lambda-runtime'

const SOURCE = `
exports.handler = async (event, context) => {
  if (event.do === 'throw') throw new TypeError('no such thing')
  if (event.do === 'exit') process.exit(7)
  if (event.do === 'die later') Promise.reject(new Error('nobody waits'))
  if (event.do === 'hang' || event.do === 'die later') await new Promise((resolve) => setTimeout(resolve, 60000))
  console.log('saw ' + event.do)
  exports.calls = (exports.calls ?? 0) + 1
  return { event, calls: exports.calls, id: context.awsRequestId, setting: process.env.RUNWARDEN_PRESET,
    inherited: process.env.HOME ?? null, remaining: context.getRemainingTimeInMillis() > 0 }
}
`

let folder: string
let lambda: Lambda | undefined

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lambda-'))
  writeFileSync(join(folder, 'index.js'), SOURCE)
  writeFileSync(join(folder, 'broken.js'), 'exports.handler = require("./not-there")')
  writeFileSync(join(folder, 'quits.js'), 'process.exit(3)')
})

afterEach(async () => {
  await lambda?.stop()
  lambda = undefined
})

afterAll(() => rmSync(folder, { recursive: true }))

async function start(file: string, timeoutSeconds?: number): Promise<Lambda> {
  lambda = await startLambda({
    bundleFolder: folder,
    handler: `${file}.handler`,
    env: { RUNWARDEN_PRESET: 'strict' },
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  })
  return lambda
}

describe('startLambda', () => {
  it('runs several events in one process, with its own environment', async () => {
    const running = await start('index')
    expect(await running.invoke({ do: 'first' })).toMatchObject({
      ok: true,
      result: {
        event: { do: 'first' },
        calls: 1,
        id: expect.any(String),
        setting: 'strict',
        inherited: null,
        remaining: true,
      },
    })
    const both = await Promise.all([running.invoke({ do: 'second' }), running.invoke({ do: 'third' })])
    expect(both.map((answer) => answer.ok && (answer.result as { calls: number }).calls)).toEqual([2, 3])
    expect(running.logs().join('\n')).toContain('saw third')
  })

  it('reports an exception and goes on in the same process', async () => {
    const running = await start('index')
    await running.invoke({ do: 'first' })
    const failed = await running.invoke({ do: 'throw' })
    expect(failed).toMatchObject({ ok: false, errorType: 'TypeError', errorMessage: 'no such thing' })
    expect(await running.invoke({ do: 'second' })).toMatchObject({ ok: true, result: { calls: 2 } })
  })

  it('reports a process that ends itself, and starts a new one', async () => {
    const running = await start('index')
    await running.invoke({ do: 'first' })
    expect(await running.invoke({ do: 'exit' })).toMatchObject({
      ok: false,
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('exit status 7'),
    })
    expect(await running.invoke({ do: 'again' })).toMatchObject({ ok: true, result: { calls: 1 } })
  })

  it('reports a process that is killed in the middle, and keeps the waiting invocation', async () => {
    const running = await start('index')
    const hanging = running.invoke({ do: 'hang' })
    const waiting = running.invoke({ do: 'next' })
    running.kill()
    expect(await hanging).toMatchObject({ ok: false, errorMessage: expect.stringContaining('signal: killed') })
    expect(await waiting).toMatchObject({ ok: true, result: { calls: 1 } })
  })

  it('ends an invocation that takes longer than its timeout', async () => {
    const running = await start('index', 0.5)
    expect(await running.invoke({ do: 'hang' })).toMatchObject({ ok: false, errorType: 'Sandbox.Timedout' })
    expect(await running.invoke({ do: 'next' })).toMatchObject({ ok: true })
  })

  it('reports a rejection that nobody handles', async () => {
    const running = await start('index')
    expect(await running.invoke({ do: 'die later' })).toMatchObject({
      ok: false,
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('exit status 1'),
    })
    expect(running.logs().join('\n')).toContain('nobody waits')
  })

  it.each([
    ['a module that cannot be loaded', 'broken', 'Runtime.ImportModuleError'],
    ['a module that is not there', 'nowhere', 'Runtime.ImportModuleError'],
    ['a module that ends the process', 'quits', 'Runtime.ExitError'],
  ])('reports %s to each invocation', async (_name, file, errorType) => {
    const running = await start(file)
    expect(await running.invoke({})).toMatchObject({ ok: false, errorType })
    expect(await running.invoke({})).toMatchObject({ ok: false, errorType })
  })

  it('refuses a runtime that is not there', async () => {
    await expect(
      startLambda({ bundleFolder: folder, handler: 'index.handler', ric: join(folder, 'none.mjs') }),
    ).rejects.toThrow('no Lambda runtime at')
  })
})
