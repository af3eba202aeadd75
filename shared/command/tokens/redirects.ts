import type { AwaitedBody, CommandDraft, Reader } from './reader'
import { readHereText } from './shell-word'
import type { Redirect, Word } from './script'
import { literalWord, type ReadWord } from './word-draft'

const OPERATOR = /&>>|&>|<<<|<<-|<<|<>|<&|>>|>&|>\||<|>/y
const DESCRIPTOR = /(?:\d{1,5}|\*)(?=[<>])/y

type RedirectDraft = { -readonly [K in keyof Redirect]: Redirect[K] }

/** Reads `2>file`, `<<EOF` and the like at the reader's position; null when no redirection begins there. */
export const readRedirect = (
  reader: Reader,
  readWord: (reader: Reader) => ReadWord,
): CommandDraft['redirects'][number] | null => {
  DESCRIPTOR.lastIndex = reader.at
  const descriptor = DESCRIPTOR.exec(reader.text)?.[0] ?? ''
  OPERATOR.lastIndex = reader.at + descriptor.length
  const operator = OPERATOR.exec(reader.text)?.[0]
  if (operator === undefined || (operator.startsWith('<<') && reader.dialect !== 'shell')) return null
  reader.at += descriptor.length + operator.length
  while (reader.text[reader.at] === ' ' || reader.text[reader.at] === '\t') reader.at += 1
  const quotedDelimiter = /^['"\\]/.test(reader.text.slice(reader.at, reader.at + 1))
  const target = readWord(reader)
  if (operator === '<<<') return { descriptor, operator, target: literalWord(''), body: target }
  const redirect: RedirectDraft = { descriptor, operator, target, body: null }
  if (operator === '<<' || operator === '<<-') {
    reader.awaited.push({
      delimiter: target.text,
      expands: !quotedDelimiter,
      indented: operator === '<<-',
      deliver: (body) => {
        redirect.body = body
      },
    })
  }
  return redirect
}

const readBody = (reader: Reader, { delimiter, indented }: AwaitedBody): string => {
  const start = reader.at
  while (reader.at < reader.text.length) {
    const newline = reader.text.indexOf('\n', reader.at)
    const end = newline === -1 ? reader.text.length : newline
    const from = reader.at
    reader.at = newline === -1 ? end : end + 1
    // Longer lines cannot be the delimiter, whose length is that of one word.
    if (end - from > delimiter.length + 256) continue
    const line = reader.text.slice(from, end).replace(/\r$/, '')
    if ((indented ? line.replace(/^\t+/, '') : line) === delimiter) return reader.text.slice(start, from)
  }
  return reader.text.slice(start)
}

/** Reads the bodies announced on the line that just ended. */
export const readAwaitedBodies = (reader: Reader, reread: (text: string) => Reader): void => {
  for (const awaited of reader.awaited.splice(0)) {
    const body = readBody(reader, awaited)
    const word: Word = awaited.expands ? readHereText(reread(body)) : { text: body, quoted: true, inner: [] }
    awaited.deliver(word)
  }
}
