import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { startChild, type Child } from './child-process'
import { findRuntimeClient, lambdaEnvironment } from './lambda-environment'
import { startRuntimeApi, type RuntimeFault } from './lambda-runtime-api'

export interface LambdaOptions {
  /** Where the bundle lies: the working directory and `LAMBDA_TASK_ROOT` of the function. */
  readonly bundleFolder: string
  /** `<file without suffix>.<export>`. */
  readonly handler: string
  /**
   * The function's own settings and the endpoints of the emulators; nothing of this process's
   * environment comes in but PATH.
   */
  readonly env?: Readonly<Record<string, string>>
  /**
   * The `index.mjs` of aws-lambda-ric; else `RUNWARDEN_TEST_RIC`, else the installed package, else
   * the bootstrap beside this file.
   */
  readonly ric?: string
  /** Seconds after which an invocation is ended and its process with it; 30 when not given. */
  readonly timeoutSeconds?: number
  /** False when nobody will ask for `logs`. */
  readonly keepLogs?: boolean
}

export type LambdaResult = { readonly ok: true; readonly result: unknown } | ({ readonly ok: false } & RuntimeFault)

export interface Lambda {
  readonly runtime: 'ric' | 'bootstrap'
  /** From the start of the first process to its request for an event, in milliseconds. */
  readonly initMs: number
  /**
   * Runs the handler on one event. Invocations queue up, as with a reserved concurrency of one. A process that
   * dies resolves its invocation with `Runtime.ExitError`, one that takes too long with `Sandbox.Timedout`;
   * the next one gets a new process.
   */
  invoke(event: unknown): Promise<LambdaResult>
  /** Ends the process as `kill -9` would, in the middle of an invocation or between two. */
  kill(): void
  /** All lines the function wrote, over all its processes. */
  logs(): string[]
  stop(): Promise<void>
}

interface Pending {
  readonly requestId: string
  readonly event: unknown
  readonly answer: (result: LambdaResult) => void
  outcome?: LambdaResult
}

interface Sandbox {
  readonly child: Child
  /** `starting` until the first request for an event; `idle` while such a request is open. */
  state: 'starting' | 'idle' | 'busy'
  initFault?: RuntimeFault
}

/** Plays the Lambda service for one function, on the real runtime interface client where there is one. */
export async function startLambda(options: LambdaOptions): Promise<Lambda> {
  const ric = findRuntimeClient(options.ric)
  const timeoutMs = (options.timeoutSeconds ?? 30) * 1000
  const queue: Pending[] = []
  const logs: string[] = []
  let running: Pending | undefined
  let sandbox: Sandbox | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let initDone: (() => void) | undefined

  const api = await startRuntimeApi({
    onReady() {
      if (sandbox !== undefined) sandbox.state = 'idle'
      initDone?.()
      finish()
      advance()
    },
    onInitError(fault) {
      if (sandbox !== undefined) sandbox.initFault = fault
    },
    onResult: (requestId, result) => note(requestId, { ok: true, result }),
    onError: (requestId, fault) => note(requestId, { ok: false, ...fault }),
  })

  function note(requestId: string, outcome: LambdaResult): void {
    if (running?.requestId === requestId) running.outcome ??= outcome
  }

  /**
   * Answers once the process asks for more or is gone: what it logged before that is in the
   * pipe, and read one turn later.
   */
  function finish(): void {
    clearTimeout(timer)
    const done = running
    running = undefined
    if (done?.outcome === undefined) return
    const { outcome } = done
    setImmediate(() => done.answer(outcome))
  }

  function advance(): void {
    if (stopped || queue.length === 0) return
    if (sandbox === undefined) return spawn()
    if (sandbox.state !== 'idle') return
    running = queue.shift()
    if (running === undefined) return
    sandbox.state = 'busy'
    const { requestId, event } = running
    timer = setTimeout(() => {
      const seconds = (timeoutMs / 1000).toFixed(2)
      const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`
      note(requestId, { ok: false, errorType: 'Sandbox.Timedout', errorMessage })
      kill()
    }, timeoutMs)
    api.hand({ requestId, event, deadline: Date.now() + timeoutMs })
  }

  function spawn(): void {
    const child = startChild({
      script: ric ?? join(__dirname, 'lambda-bootstrap.mjs'),
      args: [options.handler],
      folder: options.bundleFolder,
      keepLines: options.keepLogs !== false,
      env: { ...lambdaEnvironment(options.bundleFolder, options.handler, api.address), ...options.env },
    })
    const started: Sandbox = { child, state: 'starting' }
    sandbox = started
    if (options.keepLogs !== false) child.onLine((line) => void logs.push(line))
    void child.exited.then((how) => {
      sandbox = undefined
      api.forget()
      initDone?.()
      // A process that never came up takes the invocation it was started for with it, else it would be started forever.
      running ??= started.state === 'starting' ? queue.shift() : undefined
      if (running !== undefined) running.outcome ??= { ok: false, ...(started.initFault ?? exitFault(running, how)) }
      finish()
      advance()
    })
  }

  function kill(): void {
    sandbox?.child.process.kill('SIGKILL')
  }

  const startedAt = performance.now()
  await new Promise<void>((resolve) => {
    initDone = resolve
    spawn()
  })
  const initMs = performance.now() - startedAt

  return {
    runtime: ric === undefined ? 'bootstrap' : 'ric',
    initMs,
    invoke: (event) =>
      new Promise((answer) => {
        queue.push({ requestId: randomUUID(), event, answer })
        advance()
      }),
    kill,
    logs: () => [...logs],
    async stop() {
      stopped = true
      clearTimeout(timer)
      await sandbox?.child.stop()
      for (const left of queue.splice(0)) left.answer({ ok: false, ...exitFault(left, 'stopped') })
      await api.stop()
    },
  }
}

function exitFault({ requestId }: Pending, how: string): RuntimeFault {
  return {
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${how}`,
  }
}
