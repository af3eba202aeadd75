import { fileWrites } from '../tokens/file-writes'
import type { Code, Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong } from './category'
import { isActing } from './purpose'

/** Marks of campaigns that sent commands through Systems Manager or Run Command, as published. */
const CAMPAIGNS = /rope\.pyz|check\.git-service\.com|t\.m-kosche\.com/
/** Tools that have no use but attack and its simulation; names as their projects write them. */
const TOOLS =
  /microburst|powerzure|invoke-azurecommandrunbook|aadinternals|invoke-aadint|stratus-red-team|stratus_red_team|atomic-red-team|atomicredteam|invoke-atomic|atomictest|\bpacu\b|ec2stepshell|mimikatz|sekurlsa::|lsadump::|kerberos::|invoke-mimi|rubeus|sharphound|bloodhound|azurehound|linpeas|winpeas|peass-ng|\bpspy(?:32|64)?\b|linenum|linux-exploit-suggester|lazagne|metasploit|msfvenom|meterpreter|cobaltstrike|cobalt strike|powersploit|powerview|powerup\.ps1|nishang|crackmapexec|netexec|impacket|secretsdump|wmiexec|psexec\.py|evil-winrm|peirates|kubeletctl|roadrecon|sharpup|seatbelt\.exe|inveigh|responder\.py|gtfobins|deepce|traitor-amd64|godpotato|juicypotato|printspoofer|sweetpotato|roguepotato|sliver-client|empire\.ps1|invoke-empire|villain\.py|hoaxshell|gimmecredz|get-azpasswords|get-azarccertificates|invoke-azvmbulkcmd|adaudit-sploit|diamorphine|reptile_cmd|beurk/
/** Names of common words as well: they count as the command itself only. */
const COMMANDS = /^(?:pacu|stratus|sliver|havoc|empire|hydra|masscan|zgrab|responder|john|hashcat|ffuf|gobuster|msfconsole|nuclei|traitor|kerbrute|smbexec|atexec|dcomexec|ntlmrelayx)(?:\.py)?$/

const judgeText = (text: string): string | null => (CAMPAIGNS.test(text) ? 'a mark of a known campaign' : TOOLS.test(text) ? `names the attack tool ${TOOLS.exec(text)?.[0] ?? ''}` : null)

const judge = (command: Command): Evidence | null => {
  const texts = isActing(command) ? [command.line] : []
  for (const { content } of fileWrites(command)) if (content !== null) texts.push(content.slice(0, 16_384).toLowerCase())
  const why = texts.map(judgeText).find((found) => found !== null) ?? null
  if (why !== null) return strong(command, why)
  return isActing(command) && COMMANDS.test(command.name) ? strong(command, `runs the attack tool ${command.name}`) : null
}

const judgeCode = (code: Code): Evidence | null => {
  const why = judgeText(code.text.toLowerCase())
  return why === null ? null : strong(code, why)
}

export const knownTool: Category = {
  id: 'known-tool',
  title: 'Known attack tool',
  find: (script) => [...eachCommand(script, judge), ...script.code.map(judgeCode).filter((evidence) => evidence !== null)],
}
