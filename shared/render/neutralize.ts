import { isTopLevelDomain } from './top-level-domains'

/*
 * The one place where strings that others chose are made harmless. `plain` is the ground of all:
 * what is left of a text there cannot move a cursor, end a line, turn the direction of reading or hide. Each
 * medium then adds what it needs.
 */

/**
 * Control and format characters, line and paragraph separators, lone surrogates, private use, and
 * everything that shows as nothing.
 */
export const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** More combining marks on one letter than any living script needs: they would cover the lines around it. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escapeHidden = (character: string): string => {
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  return (
    SHORT_ESCAPES[character] ??
    (code <= 0xff ? `\\x${hex.padStart(2, '0')}` : code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`)
  )
}

const visible = (text: string): string =>
  text
    .replace(HIDDEN, escapeHidden)
    .replace(/\p{Zs}/gu, ' ')
    .replace(PILED_MARKS, '$1')

/** At most `max` UTF-16 units, ending in "..." when something was cut; never half a character. */
export const shorten = (text: string, max: number): string => {
  if (text.length <= max) return text
  const end = max - 3
  const splits = /[\ud800-\udbff]/.test(text.charAt(end - 1))
  return `${text.slice(0, splits ? end - 1 : end)}...`
}

/**
 * One line of at most `max` UTF-16 units in which nothing is hidden: hidden characters become
 * visible escapes such as `\u202e`.
 */
export const plain = (text: string, max: number): string => shorten(visible(text), max)

/**
 * The lines of a text that may have lines, such as a script: each one harmless as in `plain`, tabs as
 * spaces. Only line feeds end a line.
 */
export const plainLines = (text: string): readonly string[] =>
  text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => visible(line.replaceAll('\t', '    ')).trimEnd())

const SCHEME = /\b([a-z][a-z0-9+.-]{0,30}):\/\//gi
const HOST_LIKE = /([\p{L}\p{N}_.@+-]+)(\/?)/gu
/** Outlook makes a link of a Windows network path, and following it sends the reader's credentials. */
const NETWORK_PATH = /\\\\(?=[\w.-]+\\)/g

/** Names of AWS services, which stand in many records as the caller or the client; nobody else can have one. */
const AWS_SERVICE = /^[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/

const defangScheme = (_match: string, scheme: string): string =>
  /^https?$/i.test(scheme) ? `${scheme.replace(/tt/i, 'xx')}://` : `${scheme}[:]//`

const defangHost = (match: string, name: string, slash: string): string => {
  const labels = name.replace(/\.+$/, '').split('.')
  const ending = labels.at(-1) ?? ''
  const isMailAddress = name.includes('@') && slash === ''
  const isService = AWS_SERVICE.test(name) && slash === ''
  const isBeforePath = slash !== '' && /^\p{L}{2,}$/u.test(ending) && !/^microsoft\./i.test(name)
  const isHost = isTopLevelDomain(ending) || isBeforePath || /^www\./i.test(name)
  if (labels.length < 2 || isMailAddress || isService || !isHost) return match
  // Every dot, because the front of a broken name may be a name of its own.
  const whole = labels.join('.')
  return `${labels.join('[.]')}${match.slice(whole.length)}`
}

/**
 * Text in which mail programs, terminals and PDF readers find no link: `hxxp://evil[.]example`.
 * Mail addresses stay as they are.
 */
export const defang = (text: string): string =>
  text.replace(SCHEME, defangScheme).replace(NETWORK_PATH, '[\\\\]').replace(HOST_LIKE, defangHost)

/** One harmless line without links, for everything that people read: mails, terminals, pages. */
export const readable = (text: string, max: number): string => shorten(defang(plain(text, max)), max)

/** Letters and signs of Latin texts that are more than a letter with an accent. */
const LATIN: Readonly<Record<string, string>> = {
  '\u00df': 'ss',
  '\u00c6': 'AE',
  '\u00e6': 'ae',
  '\u0152': 'OE',
  '\u0153': 'oe',
  '\u00d8': 'O',
  '\u00f8': 'o',
  '\u0141': 'L',
  '\u0142': 'l',
  '\u0110': 'D',
  '\u0111': 'd',
  '\u00f0': 'd',
  '\u00fe': 'th',
  '\u0131': 'i',
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2013': '-',
  '\u2014': '-',
}

/** Printable ASCII only, for mail subjects: accents are dropped, other letters become "?", hidden characters vanish. */
export const ascii = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .normalize('NFKD')
    .replace(
      /[^ -~]/gu,
      (character) =>
        LATIN[character] ?? (/[\p{M}\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(character) ? '' : '?'),
    )
    .replace(/ {2,}/g, ' ')
    .trim()

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as HTML content or as a quoted attribute's value. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)

/** Look-alikes of characters that Markdown, Slack or Teams act on. No dialect's escape works in all of them. */
const MARKUP: Readonly<Record<string, string>> = {
  '<': '\u2039',
  '>': '\u203a',
  '[': '(',
  ']': ')',
  '`': "'",
  '*': '\u2217',
  '~': '\u223c',
  '|': '\u00a6',
}

/** One harmless line inside Markdown, a cell of a table included: no links, no mentions, no code, no emphasis. */
export const markdown = (text: string, max: number): string =>
  readable(
    plain(text, max)
      .replace(/[<>[\]`*~|]/g, (character) => MARKUP[character] ?? character)
      .replace(/(?<!\w)@/g, '(at)'),
    max,
  )
