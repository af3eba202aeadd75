import { execFile, type ExecFileException } from 'node:child_process'
import { platform } from 'node:os'
import { invocation } from './command-line'
import { findProgram } from './find-program'

/** What a command printed, or how it failed: `exit code 1: AADSTS700082: The refresh token has expired`. */
export type Outcome = { readonly ok: true; readonly output: string } | { readonly ok: false; readonly got: string }

/** Runs a command to its end; rejects never. */
export type Run = (program: 'az' | 'azd', args: readonly string[]) => Promise<Outcome>

const MAX_OUTPUT_BYTES = 16 * 1024 * 1024

/** The Azure CLI begins the line that says what is wrong with `ERROR: `; other lines are warnings and hints. */
const reasonIn = (stderr: string): string => {
  const lines = stderr.split('\n').map((line) => line.trim())
  const reason = lines.find((line) => line.startsWith('ERROR:')) ?? lines.findLast((line) => line !== '')
  return reason === undefined ? '' : `: ${reason.replace(/^ERROR: */, '')}`
}

const failureOf = ({ code, signal, message }: ExecFileException, stderr: string): string => {
  if (typeof code === 'number') return `exit code ${code}${reasonIn(stderr)}`
  return signal ? `an end by ${signal}${reasonIn(stderr)}` : message
}

/** Runs programs of this PATH. What they print to stderr is passed on, as their warnings are for the user. */
export const programsOf =
  (environment: NodeJS.ProcessEnv, passOn: (text: string) => void): Run =>
  (program, args) => {
    const found = findProgram(program, environment['PATH'] ?? '', platform())
    if (found === null) return Promise.resolve({ ok: false, got: `no program ${program} on the path` })
    const { file, args: given, isVerbatim } = invocation(found, args, platform(), environment['ComSpec'])
    const options = { env: environment, maxBuffer: MAX_OUTPUT_BYTES, windowsVerbatimArguments: isVerbatim }
    return new Promise((resolve) => {
      const child = execFile(file, given, options, (error, stdout, stderr) => {
        passOn(stderr)
        resolve(error === null ? { ok: true, output: stdout } : { ok: false, got: failureOf(error, stderr) })
      })
      // Nobody answers a question: the Azure CLI fails at once instead of waiting.
      child.stdin?.end()
    })
  }
