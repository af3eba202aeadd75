import { runHook, type Hook } from '../../../infra/azure/hooks/hook'
import { stubPrograms, type Replies, type Reply } from './stub-programs'

export const APP_ID = '00000000-0000-0000-0000-000000000042'
export const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001'

/** What azd gives a hook. */
export const GIVEN = { AZURE_ENV_NAME: 'test', AZURE_SUBSCRIPTION_ID: SUBSCRIPTION }

export interface HookOutcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** Each command as program and words, without options. */
  readonly calls: readonly string[]
  readonly fullCalls: readonly (readonly string[])[]
}

const wordsOf = (call: readonly string[]): string => {
  const end = call.findIndex((arg) => arg.startsWith('-'))
  return call.slice(0, end === -1 ? call.length : end).join(' ')
}

/** Runs a hook against stubs of these programs; without `az`, as on a machine that does not have it. */
export const runStubbed = async (
  hook: Hook,
  replies: Replies,
  environment: Readonly<Record<string, string>> = GIVEN,
  programs: readonly string[] = ['az', 'azd'],
): Promise<HookOutcome> => {
  const stubs = stubPrograms(programs, replies)
  const printed: string[] = []
  const errors: string[] = []
  try {
    const code = await runHook(
      'hook',
      hook,
      { ...environment, PATH: stubs.path },
      (line) => void printed.push(line),
      (text) => void errors.push(text),
    )
    const fullCalls = stubs.calls()
    return { code, stdout: printed.join('\n'), stderr: errors.join(''), calls: fullCalls.map(wordsOf), fullCalls }
  } finally {
    stubs.remove()
  }
}

export const json = (value: unknown): Reply => ({ stdout: `${JSON.stringify(value)}\n` })

const EXPIRED_SIGN_IN =
  'ERROR: AADSTS700082: The refresh token has expired due to inactivity.\n' +
  'Interactive authentication is needed. Please run:\naz login\n'

/** Ways in which any command fails, and what is said of each. */
export const FAILURES: Readonly<Record<string, { readonly reply: Reply; readonly messages: readonly string[] }>> = {
  'exits with 3': { reply: { code: 3, stderr: 'ERROR: no right\n' }, messages: ['got exit code 3: no right,'] },
  'is ended by a signal': { reply: { signal: 'SIGKILL' }, messages: ['got an end by SIGKILL,'] },
  'finds the sign-in expired': {
    reply: { code: 1, stderr: EXPIRED_SIGN_IN },
    messages: ['got exit code 1: AADSTS700082: The refresh token has expired', '; run: az login; then '],
  },
}

/** Ways in which a command fails whose output is read. */
export const BAD_OUTPUTS: Readonly<Record<string, { readonly reply: Reply; readonly messages: readonly string[] }>> = {
  'prints nothing': { reply: {}, messages: ['got no output,'] },
  'prints no JSON': { reply: { stdout: 'WARNING: {"value"' }, messages: ['got output that is not JSON,'] },
  'prints a text': { reply: { stdout: '"text"' }, messages: ['got JSON that is no '] },
  'prints null': { reply: { stdout: 'null' }, messages: ['got JSON that is no '] },
  'prints objects of another kind': { reply: { stdout: '[{"x":"y"}]' }, messages: ['got JSON that is no '] },
  'prints ids that are none': {
    reply: json([{ appId: '& calc', displayName: 5, name: null, roleName: [] }]),
    messages: ['got JSON that is no '],
  },
}
