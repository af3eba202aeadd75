/** Runs the command line in this process, on a Node that main.ts has found new enough. */
import { CommanderError } from 'commander'
import { EXIT, type Io } from './io'
import { program } from './program'

const ended = new AbortController()

const io: Io = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  color: process.stdout.isTTY && !process.env['NO_COLOR'],
  interactive: process.stderr.isTTY,
  width: process.stdout.columns ?? 100,
  home: __dirname,
}

// A reader that closes its end (head, a pager) has seen enough: no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.fault),
)
process.on('SIGINT', () => {
  ended.abort()
  process.exit(EXIT.interrupted)
})
process.on('SIGTERM', () => ended.abort())

const codeOf = (cause: unknown): number => {
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? EXIT.done : EXIT.usage
  // By name: the verbs of the clouds are a bundle of their own, with a class of their own.
  if (cause instanceof Error && cause.name === 'UsageError') {
    process.stderr.write(`${cause.message}\n`)
    return EXIT.usage
  }
  process.stderr.write(`internal fault: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`)
  return EXIT.fault
}

program(io, process.argv.slice(2), ended.signal)
  .then((code) => {
    process.exitCode = code
  })
  .catch((cause: unknown) => {
    process.exitCode = codeOf(cause)
  })
