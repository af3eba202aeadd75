import type { Command } from '../tokens/script'
import { type Evidence, strong, weak } from './category'
import { isActing } from './purpose'

const HIVES = /hklm[:\\/]{1,4}(?:sam|system|security)\b/
const DUMPERS = /^(?:procdump(?:64|32)?|rundll32|sqldumper|nanodump|dumpert|createdump|processdump|out-minidump|minidump|handlekatz|pypykatz)$/
const REGISTRY = new Set(['reg', 'set-itemproperty', 'new-itemproperty', 'sp', 'set-ciminstance'])

/** Commands that take credentials out of memory, the registry or an Automation account. */
export const credentialDump = (command: Command): Evidence | null => {
  if (!isActing(command)) return null
  const { name, line } = command
  if (name === 'reg' && /^reg\S{0,4}\s(?:save|export)\s/.test(line) && HIVES.test(line)) return strong(command, 'saves a registry hive that holds password hashes')
  if (name === 'rundll32' && line.includes('comsvcs') && /minidump|#\+?0{0,8}24/.test(line)) return strong(command, 'dumps a process\'s memory through comsvcs.dll')
  if (DUMPERS.test(name) && line.includes('lsass')) return strong(command, 'dumps the memory that holds logins')
  if (line.includes('minidumpwritedump')) return strong(command, 'dumps a process\'s memory')
  if (name === 'ntdsutil' && line.includes('ifm')) return strong(command, 'copies the domain\'s password hashes')
  if ((name === 'vssadmin' || name === 'diskshadow') && line.includes('ntds')) return strong(command, 'copies the domain\'s password hashes')
  if (REGISTRY.has(name) && line.includes('wdigest') && line.includes('uselogoncredential') && /(?:\/d|-value|:)\s{0,4}0{0,7}1\b/.test(line)) return strong(command, 'makes Windows keep passwords in clear text')
  if (line.includes('get-automationcertificate') && line.includes('export')) return strong(command, 'exports a certificate of the Automation account')
  if (line.includes('hybridrunbookworkerv2')) return strong(command, 'reads the hybrid worker\'s keys')
  if (/azurerunasconnection/.test(line)) return strong(command, 'uses the Run As identity of the Automation account, retired in September 2023')
  if (/azureconnectedmachineagent[\\/]{1,2}certs/.test(line)) return strong(command, 'reads the Azure Arc machine\'s private key')
  if (name === 'getent' && command.args[0]?.text === 'shadow') return command.args.length > 1 ? weak(command, 'reads one line of the password file') : strong(command, 'reads password hashes')
  if (name === 'cmdkey' && line.includes('/list')) return weak(command, 'lists stored logins')
  return line.includes('wlan') && line.includes('key=clear') ? weak(command, 'shows wireless passwords') : null
}

/** A certificate is taken from the Automation account in one statement and exported in another. */
export const exportsAutomationCertificate = (commands: readonly Command[]): Evidence | null => {
  const taken = commands.find(({ name }) => name === 'get-automationcertificate')
  const exported = commands.some(({ name, line }) => name === 'export-pfxcertificate' || name === 'export-certificate' || /\.export\(|writeallbytes\(/.test(line))
  return taken !== undefined && exported ? strong(taken, 'exports a certificate of the Automation account') : null
}
