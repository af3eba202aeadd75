import type { Code, Command } from '../tokens/script'
import { type Category, eachCommand, eachProgram, type Evidence, strong } from './category'
import { mentions } from './mentions'
import { isActing } from './purpose'

/** Marks of campaigns that sent commands through Systems Manager or Run Command, as published. */
const CAMPAIGNS = ['rope.pyz', 'check.git-service.com', 't.m-kosche.com']

/** Tools that have no use but attack and its simulation, as their projects write them. */
const TOOLS = [
  // Clouds
  'microburst',
  'powerzure',
  'aadinternals',
  'invoke-aadint',
  'stratus-red-team',
  'stratus_red_team',
  'ec2stepshell',
  'azurehound',
  'roadrecon',
  'peirates',
  'kubeletctl',
  'invoke-azurecommandrunbook',
  'invoke-azvmbulkcmd',
  'invoke-azhybridworkerextraction',
  'get-azpasswords',
  'get-azarccertificates',
  'atomic-red-team',
  'atomicredteam',
  'invoke-atomic',
  'atomictest',
  // Windows
  'mimikatz',
  'sekurlsa::',
  'lsadump::',
  'kerberos::',
  'invoke-mimi',
  'rubeus',
  'sharphound',
  'bloodhound',
  'powersploit',
  'powerview',
  'powerup.ps1',
  'sharpup',
  'nishang',
  'seatbelt.exe',
  'inveigh',
  'godpotato',
  'juicypotato',
  'sweetpotato',
  'roguepotato',
  'printspoofer',
  'invoke-empire',
  'empire.ps1',
  'evil-winrm',
  'winpeas',
  // Unix
  'linpeas',
  'peass-ng',
  'pspy32',
  'pspy64',
  'linenum.sh',
  'linux-exploit-suggester',
  'mimipenguin',
  'swap_digger',
  '3snake',
  'deepce.sh',
  'diamorphine',
  'lazagne',
  // Frameworks
  'metasploit',
  'msfvenom',
  'meterpreter',
  'cobaltstrike',
  'sliver-client',
  'crackmapexec',
  'impacket',
  'secretsdump',
  'wmiexec',
  'psexec.py',
  'responder.py',
  'hoaxshell',
]

/** Names that are common words too: they count as the command itself only. */
const COMMANDS = new Set([
  'pacu',
  'stratus',
  'netexec',
  'nxc',
  'sliver',
  'havoc',
  'hydra',
  'masscan',
  'responder',
  'john',
  'hashcat',
  'ffuf',
  'gobuster',
  'msfconsole',
  'nuclei',
  'traitor',
  'kerbrute',
  'pspy',
  'smbexec.py',
  'atexec.py',
  'dcomexec.py',
  'ntlmrelayx.py',
  'pacu.py',
])
const WRITTEN_MAX = 16_384

const nameIn = (text: string): string | null => {
  if (CAMPAIGNS.some((mark) => text.includes(mark))) return 'a mark of a known campaign'
  const tool = TOOLS.find((name) => mentions(text, name))
  return tool === undefined ? null : `names the attack tool ${tool}`
}

const judge = (command: Command): Evidence | null => {
  const acts = isActing(command)
  const written = command.writes.map(({ content }) => content?.slice(0, WRITTEN_MAX).toLowerCase() ?? '')
  const why = [...(acts ? [command.line] : []), ...written].map(nameIn).find((found) => found !== null)
  if (why !== undefined) return strong(command, why)
  return acts && COMMANDS.has(command.name) ? strong(command, `runs the attack tool ${command.name}`) : null
}

const judgeCode = (code: Code): Evidence | null => {
  const why = nameIn(code.text.toLowerCase())
  return why === null ? null : strong(code, why)
}

export const knownTool: Category = {
  id: 'known-tool',
  title: 'Known attack tool',
  find: (script) => [...eachCommand(script, judge), ...eachProgram(script, judgeCode)],
}
