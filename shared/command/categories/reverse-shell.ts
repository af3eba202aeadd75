import { matchesAny } from '../matches-any'
import { isShell } from '../tokens/interpreters'
import { hasFlag, optionValue } from '../tokens/options'
import type { Code, Command, Redirect, Script } from '../tokens/script'
import { type Category, eachCommand, eachProgram, type Evidence, strong } from './category'

const NETWORK_FILE = /^\/dev\/(?:tcp|udp)\//
const NETCATS = new Set([
  'nc',
  'ncat',
  'netcat',
  'nc.traditional',
  'nc.openbsd',
  'ncat.openbsd',
  'pwncat',
  'rcat',
  'cryptcat',
])
const SHELL_PATH =
  /(?:^|[/\\\s:"'])(?:sh|bash|dash|zsh|ksh|ash|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)(?:$|[\s"',;:)])/i
const NETWORK_CODE = /socket|fsockopen|net\.connect|require\(["']net["']\)|\/inet\/tcp/i
const CONNECTING_CODE = /connect|fsockopen|tcpsocket|bind\(|peeraddr|\/inet\/tcp|new net\.socket/i
const SPAWNING_CODE: readonly RegExp[] = [
  /dup2|pty\.spawn|\/bin\/(?:ba|z|da|k)?sh|subprocess|os\.system|child_process|shell_exec|proc_open|popen/i,
  /cmd\.exe|exec\s{0,2}["'(]|powershell|\|&\s{0,4}getline|\bsystem\s{0,2}\$/i,
]
const KNOWN_FUNCTIONS = new Set(['invoke-powershelltcp', 'powercat', 'invoke-conptyshell', 'invoke-powershellicmp'])
const SELF = "the script's own input becomes a network connection"
const RUNS_LINES = 'lines from a network connection are run'

type Descriptors = ReadonlySet<string>

const isNetwork = ({ target }: Redirect): boolean => NETWORK_FILE.test(target.text)

/** Descriptors that the script opens to the network: `exec 196<>/dev/tcp/...`. */
const networkDescriptors = (script: Script): Descriptors =>
  new Set(
    script.commands
      .flatMap(({ redirects }) => redirects.filter(isNetwork).map(({ descriptor }) => descriptor))
      .filter((descriptor) => descriptor !== ''),
  )

/** Its input or output is such a descriptor: `sh <&196 >&196`. */
const usesDescriptor = ({ redirects }: Command, descriptors: Descriptors): boolean =>
  redirects.some(({ operator, target }) => (operator === '<&' || operator === '>&') && descriptors.has(target.text))

const isShellProcess = ({ name }: Command): boolean =>
  isShell(name) || name === 'cmd' || name === 'powershell' || name === 'pwsh'

const readsCommands = ({ downstream }: Command): boolean =>
  downstream.some(({ name, line }) => isShell(name) || name === 'eval' || /\$(?:line|cmd|l|c|i)\b/.test(line))

const byRedirect = (command: Command, descriptors: Descriptors): Evidence | null => {
  const { name, path, redirects } = command
  if (isShellProcess(command) && redirects.some(isNetwork))
    return strong(command, "a shell's input or output goes to the network")
  const opensInput =
    name === 'exec' &&
    redirects.some((redirect) => isNetwork(redirect) && (redirect.descriptor === '0' || redirect.descriptor === ''))
  if (opensInput) return strong(command, SELF)
  if (!usesDescriptor(command, descriptors)) return null
  if (isShellProcess(command)) return strong(command, "a shell's input or output is a network connection")
  if (path.startsWith('$')) return strong(command, RUNS_LINES)
  if (name === '') return strong(command, SELF)
  return (name === 'read' || name === 'cat') && readsCommands(command) ? strong(command, RUNS_LINES) : null
}

/** The program that `nc -e`, `ncat -c` or `--sh-exec` starts. */
const netcatProgram = (command: Command): string | null =>
  optionValue(command, 'e', 'exec') ??
  optionValue(command, '', 'sh-exec') ??
  command.args.find((_, index) => /^-[a-z]{0,8}[ec]$/.test(command.args[index - 1]?.text ?? ''))?.text ??
  null

const byNetworkTool = (command: Command): Evidence | null => {
  const { name, args, upstream, downstream } = command
  const isNetcat = NETCATS.has(name)
  const program = isNetcat ? netcatProgram(command) : null
  if (program !== null && (SHELL_PATH.test(` ${program} `) || hasFlag(command, 'e', 'exec')))
    return strong(command, `${name} hands a network connection to a program`)
  const isRelay =
    isNetcat || name === 'telnet' || name === 'socat' || (name === 'openssl' && args[0]?.text === 's_client')
  const isPaired = (other: Command): boolean => isShellProcess(other) && !other.args.some(({ text }) => text === '-c')
  if (isRelay && (upstream.some(isPaired) || downstream.some(isPaired)))
    return strong(command, `a shell and ${name} are connected to each other`)
  if (name === 'socat' && args.some(({ text }) => /^(?:exec|system):/i.test(text)))
    return strong(command, 'socat connects a program to the network')
  if (KNOWN_FUNCTIONS.has(name)) return strong(command, 'a PowerShell function known for reverse shells')
  return name === 'ztcp' ? strong(command, 'zsh opens a network connection by itself') : null
}

const judgeCode = (code: Code): Evidence | null =>
  NETWORK_CODE.test(code.text) && CONNECTING_CODE.test(code.text) && matchesAny(SPAWNING_CODE, code.text)
    ? strong(code, `a ${code.language} program connects a shell to the network`)
    : null

const runsWhatItReads = ({ name, line }: Command): boolean =>
  name === 'invoke-expression' ||
  line.includes('standardinput') ||
  line.includes('scriptblock]::create') ||
  line.includes('cmd.exe')

/**
 * `$c = New-Object Net.Sockets.TCPClient(...); $s = $c.GetStream(); ... iex ...`: the parts
 * stand in different statements.
 */
const byPowerShellClient = ({ commands }: Script): readonly Evidence[] => {
  const client = commands.find(({ dialect, line }) => dialect === 'powershell' && line.includes('sockets.tcpclient'))
  if (client === undefined || !commands.some(({ line }) => line.includes('.getstream('))) return []
  return commands.some(runsWhatItReads)
    ? [strong(client, 'what a network connection sends is run, and the answer sent back')]
    : []
}

export const reverseShell: Category = {
  id: 'reverse-shell',
  title: 'Reverse shell',
  find: (script) => {
    const descriptors = networkDescriptors(script)
    return [
      ...eachCommand(script, (command) => byRedirect(command, descriptors) ?? byNetworkTool(command)),
      ...eachProgram(script, judgeCode),
      ...byPowerShellClient(script),
    ]
  },
}
