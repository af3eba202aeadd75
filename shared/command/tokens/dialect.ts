import { matchesAny } from '../matches-any'
import type { Dialect } from './script'

const POWERSHELL: readonly RegExp[] = [
  /\b(?:Get|Set|New|Remove|Invoke|Start|Stop|Restart|Add|Write|Import|Export|Install)-[A-Z][a-z]/,
  /\b(?:Enable|Disable|Test|Out|Select|Where|ForEach|Copy|Move|Clear)-[A-Z][a-z]/,
  /\b(?:Register|Unregister|ConvertTo|ConvertFrom|Expand|Update|Protect)-[A-Z][a-z]/,
  /\b(?:Connect|Send|Save|Wait|Publish|Compress)-[A-Z][a-z]/,
  /\$env:|\[[\w.]{2,64}\]::|\[char|\.(?:download(?:string|file)|invoke)\(|<#/i,
  /(?:^|[\s|;(&'"])(?:iex|iwr|irm|gc|gp|write-host)(?:$|[\s(|;'"])/i,
  /(?:^|[\s|;(&'"])(?:invoke|new|get|set|start|stop|add|clear|remove)-[a-z]{3,32}(?:$|[\s(|;'"])/i,
  /(?:^|[\s;|])[&.]\s{0,4}\(|(?:^|[\s;|])&\s{0,4}['"$]|'\s{0,4}\+\s{0,4}'|"\s{0,4}\+\s{0,4}"|[A-Za-z]`[A-Za-z]/,
  /\|\s{0,4}(?:%|\?|foreach|where)\s{0,4}\{/i,
  /-join|-f\s{0,8}'|^\s{0,64}\$\w{1,64}\s{0,8}=/im,
]
const SHELL: readonly RegExp[] = [
  /^#!|\/(?:etc|usr|var|opt|tmp|bin|dev|home|root|proc)\/|\$\(|\$\{|^\w{1,64}=/m,
  /(?:^|[\s;&|(])(?:sudo|apt-get|apt|yum|dnf|systemctl|chmod|chown|grep|awk|sed)(?:$|[\s;])/m,
  /(?:^|[\s;&|(])(?:export|then|fi|done|esac|source|nohup|sh|bash)(?:$|[\s;])/m,
  /(?:^|[\s;&|(])(?:mkfifo|base64|printf|eval|exec|unset|history|crontab|useradd|usermod)(?:$|[\s;])/m,
]
const CMD: readonly RegExp[] = [
  /(?:^|[\s;&|"'])(?:net1?|reg|sc|schtasks|wmic|certutil|bitsadmin|cmd|netsh|rundll32|regsvr32)(?:\.exe)?\s/i,
  /(?:^|[\s;&|"'])(?:mshta|icacls|takeown|xcopy|robocopy|msiexec|vssadmin|wevtutil|bcdedit)(?:\.exe)?\s/i,
  /(?:^|[\s;&|"'])(?:taskkill|tasklist|nltest|type|copy|set|start|cipher|auditpol|fsutil)(?:\.exe)?\s/i,
  /(?:^|[\s;&|"'])(?:wbadmin|ntdsutil|cmdkey|powershell|cscript|wscript|psexec(?:64)?)(?:\.exe)?\s/i,
  /(?:^|[\s;&|"'])(?:winrs|installutil|dism)(?:\.exe)?\s/i,
  /\^[A-Za-z]\^|(?:^|[\s"'=])[A-Za-z]:\\/,
]
/** What neither of the others writes. */
const CMD_ONLY: readonly RegExp[] = [
  /^\s{0,16}(?:cmd|powershell|pwsh)(?:\.exe)?\s|@echo off|%[A-Za-z_]{2,64}(?::~\d|%)/i,
  /[A-Za-z]\^[A-Za-z]|(?:^|[\s&])set\s\w{1,64}=/i,
  /(?:^|[\s&"'])(?:net1?|reg|sc|schtasks|certutil|bitsadmin|mshta|vssadmin|wevtutil)(?:\.exe)?\s.{0,256}\s\/[a-z]/i,
]

/**
 * The dialects a text may be written in. In doubt it is read in each: only what is really a
 * command in one of them can match.
 */
export const plausibleDialects = (text: string): readonly Dialect[] => {
  const powershell = matchesAny(POWERSHELL, text)
  const unix = matchesAny(SHELL, text)
  const cmd = !text.startsWith('#!') && (matchesAny(CMD_ONLY, text) || (!powershell && !unix && matchesAny(CMD, text)))
  const dialects: Dialect[] = []
  if (unix || !(powershell || cmd)) dialects.push('shell')
  if (powershell) dialects.push('powershell')
  if (cmd) dialects.push('cmd')
  return dialects
}
