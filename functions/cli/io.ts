import type { Readable, Writable } from 'node:stream'

/** What a verb may touch of the process it runs in; run.ts alone makes one. */
export interface Io {
  readonly stdin: Readable
  /** Data only. */
  readonly stdout: Writable
  /** Everything else. */
  readonly stderr: Writable
  readonly environment: Readonly<Record<string, string | undefined>>
  /** stdout is a terminal that shows colours. */
  readonly color: boolean
  /** stderr is a terminal, so that progress can be drawn. */
  readonly interactive: boolean
  readonly width: number
  /** Folder of the built program, where the network table and the reading worker lie. */
  readonly home: string
}

/** Exit codes; 2 before 3 before 1 (semantics.md, "Exit codes"). */
export const EXIT = { done: 0, failOn: 1, usage: 2, unread: 3, interrupted: 130, fault: 70 } as const

/** Something the person who typed the command can fix; printed without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Writes all of a text, waiting while the reader is slow. */
export const write = (stream: Writable, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(text, (error) => (error === null || error === undefined ? resolve() : reject(error)))
  })
