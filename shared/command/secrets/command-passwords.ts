import { placedCommands, type PlacedCommand, type PlacedWord } from './command-words'
import { inputPasswords } from './input-passwords'
import { PASSWORD_RULES, type PasswordRule } from './password-rules'
import { isSecretName } from './secret-names'
import type { Span } from './spans'
import { baseNameOf, pairSpan, wordSpan } from './word-spans'

/** A command's name stands among its first words, behind sudo, docker exec and the like. */
const WORDS_MAX = 12
/** `pass:x`, `/p:x`, `/password:x` */
const PREFIXED = /^(?:pass|\/p(?:ass(?:word)?)?|\/rp|-p(?:ass(?:word)?)?):(?=.)/i
const OPTION = /^(?:--?|\/)([A-Za-z][\w-]{2,63})$/
const LOGIN = /^[\w"]{1,64}\/[^/\s]{1,256}@/

const byRule = (rest: readonly PlacedWord[], rule: PasswordRule): readonly Span[] => {
  if (rule.with !== undefined && !rest.some(({ text }) => rule.with?.test(text))) return []
  return rest.flatMap((word, index) => {
    const { text, quote } = word
    if (quote !== '') return []
    if (rule.next?.includes(text) || rule.next?.includes(text.toLowerCase())) return wordSpan(rest[index + 1])
    const pair = rule.pair?.exec(text)?.[0]
    if (pair !== undefined) return pairSpan(pair.length === text.length ? rest[index + 1] : word)
    const attached = rule.attached?.find(
      (option) => text.startsWith(option) && text.length > option.length && !text.startsWith('--'),
    )
    return attached === undefined ? [] : wordSpan(word, attached.length)
  })
}

/** `net user name secret /add`, `net use \\host\share secret /user:name`. */
const byNet = ([verb, ...rest]: readonly PlacedWord[]): readonly Span[] => {
  const plain = rest.filter(({ text }) => !text.startsWith('/'))
  switch (verb?.text.toLowerCase()) {
    case 'user':
    case 'users':
      return plain[1]?.text === '*' ? [] : wordSpan(plain[1])
    case 'use':
      return wordSpan(plain.find(({ text }, index) => index > 0 && !text.startsWith('\\\\') && text !== '*'))
    default:
      return []
  }
}

/** `sqlplus user/secret@db` */
const byLogin = (words: readonly PlacedWord[]): readonly Span[] => {
  const login = words.find(({ text }) => LOGIN.test(text))
  if (login === undefined) return []
  return [{ start: login.start + login.text.indexOf('/') + 1, end: login.start + login.text.lastIndexOf('@') }]
}

/** Commands whose secret stands at a place instead of behind an option. */
const byPlace = (name: string, rest: readonly PlacedWord[]): readonly Span[] => {
  const plain = rest.filter(({ text, quote }) => quote !== '' || !text.startsWith('-'))
  switch (name) {
    case 'net':
    case 'net1':
      return byNet(rest)
    case 'convertto-securestring':
      return wordSpan(plain[0])
    case 'htpasswd':
      return rest.some(({ text }) => /^-[a-zA-Z]{0,6}b/.test(text)) ? wordSpan(plain.at(-1)) : []
    case 'vault':
      return plain[0]?.text === 'login'
        ? wordSpan(plain.find(({ text }, index) => index > 0 && !text.includes('=')))
        : []
    case 'rabbitmqctl':
      return /^(?:add_user|change_password)$/.test(plain[0]?.text ?? '') ? wordSpan(plain[2]) : []
    case 'sqlplus':
    case 'rman':
    case 'expdp':
    case 'impdp':
      return byLogin(plain)
    case 'set':
    case 'setx':
      return isSecretName(plain[0]?.text ?? '') ? wordSpan(plain[1]) : []
    case 'requirepass':
    case 'masterauth':
      return wordSpan(plain[0])
    default:
      return []
  }
}

/** `--password x`, `-AdminPassword x`, `--token x`: an option named for its secret, and `pass:x`, `/p:x`. */
const byOption = (words: readonly PlacedWord[]): readonly Span[] =>
  words.flatMap((word, index) => {
    if (word.quote !== '') return []
    const prefix = PREFIXED.exec(word.text)?.[0]
    if (prefix !== undefined) return wordSpan(word, prefix.length)
    const name = OPTION.exec(word.text)?.[1]
    return name !== undefined && isSecretName(name) ? wordSpan(words[index + 1]) : []
  })

const byCommand = ({ words }: PlacedCommand): readonly Span[] =>
  words.slice(0, WORDS_MAX).flatMap((word, index) => {
    const name = baseNameOf(word)
    const rule = PASSWORD_RULES.get(name)
    const rest = words.slice(index + 1)
    return [...(rule === undefined ? [] : byRule(rest, rule)), ...byPlace(name, rest)]
  })

/** Secrets in the arguments and the input of commands that are known to take one. */
export const commandPasswords = (text: string): readonly Span[] => {
  const commands = placedCommands(text)
  return commands.flatMap((command, index) => [
    ...byOption(command.words),
    ...byCommand(command),
    ...inputPasswords(command, commands[index - 1]),
  ])
}
