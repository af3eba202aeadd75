import type { Command, Word } from './script'

/** Options of ssh(1) whose value is the next word. */
const VALUED = new Set([
  '-i',
  '-p',
  '-l',
  '-o',
  '-F',
  '-L',
  '-R',
  '-D',
  '-b',
  '-c',
  '-E',
  '-e',
  '-I',
  '-J',
  '-m',
  '-O',
  '-Q',
  '-S',
  '-W',
  '-w',
  '-B',
])

/** `-M` is a switch of ssh, and takes a port in autossh. */
const isMonitorPort = (option: string | undefined, next = ''): boolean => option === '-M' && /^\d{1,5}$/.test(next)

/** The options of an ssh command, and the words that the other machine runs. */
export const sshWords = ({
  args,
}: Command): { readonly options: readonly string[]; readonly remote: readonly Word[] } => {
  let at = 0
  while (args[at]?.text.startsWith('-'))
    at += VALUED.has(args[at]?.text ?? '') || isMonitorPort(args[at]?.text, args[at + 1]?.text) ? 2 : 1
  return { options: args.slice(0, at).map(({ text }) => text), remote: args.slice(at + 1) }
}
