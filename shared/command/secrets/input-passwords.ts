import type { PlacedCommand, PlacedWord } from './command-words'
import type { Span } from './spans'
import { baseNameOf, pairSpan, wordSpan } from './word-spans'

const WORDS_MAX = 12
/** `echo user:secret | base64` makes a header. */
const IS_PAIR = /^[\w.@-]{1,64}:[^/\s]/
const READERS = new Set(['chpasswd', 'cryptsetup', 'smbpasswd', 'kinit'])
/** These read a secret from their input when an option says so. */
const READERS_WITH: readonly (readonly [names: readonly string[], option: RegExp])[] = [
  [['sudo'], /^-[a-zA-Z]{0,6}S$|^--stdin$/],
  [['passwd'], /^--stdin$/],
  [['docker', 'podman', 'nerdctl', 'helm', 'az', 'oras', 'crane', 'skopeo', 'buildah'], /^--password-stdin$/],
  [['gh'], /^--with-token$/],
]
const NO_CONTENT = /^-[neE]{1,3}$|^%s(?:\\n)?$/

const readsSecret = ({ words }: PlacedCommand): boolean => {
  const names = words.slice(0, WORDS_MAX).map(baseNameOf)
  if (names.some((name) => READERS.has(name))) return true
  return READERS_WITH.some(
    ([readers, option]) => names.some((name) => readers.includes(name)) && words.some(({ text }) => option.test(text)),
  )
}

const printedWords = (command: PlacedCommand | undefined): readonly PlacedWord[] =>
  command !== undefined && /^(?:echo|printf)$/.test(command.words[0]?.text ?? '')
    ? command.words.slice(1).filter(({ text }) => !NO_CONTENT.test(text))
    : []

/**
 * What is printed into a command that reads a secret: `echo 'user:x' | chpasswd`, `echo x |
 * sudo -S`, and its here-string.
 */
export const inputPasswords = (command: PlacedCommand, before: PlacedCommand | undefined): readonly Span[] => {
  const { words, piped } = command
  const printed = piped ? printedWords(before) : []
  const encodes = words[0]?.text === 'base64' && !words.some(({ text }) => /^-[a-z]{0,3}d|^--decode/.test(text))
  if (encodes) return printed.filter(({ text }) => IS_PAIR.test(text)).flatMap(pairSpan)
  if (!readsSecret(command)) return []
  const one = words.some((word) => baseNameOf(word) === 'chpasswd')
    ? pairSpan
    : (word: PlacedWord | undefined): readonly Span[] => wordSpan(word)
  const at = words.findIndex(({ text }) => text.startsWith('<<<'))
  const here = words[at]?.text === '<<<' ? one(words[at + 1]) : at === -1 ? [] : wordSpan(words[at], 3)
  return [...here, ...printed.flatMap(one)]
}
