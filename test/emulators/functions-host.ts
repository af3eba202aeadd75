import { dirname, join } from 'node:path'
import { startChild, type Child } from './child-process'
import { numberedUuid } from './json-operation'

export interface FunctionsHostOptions {
  /** The app's entry file: a bundle with `@azure/functions-core` external, or a TypeScript file. */
  readonly entry: string
  /** The app settings; nothing of this process's environment comes in but PATH. */
  readonly env?: Readonly<Record<string, string>>
}

/** What the app registered of one function, as the real host would see it. */
interface FunctionMetadata {
  readonly name: string
  /** By generated binding name, the trigger first. */
  readonly bindings: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly retryOptions?: Readonly<Record<string, unknown>>
}

interface HostLog {
  readonly level: string
  readonly category: 'user' | 'system'
  readonly message: string
  readonly functionName?: string
  readonly invocationId?: string
  /** Logged after its invocation had returned: something was not awaited. */
  readonly late: boolean
}

interface WorkerError {
  readonly name: string
  readonly message: string
  readonly stack: string
}

/** `returnValue` is in the host's form: `{ json: '...' }`, `{ string: '...' }`, or undefined. */
export type InvocationResult =
  | { readonly ok: true; readonly returnValue: unknown }
  | { readonly ok: false; readonly error: WorkerError }

interface EventHubInvocation {
  /** With `maxRetryCount` the invocation carries a retry context; the host itself never tries again here. */
  readonly retryCount?: number
  readonly maxRetryCount?: number
  /** How the messages travel: as one JSON array (default), or as a list of strings. */
  readonly form?: 'json' | 'strings'
  /** In the host's spelling, such as `PartitionContext` or `SequenceNumberArray`. */
  readonly triggerMetadata?: Readonly<Record<string, unknown>>
}

export interface FunctionsHost {
  functions(): readonly FunctionMetadata[]
  invokeEventHub(name: string, messages: readonly unknown[], options?: EventHubInvocation): Promise<InvocationResult>
  invokeTimer(name: string, options?: { readonly isPastDue?: boolean }): Promise<InvocationResult>
  logs(): readonly HostLog[]
  /** What the app wrote to its console, line by line. */
  output(): readonly string[]
  /** Ends the app as `kill -9` would; a running invocation resolves with the error `WorkerExit`. */
  kill(): void
  /** Ends the app in order and fails when it logged after an invocation had returned. */
  stop(): Promise<void>
}

type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WorkerError }
type WorkerMessage =
  | ({ readonly kind: 'answer'; readonly id: string } & Answer)
  | { readonly kind: 'log'; readonly log: HostLog }

/**
 * Loads an Azure Functions app (programming model v4) in a process of its own and plays the host towards it:
 * registration, hooks, invocations with typed data, logs. What the host's extensions do is missing: checkpoints,
 * batch sizes, retries, time limits.
 */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const child = startChild({
    script: join(__dirname, 'functions-worker.cjs'),
    folder: dirname(options.entry),
    channel: true,
    nodeOptions: options.entry.endsWith('.ts') ? ['--require', require.resolve('tsx/cjs')] : [],
    env: { FUNCTIONS_WORKER_RUNTIME: 'node', WEBSITE_SITE_NAME: 'runwarden', ...options.env },
  })
  const logs: HostLog[] = []
  const ask = openChannel(child, (log) => void logs.push(log))

  const loaded = await ask('load', { entry: options.entry })
  if (!loaded.ok) {
    await child.stop()
    throw new Error(`the app did not load: ${loaded.error.stack}\n${child.lines.join('\n')}`)
  }
  const functions = loaded.value as readonly FunctionMetadata[]

  async function invoke(name: string, input: Readonly<Record<string, unknown>>): Promise<InvocationResult> {
    const answer = await ask('invoke', { name, ...input })
    return answer.ok ? { ok: true, returnValue: answer.value } : answer
  }

  return {
    functions: () => functions,
    invokeEventHub: (name, messages, { retryCount = 0, maxRetryCount, form = 'json', triggerMetadata = {} } = {}) =>
      invoke(name, {
        triggerType: 'eventHubTrigger',
        data:
          form === 'json'
            ? { json: JSON.stringify(messages) }
            : { collectionString: { string: messages.map(asString) } },
        triggerMetadata: Object.fromEntries(
          Object.entries(triggerMetadata).map(([key, value]) => [key, { json: JSON.stringify(value) }]),
        ),
        ...(maxRetryCount === undefined ? {} : { retryContext: { retryCount, maxRetryCount } }),
      }),
    invokeTimer: (name, { isPastDue = false } = {}) =>
      invoke(name, {
        triggerType: 'timerTrigger',
        data: { json: JSON.stringify({ Schedule: { AdjustForDST: true }, IsPastDue: isPastDue }) },
      }),
    logs: () => [...logs],
    output: () => [...child.lines],
    kill: () => void child.process.kill('SIGKILL'),
    async stop() {
      const terminated = await ask('terminate', {})
      await child.stop()
      if (!terminated.ok && terminated.error.name !== WORKER_EXIT)
        throw new Error(`the app did not end in order: ${terminated.error.stack}`)
      const late = logs.filter((log) => log.late).map(({ functionName, message }) => `${functionName}: ${message}`)
      if (late.length > 0)
        throw new Error(`logged after the function had returned, so something was not awaited: ${late.join('; ')}`)
    },
  }
}

const WORKER_EXIT = 'WorkerExit'

type Ask = (operation: string, input: Readonly<Record<string, unknown>>) => Promise<Answer>

function openChannel(child: Child, onLog: (log: HostLog) => void): Ask {
  const open = new Map<string, (answer: Answer) => void>()
  let asked = 0
  let ended: Answer | undefined

  child.process.on('message', (message: WorkerMessage) => {
    if (message.kind === 'log') return onLog(message.log)
    open.get(message.id)?.(message)
    open.delete(message.id)
  })
  void child.exited.then((how) => {
    ended = {
      ok: false,
      error: { name: WORKER_EXIT, message: `the app's process has ended: ${how}`, stack: child.lines.join('\n') },
    }
    for (const answer of open.values()) answer(ended)
    open.clear()
  })
  return (operation, input) =>
    new Promise((resolve) => {
      if (ended !== undefined) return resolve(ended)
      const id = numberedUuid(++asked)
      open.set(id, resolve)
      // A process that is just dying cannot be written to; its end answers.
      child.process.send({ id, operation, ...input }, () => undefined)
    })
}

function asString(message: unknown): string {
  return typeof message === 'string' ? message : JSON.stringify(message)
}
