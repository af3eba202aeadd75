import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { CommanderError } from 'commander'
import { EXIT, UsageError, type Io } from '../../functions/cli/io'
import { program } from '../../functions/cli/program'

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const gather = (): { readonly stream: PassThrough; readonly text: () => string } => {
  const stream = new PassThrough()
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') }
}

/** Runs the command line in this process, as run.ts does. */
export const runwarden = async (
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  stdin = '',
): Promise<Ran> => {
  const [out, err] = [gather(), gather()]
  const io: Io = {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: out.stream,
    stderr: err.stream,
    environment,
    color: false,
    interactive: false,
    width: 100,
    home: join(__dirname, '..', '..', 'dist'),
  }
  let code: number
  try {
    code = await program(io, words)
  } catch (cause) {
    if (cause instanceof UsageError) {
      err.stream.write(`${cause.message}\n`)
      code = EXIT.usage
    } else if (cause instanceof CommanderError) code = cause.exitCode === 0 ? EXIT.done : EXIT.usage
    else throw cause
  }
  return { code, stdout: out.text(), stderr: err.text() }
}

/** A fresh folder with the given files; values that are no text are written as JSON. */
export const folderOf = (files: Readonly<Record<string, unknown>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'runwarden-test-'))
  for (const [name, content] of Object.entries(files))
    writeFileSync(
      join(folder, name),
      typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
    )
  return folder
}
