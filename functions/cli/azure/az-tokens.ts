import * as v from 'valibot'
import { execFile } from 'node:child_process'
import { platform } from 'node:os'
import { promisify } from 'node:util'
import { errorMessage } from '../../../shared/model/errors'
import { parseJson } from '../../../shared/model/parse-json'
import { MINUTE, SECOND } from '../../../shared/model/time'
import type { AccessToken, TokenSource } from '../../azure/identity/managed-identity'
import { UsageError } from '../io'

const RENEW_BEFORE_MS = 5 * MINUTE

/** Runs `az account get-access-token` for a resource and resolves to what it prints. */
export type AskAz = (resource: string) => Promise<string>

const run = promisify(execFile)

/**
 * On Windows `az` is a script, which only a shell can run; the resource is never anything but one of a few addresses.
 */
const askAz: AskAz = async (resource) => {
  const { stdout } = await run('az', ['account', 'get-access-token', '--resource', resource, '--output', 'json'], {
    shell: platform() === 'win32',
    timeout: MINUTE,
  })
  return stdout
}

/** Tokens of the account signed in to the Azure CLI, kept until five minutes before they end. */
export const azTokens = (now: () => number = Date.now, ask: AskAz = askAz): TokenSource => {
  const known = new Map<string, AccessToken>()
  return {
    getToken: async (scope) => {
      const resource = (Array.isArray(scope) ? (scope[0] ?? '') : scope).replace(/\/\.default$/, '')
      const kept = known.get(resource)
      if (kept !== undefined && kept.expiresOnTimestamp - RENEW_BEFORE_MS > now()) return kept
      const token = readAnswer(await ask(resource).catch(fail))
      known.set(resource, token)
      return token
    },
  }
}

const fail = (cause: unknown): never => {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
    throw new UsageError(
      'the Azure CLI gave no token: got no program az on the path, expected the Azure CLI; install it, and run: ' +
        'az login',
    )
  throw new UsageError(
    `the Azure CLI gave no token: got ${errorMessage(cause).trim().split('\n').at(-1)}, expected somebody ` +
      'signed in; run: az login',
  )
}

/** `expires_on` is epoch seconds (https://learn.microsoft.com/cli/azure/account#az-account-get-access-token). */
const answerSchema = v.object({ accessToken: v.string(), expires_on: v.number() })

const readAnswer = (text: string): AccessToken => {
  const answer = v.safeParse(answerSchema, parseJson(text))
  if (!answer.success)
    throw new UsageError(
      'the Azure CLI gave no token: got an answer without accessToken and expires_on, expected version 2.54 or ' +
        'later; run: az upgrade',
    )
  return { token: answer.output.accessToken, expiresOnTimestamp: answer.output.expires_on * SECOND }
}
