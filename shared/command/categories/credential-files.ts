import { normalPath } from '../tokens/file-writes'
import type { Code, Command } from '../tokens/script'
import { type Category, eachCommand, eachProgram, type Evidence, strong, weak } from './category'
import { credentialDump, exportsAutomationCertificate } from './credential-dumps'
import { credentialPath, isShadowPattern, minorCredentialPath } from './credential-paths'

/** Commands that read, copy or send the files they name. */
const READING = new Set([
  'cat',
  'tac',
  'less',
  'more',
  'head',
  'tail',
  'nl',
  'sort',
  'cut',
  'sed',
  'awk',
  'gawk',
  'grep',
  'egrep',
  'rev',
  'paste',
  'diff',
  'view',
  'vi',
  'vim',
  'nano',
  'strings',
  'xxd',
  'od',
  'hexdump',
  'base64',
  'base32',
  'cp',
  'mv',
  'scp',
  'rsync',
  'install',
  'dd',
  'tee',
  'tar',
  'zip',
  '7z',
  'gzip',
  'openssl',
  'gpg',
  'curl',
  'wget',
  'nc',
  'aws',
  'az',
  'gsutil',
  'jq',
  'yq',
  'source',
  'find',
  'john',
  'unshadow',
  'type',
  'copy',
  'xcopy',
  'robocopy',
  'reg',
  'esentutl',
  'certutil',
  'get-content',
  'get-item',
  'get-childitem',
  'gci',
  'get-itemproperty',
  'copy-item',
  'compress-archive',
  'select-string',
  'import-pfxcertificate',
  'invoke-restmethod',
  'invoke-webrequest',
])
/** Compliance checks read single fields of the password file; that is weak unless what they read leaves the machine. */
const FIELD_READERS = new Set(['awk', 'gawk', 'grep', 'egrep', 'cut', 'sed', 'sort'])
const SENDING = new Set(['curl', 'wget', 'nc', 'ncat', 'base64', 'openssl', 'scp', 'aws', 'socat'])
/** Their last operand is where the copy goes: writing a credential file is how a deployment sets one up. */
const COPYING = new Set(['cp', 'mv', 'scp', 'rsync', 'copy', 'copy-item', 'install', 'dd', 'tee', 'aws', 'az'])
/** Options by which these log in with a key: using it is not reading it. */
const KEY_USERS = new Set(['scp', 'rsync', 'openssl', 'aws', 'az', 'curl', 'wget'])
const KEY_OPTIONS = new Set(['-i', '--key', '--cert', '--private-key', '--kubeconfig', '--netrc-file', '-inkey', '-e'])
const READING_CALL = /::(?:readall|openread|copy)\w{0,8}\(/
const SEARCHED = /aws_secret_access_key|akia|private key|id_rsa|id_ed25519|\.pem\b|\.pfx|password/

const inputs = ({ redirects }: Command): readonly string[] =>
  redirects.filter(({ operator }) => operator === '<').map(({ target }) => target.text)

/** The words that a command reads from, as normal paths. */
const readWords = (command: Command): readonly string[] => {
  const { name, args } = command
  const words = args
    .filter((_, index) => !(KEY_USERS.has(name) && KEY_OPTIONS.has(args[index - 1]?.text ?? '')))
    .map(({ text }) => text)
  const read = COPYING.has(name) && words.length > 1 ? words.slice(0, -1) : words
  return [...(name === '' ? [command.line] : []), ...read, ...inputs(command)].map(normalPath)
}

const judgePath = (command: Command, path: string): Evidence | null => {
  const { name, args, downstream } = command
  const what = credentialPath(path) ?? (isShadowPattern(path) ? 'password hashes' : null)
  if (what === null) return null
  const destination = COPYING.has(name) ? credentialPath(normalPath(args.at(-1)?.text ?? '')) : null
  if (destination === what) return weak(command, `copies ${what} to where their tool looks for them`)
  const isCheck =
    what === 'password hashes' && FIELD_READERS.has(name) && !downstream.some((next) => SENDING.has(next.name))
  return isCheck ? weak(command, 'reads single fields of the password file') : strong(command, `reads ${what}`)
}

const judgeFiles = (command: Command): Evidence | null => {
  const calls = command.dialect === 'powershell' && READING_CALL.test(command.line)
  if (!calls && !READING.has(command.name) && inputs(command).length === 0) return null
  const words = readWords(command)
  const found = words.map((word) => judgePath(command, word)).filter((evidence) => evidence !== null)
  const best = found.find(({ strength }) => strength === 'strong') ?? found[0]
  if (best !== undefined) return best
  const minor = words.map(minorCredentialPath).find((what) => what !== null)
  return minor === undefined ? null : weak(command, `reads ${minor}`)
}

const judgeCode = (code: Code): Evidence | null => {
  if (!/open|read|slurp|file_get_contents/i.test(code.text)) return null
  const what = credentialPath(normalPath(code.text.slice(0, 16_384)))
  return what === null ? null : strong(code, `a ${code.language} program reads ${what}`)
}

/** `grep -r aws_secret_access_key /home`, `find / -name id_rsa`. */
const judgeSearch = (command: Command): Evidence | null => {
  const { name, line } = command
  const isGrep = name.endsWith('grep') && /\s-[a-z]{0,6}r/.test(line)
  const isRecursive =
    isGrep || name === 'find' || name === 'findstr' || (name === 'get-childitem' && line.includes('-rec'))
  return isRecursive && SEARCHED.test(line) && !/-delete|chmod|chown/.test(line)
    ? weak(command, 'searches for keys or passwords')
    : null
}

export const credentialFiles: Category = {
  id: 'credential-files',
  title: 'Credential files',
  find: (script) => [
    ...eachCommand(script, (command) => credentialDump(command) ?? judgeFiles(command) ?? judgeSearch(command)),
    ...exportsAutomationCertificate(script),
    ...eachProgram(script, judgeCode),
  ],
}
