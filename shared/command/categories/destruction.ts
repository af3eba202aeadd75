import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, fromMarks, type Mark, strong } from './category'
import { isPrinting } from './purpose'

const DISK = /^of=\/dev\/(?:sd[a-z]|xvd[a-z]|nvme\d{1,2}n\d{1,2}|vd[a-z]|hd[a-z])\d{0,2}$/
const MARKS: readonly Mark[] = [
  {
    names: ['vssadmin'],
    line: /delete shadows|resize shadowstorage/,
    strength: 'strong',
    why: 'deletes shadow copies',
  },
  { names: ['wmic'], line: /shadowcopy.{0,64}delete/, strength: 'strong', why: 'deletes shadow copies' },
  {
    names: ['wbadmin'],
    line: /delete (?:catalog|systemstatebackup|backup)/,
    strength: 'strong',
    why: 'deletes backups',
  },
  {
    names: ['bcdedit'],
    line: /recoveryenabled.{0,8}no|ignoreallfailures/,
    strength: 'strong',
    why: 'switches recovery off',
  },
  { names: ['cipher'], line: /\/w:/, strength: 'strong', why: 'overwrites deleted files' },
]

/** What leaves a machine without its data or the copies it could be restored from. */
const judge = (command: Command): Evidence | null => {
  if (isPrinting(command)) return null
  const { name, line, args } = command
  const marked = fromMarks(command, MARKS)
  if (marked !== null) return marked
  if (line.includes('win32_shadowcopy') && /delete|remove/.test(`${line} ${command.downstream[0]?.line ?? ''}`))
    return strong(command, 'deletes shadow copies')
  if (name === 'dd' && args.some(({ text }) => DISK.test(text)) && /if=\/dev\/(?:zero|u?random)/.test(line))
    return strong(command, 'overwrites a disk')
  const isRecursive = name === 'rm' && args.some(({ text }) => /^-[a-zA-Z]{0,8}[rR]/.test(text))
  return isRecursive && args.some(({ text }) => text === '/' || text === '/*' || text === '--no-preserve-root')
    ? strong(command, 'deletes everything')
    : null
}

export const destruction: Category = {
  id: 'destruction',
  title: 'Destruction',
  find: (script) => eachCommand(script, judge),
}
