import { isShell } from '../tokens/interpreters'
import type { Code, Command, Script } from '../tokens/script'
import { hasFlag, optionValue } from '../tokens/options'
import { type Category, eachCommand, type Evidence, strong } from './category'

const NETWORK_FILE = /^\/dev\/(?:tcp|udp)\//
const NETCATS = new Set(['nc', 'ncat', 'netcat', 'nc.traditional', 'nc.openbsd', 'ncat.openbsd', 'pwncat', 'rcat', 'cryptcat'])
const SHELL_PATH = /(?:^|[/\\\s:"'])(?:sh|bash|dash|zsh|ksh|ash|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)(?:$|[\s"',;:)])/i
const NETWORK_CODE = /socket|fsockopen|net\.connect|require\(["']net["']\)|\/inet\/tcp|net\.socket/i
const CONNECTING_CODE = /connect|fsockopen|tcpsocket|bind\(|peeraddr|\/inet\/tcp|new net\.socket|create_connection/i
const SPAWNING_CODE = /dup2|pty\.spawn|\/bin\/(?:ba|z|da|k)?sh|subprocess|os\.system|child_process|shell_exec|proc_open|popen|cmd\.exe|exec\s{0,2}["'(]|powershell|\|&\s{0,4}getline/i
const KNOWN_FUNCTIONS = /invoke-powershelltcp|powercat|invoke-conptyshell|invoke-powershellicmp/

const isNetworkFile = (command: Command): boolean => command.redirects.some(({ target }) => NETWORK_FILE.test(target.text))

/** Connects its input or output to a descriptor that was opened with a number: `sh <&196 >&196`. */
const usesDescriptor = (command: Command, descriptors: ReadonlySet<string>): boolean =>
  command.redirects.some(({ operator, target }) => (operator === '<&' || operator === '>&') && descriptors.has(target.text))

const isShellProcess = ({ name }: Command): boolean => isShell(name) || name === 'cmd' || name === 'powershell' || name === 'pwsh'

/** Descriptors that the script opens to the network: `exec 196<>/dev/tcp/…`. */
const networkDescriptors = (script: Script): ReadonlySet<string> =>
  new Set(script.commands.flatMap(({ redirects }) => redirects.filter(({ target, descriptor }) => descriptor !== '' && NETWORK_FILE.test(target.text)).map(({ descriptor }) => descriptor)))

const byNetcat = (command: Command): Evidence | null => {
  const { name, args } = command
  if (NETCATS.has(name)) {
    const runs = optionValue(command, 'e', 'exec') ?? optionValue(command, '', 'sh-exec') ?? args.find((_, index) => /^-[a-z]{0,8}[ec]$/.test(args[index - 1]?.text ?? ''))?.text ?? null
    if (runs !== null && (SHELL_PATH.test(` ${runs} `) || hasFlag(command, 'e', 'exec'))) return strong(command, `${name} hands a network connection to a program`)
  }
  const relays = NETCATS.has(name) || name === 'telnet' || (name === 'openssl' && args[0]?.text === 's_client') || name === 'socat'
  if (relays && [...command.upstream, ...command.downstream].some((other) => isShellProcess(other) && !other.args.some(({ text }) => text === '-c'))) return strong(command, `a shell and ${name} are connected to each other`)
  if (name === 'socat' && args.some(({ text }) => /^(?:exec|system):/i.test(text))) return strong(command, 'socat connects a program to the network')
  return name === 'ztcp' ? strong(command, 'zsh opens a network connection by itself') : null
}

const judge = (command: Command, descriptors: ReadonlySet<string>): Evidence | null => {
  if (isShellProcess(command) && isNetworkFile(command)) return strong(command, 'a shell\'s input or output goes to the network')
  if (isShellProcess(command) && usesDescriptor(command, descriptors)) return strong(command, 'a shell\'s input or output is a network connection')
  if (command.path.startsWith('$') && usesDescriptor(command, descriptors)) return strong(command, 'lines from a network connection are run')
  if (command.name === '' && usesDescriptor(command, descriptors)) return strong(command, 'the script\'s own input becomes a network connection')
  if ((command.name === 'read' || command.name === 'cat') && usesDescriptor(command, descriptors) && command.downstream.some(({ name, line }) => isShell(name) || name === 'eval' || /\$(?:line|cmd|l|c|i)\b/.test(line))) return strong(command, 'lines from a network connection are run')
  if (command.name === 'exec' && isNetworkFile(command) && command.redirects.some(({ descriptor, operator, target }) => (descriptor === '0' || descriptor === '') && (operator === '<&' || NETWORK_FILE.test(target.text)))) return strong(command, 'the script\'s own input becomes a network connection')
  if (command.dialect === 'powershell' && KNOWN_FUNCTIONS.test(command.name)) return strong(command, 'a PowerShell function known for reverse shells')
  return byNetcat(command)
}

const judgeCode = (code: Code): Evidence | null =>
  NETWORK_CODE.test(code.text) && CONNECTING_CODE.test(code.text) && SPAWNING_CODE.test(code.text) ? strong(code, `a ${code.language} program connects a shell to the network`) : null

/** `$c = New-Object Net.Sockets.TCPClient(…); $s = $c.GetStream(); … iex …`: the parts stand in different statements. */
const judgePowerShell = (script: Script): readonly Evidence[] => {
  if (script.dialect !== 'powershell' && !script.commands.some(({ dialect }) => dialect === 'powershell')) return []
  const client = script.commands.find(({ dialect, line }) => dialect === 'powershell' && line.includes('sockets.tcpclient'))
  const stream = script.commands.some(({ line }) => line.includes('.getstream('))
  const runs = script.commands.some(({ name, line }) => name === 'invoke-expression' || line.includes('standardinput') || line.includes('scriptblock]::create') || line.includes('cmd.exe'))
  return client !== undefined && stream && runs ? [strong(client, 'what a network connection sends is run, and the answer sent back')] : []
}

export const reverseShell: Category = {
  id: 'reverse-shell',
  title: 'Reverse shell',
  find: (script) => {
    const descriptors = networkDescriptors(script)
    return [...eachCommand(script, (command) => judge(command, descriptors)), ...script.code.map(judgeCode).filter((evidence) => evidence !== null), ...judgePowerShell(script)]
  },
}
