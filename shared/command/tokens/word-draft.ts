import type { Pipeline, Word } from './script'

type Piece = 'none' | 'plain' | 'quote' | 'variable' | 'escape'

/** A word while it is being read. */
export interface WordDraft {
  text: string
  /** Last character of `text`: reading it from the text would copy the text each time. */
  tail: string
  quoted: boolean
  readonly inner: Pipeline[]
  /** An unquoted expansion may bring blanks, which part the word. */
  splits: boolean
  /** Position in `text` of the first unquoted equals sign, -1 when there is none. */
  equals: number
  joins: number
  /** Two known variables stand side by side: in a command's name that hides, elsewhere it is how paths are built. */
  joined: boolean
  /** It begins with the value of a variable. */
  fromVariable: boolean
  /** An expansion was used that only hides: `${IFS}` or `$@` inside a word, `${PATH:0:1}`. */
  hides: boolean
  last: Piece
}

/** A word as read, with what only the command around it needs to know. */
export interface ReadWord extends Word {
  readonly splits: boolean
  readonly equals: number
  readonly joined: boolean
  readonly fromVariable: boolean
}

export const newWord = (): WordDraft => ({
  text: '',
  tail: '',
  quoted: false,
  inner: [],
  splits: false,
  equals: -1,
  joins: 0,
  joined: false,
  fromVariable: false,
  hides: false,
  last: 'none',
})

const LETTER = /^[A-Za-z]$/

/**
 * How unlikely the joint between the text so far and the next piece is to be a person's: `cu""rl`, `w'g'et`, `c\u\r\l`.
 */
const joint = (word: WordDraft, text: string, piece: Piece): number => {
  const afterLetter = LETTER.test(word.tail)
  const letterNext = LETTER.test(text.slice(0, 1))
  switch (piece) {
    case 'quote':
      return word.last === 'quote' || (afterLetter && text === '') ? 2 : afterLetter && letterNext ? 1 : 0
    case 'plain':
      return word.last === 'quote' && afterLetter && letterNext ? 1 : 0
    case 'escape':
      // One backslash alone may be a path of the other system.
      return word.last === 'escape' && afterLetter && letterNext ? 2 : 0
    case 'variable':
    case 'none':
      return 0
  }
}

/** Appends text to the piece that is being read. */
export const extendPiece = (word: WordDraft, text: string): void => {
  if (text === '') return
  word.text += text
  word.tail = text.slice(-1)
  word.last = 'plain'
}

/** Appends a new piece. */
export const addPiece = (word: WordDraft, text: string, piece: Exclude<Piece, 'none'>): void => {
  word.joins += joint(word, text, piece)
  word.joined ||= piece === 'variable' && word.last === 'variable'
  word.quoted ||= piece === 'quote'
  word.fromVariable ||= piece === 'variable' && word.last === 'none'
  if (piece === 'plain' && word.equals === -1) {
    const equals = text.indexOf('=')
    if (equals !== -1) word.equals = word.text.length + equals
  }
  extendPiece(word, text)
  word.last = piece
}

const WHOLE_WORD = /^[\w+/=.:%-]{2,}$/

/**
 * Put together from at least two joints into something that reads as one plain word, or spelt
 * with an expansion that only hides.
 */
export const isAssembled = (word: WordDraft): boolean => word.hides || (word.joins >= 2 && WHOLE_WORD.test(word.text))

export const finishWord = ({ text, quoted, inner, splits, equals, joined, fromVariable }: WordDraft): ReadWord => ({
  text,
  quoted,
  inner,
  splits,
  equals,
  joined: joined && WHOLE_WORD.test(text),
  fromVariable,
})

export const literalWord = (text: string): ReadWord => ({
  text,
  quoted: false,
  inner: [],
  splits: false,
  equals: -1,
  joined: false,
  fromVariable: false,
})
