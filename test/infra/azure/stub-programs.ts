import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

/** What a stubbed command does; exits with 0 and prints nothing when a member is left out. */
export interface Reply {
  readonly stdout?: string
  readonly stderr?: string
  readonly code?: number
  readonly signal?: 'SIGKILL'
}

/** Replies by the words of a command: `ad app list`; a command without one succeeds without output. */
export type Replies = Readonly<Record<string, Reply>>

export interface Stubs {
  /** PATH on which nothing but the stubs and Node is found. */
  readonly path: string
  /** The commands run so far, each with all arguments. */
  readonly calls: () => readonly (readonly string[])[]
  readonly remove: () => void
}

/** A program of Node: it notes its arguments, and replies. */
const PROGRAM = `
const { appendFileSync, readFileSync } = require('node:fs')
const { join } = require('node:path')
const [name, ...args] = process.argv.slice(2)
appendFileSync(join(__dirname, 'calls'), JSON.stringify([name, ...args]) + '\\n')
const end = args.findIndex((arg) => arg.startsWith('-'))
const words = args.slice(0, end === -1 ? args.length : end).join(' ')
const reply = JSON.parse(readFileSync(join(__dirname, 'replies.json'), 'utf8'))[words] ?? {}
process.stderr.write(reply.stderr ?? '')
process.stdout.write(reply.stdout ?? '', () =>
  reply.signal === undefined ? process.exit(reply.code ?? 0) : process.kill(process.pid, reply.signal),
)
`

const install = (folder: string, name: string): void => {
  const [file, lines] =
    platform() === 'win32'
      ? [`${name}.cmd`, ['@echo off', `"${process.execPath}" "%~dp0program.cjs" ${name} %*`]]
      : [name, ['#!/bin/sh', `exec '${process.execPath}' '${join(folder, 'program.cjs')}' ${name} "$@"`]]
  writeFileSync(join(folder, file), `${lines.join('\n')}\n`)
  chmodSync(join(folder, file), 0o755)
}

/** Programs of these names in a folder of their own, which reply as given. */
export const stubPrograms = (names: readonly string[], replies: Replies): Stubs => {
  const folder = mkdtempSync(join(tmpdir(), 'stub-'))
  writeFileSync(join(folder, 'program.cjs'), PROGRAM)
  writeFileSync(join(folder, 'replies.json'), JSON.stringify(replies))
  for (const name of names) install(folder, name)
  const log = join(folder, 'calls')
  return {
    path: [folder, dirname(process.execPath)].join(delimiter),
    calls: () =>
      existsSync(log)
        ? readFileSync(log, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as string[])
        : [],
    remove: () => rmSync(folder, { recursive: true }),
  }
}
