import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { AZURE } from './templates'

export interface HookOutcome {
  readonly status: number | null
  readonly stderr: string
  /** The commands the hook ran, without their options. */
  readonly calls: readonly string[]
}

/** Path of a hook of azd. */
export const hookPath = (file: string): string => join(AZURE, 'hooks', file)

/** Runs a hook with an `az` that answers each command as given: text is its output, null a failure. */
export function runHook(
  file: string,
  answers: Readonly<Record<string, string | null>>,
  env: Readonly<Record<string, string>> = {},
): HookOutcome {
  const folder = mkdtempSync(join(tmpdir(), 'hook-'))
  const log = join(folder, 'log')
  const cases = Object.entries(answers).map(
    ([command, answer]) => `  "${command}") ${answer === null ? 'exit 1' : `echo "${answer}"`} ;;`,
  )
  const install = (name: string, lines: readonly string[]): void => {
    writeFileSync(join(folder, name), ['#!/bin/sh', ...lines, ''].join('\n'))
    chmodSync(join(folder, name), 0o755)
  }
  try {
    install('az', [
      'words=""',
      'for word in "$@"; do case "$word" in -*) break ;; *) words="$words $word" ;; esac; done',
      `echo "az$words" >> "${log}"`,
      'case "${words# }" in',
      ...cases,
      'esac',
    ])
    install('azd', [`echo "azd $*" >> "${log}"`])
    const { status, stderr } = spawnSync('sh', [hookPath(file)], {
      encoding: 'utf8',
      env: {
        PATH: `${folder}:/usr/bin:/bin`,
        AZURE_ENV_NAME: 'test',
        AZURE_SUBSCRIPTION_ID: '00000000-0000-0000-0000-000000000001',
        ...env,
      },
    })
    return { status, stderr, calls: existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [] }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The commands that a hook's text names, whatever its shell. */
export const commandsOf = (file: string): ReadonlySet<string> =>
  new Set(
    [
      ...readFileSync(hookPath(file), 'utf8').matchAll(/\b(az (?:ad|role|monitor)(?: [a-z][a-z-]*)+|azd env set \w+)/g),
    ].map(([command]) => command),
  )
