import { matchesAny } from '../matches-any'
import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, weak } from './category'

const DROPPED: readonly RegExp[] = [
  /^(?:c:\/(?:windows\/)?temp|c:\/users\/public)\/[^/]{1,128}\.(?:ps1|bat|cmd|vbs|js|exe|dll|hta|sh|py|elf)$/,
  /^(?:\$env:temp|%temp%|\/dev\/shm|\/var\/tmp)\/[^/]{1,128}\.(?:ps1|bat|cmd|vbs|js|exe|dll|hta|sh|py|elf)$/,
]

const judge = (command: Command): Evidence | null =>
  command.writes.some(({ path }) => matchesAny(DROPPED, path))
    ? weak(command, 'puts a program into a temporary directory')
    : null

export const droppedScript: Category = {
  id: 'dropped-script',
  title: 'Dropped script',
  find: (script) => eachCommand(script, judge),
}
