import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, weak } from './category'

const DROPPED =
  /^(?:c:\/(?:windows\/)?temp|c:\/users\/public|\$env:temp|%temp%|\/dev\/shm|\/var\/tmp)\/[^/]{1,128}\.(?:ps1|bat|cmd|vbs|js|exe|dll|hta|sh|py|elf)$/

const judge = (command: Command): Evidence | null =>
  command.writes.some(({ path }) => DROPPED.test(path))
    ? weak(command, 'puts a program into a temporary directory')
    : null

export const droppedScript: Category = {
  id: 'dropped-script',
  title: 'Dropped script',
  find: (script) => eachCommand(script, judge),
}
