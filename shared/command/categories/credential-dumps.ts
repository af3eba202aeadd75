import type { Command } from '../tokens/script'
import { type Category, type Evidence, fromMarks, type Mark, strong, weak } from './category'
import { isActing } from './purpose'

const DUMPERS = [
  'procdump',
  'procdump64',
  'procdump32',
  'rundll32',
  'sqldumper',
  'nanodump',
  'dumpert',
  'createdump',
  'processdump',
  'handlekatz',
  'pypykatz',
]
const HIVE_SAVED = /^\S{1,256}\s(?:save|export)\s.{0,64}hklm[:\\/]{1,4}(?:sam|system|security)\b/
const MARKS: readonly Mark[] = [
  { names: ['reg'], line: HIVE_SAVED, strength: 'strong', why: 'saves a registry hive that holds password hashes' },
  {
    names: ['rundll32'],
    line: /comsvcs.{0,64}(?:minidump|#\+?0{0,8}24)/,
    strength: 'strong',
    why: "dumps a process's memory through comsvcs.dll",
  },
  { names: DUMPERS, line: /lsass/, strength: 'strong', why: 'dumps the memory that holds logins' },
  { names: ['out-minidump'], line: /^/, strength: 'strong', why: "dumps a process's memory" },
  { names: ['ntdsutil'], line: /ifm/, strength: 'strong', why: "copies the domain's password hashes" },
  { names: ['vssadmin', 'diskshadow'], line: /ntds/, strength: 'strong', why: "copies the domain's password hashes" },
  {
    names: ['reg', 'set-itemproperty', 'new-itemproperty'],
    line: /wdigest.{0,32}uselogoncredential.{0,48}(?:\/d|-value|:)\s{0,4}0{0,7}1\b/,
    strength: 'strong',
    why: 'makes Windows keep passwords in clear text',
  },
  {
    names: ['vssadmin', 'wmic', 'diskshadow'],
    line: /\bcreate shadow|shadowcopy call create|\/s\s/,
    strength: 'weak',
    why: 'copies a disk, locked files with it',
  },
  {
    names: ['reg'],
    line: /\squery\s.{0,256}\/f\s{1,4}"?passw/,
    strength: 'weak',
    why: 'searches the registry for passwords',
  },
  { names: ['vaultcmd'], line: /\/list/, strength: 'weak', why: 'lists stored logins' },
  { names: ['cmdkey'], line: /\/list/, strength: 'weak', why: 'lists stored logins' },
  { names: ['netsh'], line: /wlan.{0,128}key=clear/, strength: 'weak', why: 'shows wireless passwords' },
]

/** Commands that take credentials out of memory, the registry or an Automation account. */
export const credentialDump = (command: Command): Evidence | null => {
  if (!isActing(command)) return null
  const marked = fromMarks(command, MARKS)
  if (marked !== null) return marked
  const { name, line } = command
  if (line.includes('minidumpwritedump')) return strong(command, "dumps a process's memory")
  if (line.includes('hybridrunbookworkerv2')) return strong(command, "reads the hybrid worker's keys")
  if (line.includes('azurerunasconnection'))
    return strong(command, 'uses the Run As identity of the Automation account, retired in September 2023')
  if (/azureconnectedmachineagent[\\/]{1,2}certs/.test(line))
    return strong(command, "reads the Azure Arc machine's private key")
  if (name !== 'getent' || command.args[0]?.text !== 'shadow') return null
  return command.args.length > 1
    ? weak(command, 'reads one line of the password file')
    : strong(command, 'reads password hashes')
}

/** A certificate is taken from the Automation account, and exported in the same or another statement. */
export const exportsAutomationCertificate: Category['find'] = ({ commands }) => {
  const taken = commands.find(({ line }) => line.includes('get-automationcertificate'))
  const exported = commands.some(
    ({ name, line }) =>
      name === 'export-pfxcertificate' || name === 'export-certificate' || /\.export\(|writeallbytes\(/.test(line),
  )
  return taken !== undefined && exported ? [strong(taken, 'exports a certificate of the Automation account')] : []
}
