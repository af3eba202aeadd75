import { normalPath } from '../tokens/file-writes'
import type { Code, Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong, weak } from './category'
import { credentialPath, isShadowPattern, minorCredentialPath } from './credential-paths'
import { credentialDump, exportsAutomationCertificate } from './credential-dumps'

/** Commands that read, copy or send the files they name. */
const READING = new Set(['cat', 'tac', 'less', 'more', 'head', 'tail', 'cp', 'mv', 'scp', 'rsync', 'tar', 'zip', '7z', 'gzip', 'base64', 'base32', 'xxd', 'hexdump', 'od', 'strings', 'nl', 'sort', 'cut', 'sed', 'awk', 'gawk', 'grep', 'egrep', 'dd', 'openssl', 'gpg', 'curl', 'wget', 'nc', 'aws', 'az', 'gsutil', 'vi', 'vim', 'nano', 'view', 'type', 'copy', 'xcopy', 'robocopy', 'more.com', 'get-content', 'gc', 'copy-item', 'get-itemproperty', 'get-item', 'get-childitem', 'gci', 'compress-archive', 'reg', 'esentutl', 'certutil', 'jq', 'yq', 'source', 'unshadow', 'john', 'diff', 'tee', 'install', 'rev', 'paste', 'find', 'invoke-restmethod', 'invoke-webrequest', 'select-string', 'import-pfxcertificate'])
/** Compliance checks read single fields of the password file; that is weak unless what they read leaves the machine. */
const FIELD_READERS = new Set(['awk', 'gawk', 'grep', 'egrep', 'cut', 'sed', 'sort'])
const SENDING = new Set(['curl', 'wget', 'nc', 'ncat', 'base64', 'openssl', 'scp', 'aws', 'socat'])
/** Their last operand is where the copy goes: writing a credential file is how a deployment sets one up. */
const COPYING = new Set(['cp', 'mv', 'scp', 'rsync', 'copy', 'copy-item', 'install', 'dd', 'tee', 'aws', 'az'])
/** Options by which these log in with a key: using it is not reading it. */
const KEY_USERS = new Set(['scp', 'rsync', 'openssl', 'aws', 'az', 'curl', 'wget'])
const KEY_OPTIONS = new Set(['-i', '--key', '--cert', '--private-key', '--kubeconfig', '--netrc-file', '-inkey', '-e'])

const readWords = (command: Command): readonly string[] => {
  const words = command.args.filter((_, index) => !(KEY_USERS.has(command.name) && KEY_OPTIONS.has(command.args[index - 1]?.text ?? ''))).map(({ text }) => text)
  const read = COPYING.has(command.name) && words.length > 1 ? words.slice(0, -1) : words
  return [...read, ...command.redirects.filter(({ operator }) => operator === '<').map(({ target }) => target.text)].map(normalPath)
}

const judgeFiles = (command: Command): Evidence | null => {
  const reads = READING.has(command.name) || (command.dialect === 'powershell' && /::(?:readall|openread|copy)\w{0,8}\(/.test(command.line))
  if (!reads && !command.redirects.some(({ operator }) => operator === '<')) return null
  const words = command.name === '' ? [normalPath(command.line)] : readWords(command)
  for (const word of words) {
    const what = credentialPath(word) ?? (isShadowPattern(word) ? 'password hashes' : null)
    if (what === null) continue
    const destination = COPYING.has(command.name) ? credentialPath(normalPath(command.args.at(-1)?.text ?? '')) : null
    if (destination === what) return weak(command, `copies ${what} to where their tool looks for them`)
    const sends = command.downstream.some(({ name }) => SENDING.has(name))
    if (what === 'password hashes' && FIELD_READERS.has(command.name) && !sends && /shadow/.test(word)) return weak(command, 'reads single fields of the password file')
    return strong(command, `reads ${what}`)
  }
  const minor = words.map(minorCredentialPath).find((what) => what !== null)
  return minor === undefined ? null : weak(command, `reads ${minor}`)
}

const judgeCode = (code: Code): Evidence | null => {
  if (!/open|read|slurp|file_get_contents/i.test(code.text)) return null
  const what = credentialPath(normalPath(code.text.slice(0, 16_384)))
  return what === null ? null : strong(code, `a ${code.language} program reads ${what}`)
}

const SEARCHES = /aws_secret_access_key|akia|private key|id_rsa|id_ed25519|\.pem\b|\.pfx|password/

/** `grep -r aws_secret_access_key /home`, `find / -name id_rsa`. */
const judgeSearch = (command: Command): Evidence | null => {
  const recursive = (/grep$/.test(command.name) && /\s-[a-z]{0,6}r/.test(command.line)) || command.name === 'find' || command.name === 'findstr' || (command.name === 'get-childitem' && command.line.includes('-rec'))
  return recursive && SEARCHES.test(command.line) && !/-delete|chmod|chown/.test(command.line) ? weak(command, 'searches for keys or passwords') : null
}

export const credentialFiles: Category = {
  id: 'credential-files',
  title: 'Credential files',
  find: (script) => [
    ...eachCommand(script, (command) => credentialDump(command) ?? judgeFiles(command) ?? judgeSearch(command)),
    ...[exportsAutomationCertificate(script.commands), ...script.code.map(judgeCode)].filter((evidence) => evidence !== null),
  ],
}
