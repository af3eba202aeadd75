import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong } from './category'
import { isPrinting } from './purpose'

const DISK = /^of=\/dev\/(?:sd[a-z]|xvd[a-z]|nvme\d{1,2}n\d{1,2}|vd[a-z]|hd[a-z])\d{0,2}$/

/** What leaves a machine without its data or the copies it could be restored from. */
const judge = (command: Command): Evidence | null => {
  if (isPrinting(command)) return null
  const { name, line, args } = command
  if ((name === 'vssadmin' && /delete shadows|resize shadowstorage/.test(line)) || (name === 'wmic' && /shadowcopy.{0,64}delete/.test(line)) || (/win32_shadowcopy/.test(line) && /delete|remove/.test(line))) return strong(command, 'deletes shadow copies')
  if (name === 'wbadmin' && /delete (?:catalog|systemstatebackup|backup)/.test(line)) return strong(command, 'deletes backups')
  if (name === 'bcdedit' && /recoveryenabled.{0,8}no|ignoreallfailures/.test(line)) return strong(command, 'switches recovery off')
  if (name === 'cipher' && /\/w:/.test(line)) return strong(command, 'overwrites deleted files')
  if (name === 'dd' && args.some(({ text }) => DISK.test(text)) && /if=\/dev\/(?:zero|u?random)/.test(line)) return strong(command, 'overwrites a disk')
  const wipesRoot = name === 'rm' && args.some(({ text }) => /^-[a-zA-Z]{0,8}[rR]/.test(text)) && args.some(({ text }) => text === '/' || text === '/*' || text === '--no-preserve-root')
  return wipesRoot ? strong(command, 'deletes everything') : null
}

export const destruction: Category = { id: 'destruction', title: 'Destruction', find: (script) => eachCommand(script, judge) }
