import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, weak } from './category'
import { fetchOf } from './fetch'

/** What takes a stream apart or stores it; a health check's filter does not. */
const UNPACKING = new Set(['tar', 'gunzip', 'unzip', 'zcat', 'base64', 'xxd', 'openssl', 'tee', 'dd', 'cpio', 'bsdtar'])

/** A file from a stranger's host is stored, without any sign that it runs. */
const judge = (command: Command): Evidence | null => {
  const fetch = fetchOf(command)
  if (fetch === null || fetch.trust !== 'stranger') return null
  const stored = fetch.file !== null && fetch.file !== '' && fetch.file !== 'null' && fetch.file !== 'nul'
  const unpacked = command.downstream.some(({ name }) => UNPACKING.has(name))
  return stored || unpacked
    ? weak(command, `fetches a file from ${fetch.url?.host ?? 'an address that is not in the text'}`)
    : null
}

export const download: Category = { id: 'download', title: 'Download', find: (script) => eachCommand(script, judge) }
