import { spawn, type ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface ChildOptions {
  readonly script: string
  readonly args?: readonly string[]
  /** The whole environment of the child: nothing of the parent's leaks in but PATH. */
  readonly env?: Readonly<Record<string, string>>
  readonly nodeOptions?: readonly string[]
  readonly folder?: string
  /** Opens a message channel (`process.send`) beside the standard streams. */
  readonly channel?: boolean
  /** False when nobody will ask for `lines`: a long run writes more than memory should hold. */
  readonly keepLines?: boolean
}

export interface Child {
  readonly process: ChildProcess
  /** Standard output and standard error, line by line, in order of arrival. */
  readonly lines: readonly string[]
  onLine(listener: (line: string) => void): void
  /** Resolves when the process is gone and its output read to the end: `exit status 1` or `signal: killed`. */
  readonly exited: Promise<string>
  /** Ends the process at once; resolves when it is gone. */
  stop(): Promise<void>
}

/** Starts a Node script that cannot outlive this process. */
export function startChild(options: ChildOptions): Child {
  const child = spawn(
    process.execPath,
    [
      '--require',
      join(__dirname, 'leash.cjs'),
      ...(options.nodeOptions ?? []),
      options.script,
      ...(options.args ?? []),
    ],
    {
      cwd: options.folder ?? tmpdir(),
      env: { PATH: process.env.PATH, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe', ...(options.channel === true ? (['ipc'] as const) : [])],
    },
  )
  const lines: string[] = []
  const listeners: ((line: string) => void)[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue
    createInterface({ input: stream }).on('line', (line) => {
      if (options.keepLines !== false) lines.push(line)
      for (const listener of listeners) listener(line)
    })
  }
  child.stdin?.on('error', () => undefined)

  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`not started: ${error.message}`))
    child.once('close', (code, signal) => resolve(describeExit(code, signal)))
  })
  return {
    process: child,
    lines,
    onLine: (listener) => void listeners.push(listener),
    exited,
    async stop() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/**
 * Starts a server as a child and resolves with what `read` finds in its output; kills it when
 * it dies or is silent too long.
 */
export async function startChildServer<T>(
  options: ChildOptions & { readonly read: (lines: readonly string[]) => T | undefined; readonly patienceMs: number },
): Promise<{ readonly ready: T; stop(): Promise<void> }> {
  const child = startChild(options)
  let timer: NodeJS.Timeout | undefined
  try {
    const ready = await new Promise<T>((resolve, reject) => {
      const fail = (reason: string): void =>
        reject(new Error(`${options.script} did not start: ${reason}; its output was:\n${child.lines.join('\n')}`))
      child.onLine(() => {
        const found = options.read(child.lines)
        if (found !== undefined) resolve(found)
      })
      void child.exited.then(fail)
      timer = setTimeout(() => fail(`no answer within ${options.patienceMs} ms`), options.patienceMs)
    })
    return { ready, stop: () => child.stop() }
  } catch (error) {
    await child.stop()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** The words Lambda uses for the end of a process. */
function describeExit(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === 'SIGKILL') return 'signal: killed'
  return signal === null ? `exit status ${code ?? 0}` : `signal: ${signal}`
}
