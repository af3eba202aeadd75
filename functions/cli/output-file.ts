import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { UsageError } from './io'
import { systemReason } from './system-reason'

/**
 * Fails before the work begins when its result could not be written; what a file of that name holds stays
 * until there is something to write.
 */
export const requireWritable = async (path: string | undefined): Promise<void> => {
  if (path === undefined) return
  try {
    await (await open(path, 'a')).close()
  } catch (cause) {
    throw new UsageError(
      `--output: got "${path}", expected a file in a folder that exists and may be written to (${systemReason(cause)})`,
    )
  }
}

/** Lets `print` write to a new file of that name; rejects when not all of it was written. */
export const writeFileWith = async (path: string, print: (out: Writable) => Promise<void>): Promise<void> => {
  const file = createWriteStream(path)
  const written = finished(file)
  await Promise.all([written, print(file).finally(() => file.end())])
}
