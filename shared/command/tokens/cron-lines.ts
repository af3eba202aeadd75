const FIELD = /^[\d*/,A-Za-z-]{1,64}$/
const EXEC = /^\s{0,32}Exec(?:Start|StartPre|StartPost|Stop|StopPost|Reload)=[-@!+:]{0,4}/
/** Only these carry a user name between the time and the command (crontab(5)). */
const WITH_USER = /\/etc\/(?:cron\.d\/|crontab)/

const commandOf = (line: string, withUser: boolean): string | null => {
  const words = line
    .trim()
    .split(/\s/)
    .filter((word) => word !== '')
  const special = words[0]?.startsWith('@') === true
  const time = words.slice(0, 5)
  if (
    !special &&
    (words.length < 6 || !time.every((word) => FIELD.test(word)) || !time.some((word) => /[\d*]/.test(word)))
  )
    return null
  return words.slice((special ? 1 : 5) + (withUser ? 1 : 0)).join(' ')
}

/** The commands of crontab lines; `path` decides whether lines name a user. Lines of another form are left out. */
export const cronCommands = (text: string, path: string): readonly string[] =>
  text
    .split('\n')
    .slice(0, 256)
    .filter((line) => line.length <= 4096)
    .map((line) => commandOf(line, WITH_USER.test(path)))
    .filter((command) => command !== null)

/** The commands of a systemd unit's Exec lines. */
export const unitCommands = (text: string): readonly string[] =>
  text
    .split('\n')
    .slice(0, 256)
    .filter((line) => line.length <= 4096 && EXEC.test(line))
    .map((line) => line.replace(EXEC, ''))
