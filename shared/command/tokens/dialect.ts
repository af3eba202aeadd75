import type { Dialect } from './script'

const POWERSHELL =
  /\b(?:Get|Set|New|Remove|Invoke|Start|Stop|Restart|Add|Write|Import|Export|Install|Enable|Disable|Test|Out|Select|Where|ForEach|Copy|Move|Clear|Register|ConvertTo|ConvertFrom|Expand|Update|Protect|Connect|Send|Save|Wait|Unregister)-[A-Z][a-z]|\$env:|\[[\w.]{2,64}\]::|\[char|\.(?:download(?:string|file)|invoke)\(|<#/
const POWERSHELL_ANY_CASE =
  /(?:^|[\s|;(&'"])(?:iex|iwr|irm|gc|gp|invoke-(?:expression|webrequest|restmethod|command|item)|new-(?:object|item|localuser|service|itemproperty)|get-(?:content|service|process|item|itemproperty|wmiobject|ciminstance)|set-(?:mppreference|itemproperty|content)|start-(?:process|bitstransfer)|add-(?:localgroupmember|mppreference|type|content)|stop-service|clear-eventlog|write-host)(?:$|[\s(|;'"])|-join|-f\s{0,8}'|^\s{0,64}\$\w{1,64}\s{0,8}=/im
const SHELL =
  /^#!|(?:^|[\s;&|(])(?:sudo|apt-get|apt|yum|dnf|systemctl|chmod|chown|grep|awk|sed|export|then|fi|done|esac|source|nohup|sh|bash|unset|history|crontab|useradd|usermod|mkfifo|base64|printf|eval|exec)(?:$|[\s;])|\/(?:etc|usr|var|opt|tmp|bin|dev|home|root|proc)\/|\$\(|\$\{|^\w{1,64}=/m
const CMD =
  /%[A-Za-z_]{2,64}(?::~\d|%)|@echo off|(?:^|[\s;&|"'])(?:net1?|reg|sc|schtasks|wmic|certutil|bitsadmin|cmd|netsh|rundll32|regsvr32|mshta|icacls|takeown|xcopy|robocopy|msiexec|vssadmin|wevtutil|bcdedit|taskkill|tasklist|nltest|type|copy|set|start|cipher|auditpol|fsutil|wbadmin|ntdsutil|cmdkey|powershell)(?:\.exe)?\s|[A-Za-z]\^[A-Za-z]|\^[A-Za-z]\^/i
/** What neither of the others writes. */
const CMD_ONLY = /%[A-Za-z_]{2,64}(?::~\d|%)|@echo off|[A-Za-z]\^[A-Za-z]|(?:^|[\s&])set\s\w{1,64}=|(?:^|[\s&"'])(?:net1?|reg|sc|schtasks|certutil|bitsadmin|mshta|vssadmin|wevtutil)(?:\.exe)?\s.{0,256}\s\/[a-z]/im

/** The dialects a text may be written in. Doubt is settled by reading it in each: only what is really a command in one of them can match. */
export const plausibleDialects = (text: string): readonly Dialect[] => {
  const powershell = POWERSHELL.test(text) || POWERSHELL_ANY_CASE.test(text)
  const unix = SHELL.test(text)
  const cmd = !text.startsWith('#!') && (powershell || unix ? CMD_ONLY : CMD).test(text)
  const shell = unix || !(powershell || cmd)
  const dialects: Dialect[] = []
  if (shell) dialects.push('shell')
  if (powershell) dialects.push('powershell')
  if (cmd) dialects.push('cmd')
  return dialects
}
