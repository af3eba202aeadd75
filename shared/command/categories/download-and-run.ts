import { matchesAny } from '../matches-any'
import { inlineProgram, isInterpreter, isShell, runsInput, scriptFile } from '../tokens/interpreters'
import type { Code, Command, Script, Word } from '../tokens/script'
import { hostKind, urlsIn } from '../tokens/urls'
import { type Category, type Evidence, strong, weak } from './category'
import { type Fetch, fetchOf } from './fetch'
import { fileUse } from './run-file'
import { systemProgramMisuse } from './system-programs'
import { isWellKnownHost } from './well-known-hosts'

const FETCHING_TEXT: readonly RegExp[] = [
  /\.\(?download(?:string|data)\b|\.getstringasync\(/,
  /invoke-webrequest|invoke-restmethod|\b(?:iwr|irm)\s|\bcurl\s|\bwget\s/,
]
const ARCHIVE = /\.(?:tar|tgz|gz|zip|7z|bz2|xz)$/
const UNPACKING = new Set(['tar', 'unzip', 'gunzip', '7z', 'expand-archive', 'bsdtar', 'unrar'])
/** Where an archive's contents lie that was just unpacked. */
const FRESH_PATH = /^(?:\.\/|\/tmp\/|\/dev\/shm\/)/
const FETCHING_CODE: readonly RegExp[] = [
  /urlopen|urlretrieve|requests\.get|lwp::simple|open-uri|file_get_contents\(["']https?:/i,
  /net::http|http\.get|https\.get|require\(["']https?["']\)/i,
]
const RUNNING_CODE = /\b(?:exec|eval|compile)\s{0,4}\(|instance_eval|\beval\b|new function\(/i
const STARTING_CODE = /os\.system|subprocess|popen|os\.exec|chmod/i

const describe = ({ url, trust, command }: Fetch): string => {
  const from =
    url === null ? `what ${command.name === '' ? 'it' : command.name} fetches` : `what it fetches from ${url.host}`
  switch (trust) {
    case 'well-known':
      return `runs ${from}, a well-known vendor's installer`
    case 'release':
      return `runs ${from}, a release of a public repository`
    case 'own-bucket':
      return 'runs a file from a storage bucket'
    case 'local':
      return `runs ${from}, an address inside the network`
    case 'stranger':
      return `runs ${from}`
  }
}

const graded = (fetch: Fetch, shown: Command): Evidence =>
  fetch.trust === 'stranger' ? strong(shown, describe(fetch)) : weak(shown, describe(fetch))

/**
 * The word whose text a command runs: `eval "$(...)"`, `bash -c "$(...)"`, `bash <(...)`, `iex (...)`,
 * `$(...)` in the command's own place.
 */
const programWords = (command: Command): readonly (Word | null)[] => {
  if (command.name === 'eval' || command.name === 'invoke-expression') return command.args
  if (command.name === 'source' || command.name === '.') return command.args.slice(0, 1)
  if (isInterpreter(command.name)) return [inlineProgram(command) ?? scriptFile(command)]
  const runsHead =
    command.dialect === 'shell'
      ? /^(?:\$\(|`)/.test(command.path)
      : /scriptblock\]::create\(|invokescript\(|assembly\]::load\(|^\((?:gcm|get-command)\s/.test(command.line)
  return runsHead ? [command.head, ...command.args] : []
}

const fetchesIn = (word: Word | null, depth = 0): readonly Fetch[] => {
  if (word === null || depth > 3) return []
  return word.inner.slice(0, 64).flatMap(({ stages }) =>
    stages
      .slice(0, 16)
      .flat()
      .flatMap((command) => {
        const fetch = fetchOf(command)
        return fetch === null
          ? [command.head, ...command.args.slice(0, 16)].flatMap((inner) => fetchesIn(inner, depth + 1))
          : [fetch]
      }),
  )
}

/** A substitution or an expression that fetches stands where a program is expected. */
const byProgramWord = (command: Command): Evidence | null => {
  for (const word of programWords(command)) {
    const [fetch] = fetchesIn(word)
    if (fetch !== undefined) return graded(fetch, command)
    const text = word?.text.toLowerCase() ?? ''
    if (command.dialect !== 'powershell' || !matchesAny(FETCHING_TEXT, text)) continue
    const urls = urlsIn(text)
    const known = urls.length > 0 && urls.every(isWellKnownHost)
    return (known ? weak : strong)(command, known ? "runs a well-known vendor's installer" : 'runs what it fetches')
  }
  return null
}

const byPipe = (fetch: Fetch): Evidence | null => {
  const runner = fetch.command.downstream.find(
    (command) => runsInput(command) || (command.name === 'xargs' && isShell(command.args.at(-1)?.text ?? '')),
  )
  return runner === undefined ? null : graded(fetch, fetch.command)
}

const byCode = (code: Code): Evidence | null => {
  if (!matchesAny(FETCHING_CODE, code.text)) return null
  if (RUNNING_CODE.test(code.text)) return strong(code, `a ${code.language} program runs what it fetches`)
  return code.inline && STARTING_CODE.test(code.text)
    ? strong(code, `a ${code.language} one-liner fetches a file and starts a program`)
    : null
}

/** A file that was fetched is used further on, by whatever path. */
const byFile = (script: Script): readonly Evidence[] => {
  const found: Evidence[] = []
  const files = new Map<string, Fetch>()
  let archive: Fetch | null = null
  let unpacked = false
  for (const command of script.commands) {
    const fetch = fetchOf(command)
    if (fetch?.file) {
      files.set(fetch.file, fetch)
      if (ARCHIVE.test(fetch.file) && fetch.url !== null && hostKind(fetch.url.host) === 'public-address')
        archive = fetch
    }
    if (files.size === 0 || fetch !== null) continue
    if (UNPACKING.has(command.name)) unpacked = true
    const use = fileUse(command)
    const used = use === null ? undefined : files.get(use.file)
    if (use !== null && used !== undefined) {
      const shown = {
        ...command,
        source: `${used.command.source}; ${command.source}`,
        pipelineSource: `${used.command.source}; ${command.source}`,
      }
      if (use.use === 'run') found.push(graded(used, shown))
      else
        found.push(
          weak(shown, use.use === 'install' ? 'installs a package it fetched' : 'makes a fetched file executable'),
        )
    } else if (archive !== null && unpacked && FRESH_PATH.test(command.path))
      found.push(strong(command, 'runs a program from an archive fetched from a bare address'))
  }
  return found
}

export const downloadAndRun: Category = {
  id: 'download-and-run',
  title: 'Download and run',
  find: (script) => [
    ...script.commands.flatMap((command) => {
      const fetch = fetchOf(command)
      return [fetch === null ? null : byPipe(fetch), byProgramWord(command), systemProgramMisuse(command)].filter(
        (evidence) => evidence !== null,
      )
    }),
    ...byFile(script),
    ...script.code.map(byCode).filter((evidence) => evidence !== null),
  ],
}
