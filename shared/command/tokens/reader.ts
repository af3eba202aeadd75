import type { Command, Dialect, Redirect, Word } from './script'

/** Deeper substitutions are read as plain text: a stack overflow must not be a way round the analysis. */
export const MAX_DEPTH = 24

/** A command while its neighbours are still being read. */
export type CommandDraft = {
  -readonly [K in keyof Omit<Command, 'upstream' | 'downstream' | 'redirects'>]: Command[K]
} & {
  readonly upstream: Command[]
  readonly downstream: Command[]
  readonly redirects: Redirect[]
}

/** A pipeline whose commands may still get neighbours from a pipeline around it. */
export interface PipelineDraft {
  readonly stages: readonly (readonly CommandDraft[])[]
}

/** A here-document whose body stands after the line's end. */
export interface AwaitedBody {
  readonly delimiter: string
  readonly expands: boolean
  readonly indented: boolean
  readonly deliver: (body: Word) => void
}

export interface Reader {
  readonly text: string
  readonly dialect: Dialect
  readonly variables: Map<string, Word>
  /** Characters that variable expansion may still add: `b=$a$a` repeated doubles each time. */
  readonly allowance: { characters: number }
  readonly awaited: AwaitedBody[]
  /** Reads commands up to the closing character and steps over it. */
  readonly readInner: (closer: string) => readonly PipelineDraft[]
  /** Position of the last `#>`, so that block comments without an end are not looked for again and again. */
  readonly lastBlockEnd: number
  at: number
  depth: number
  insideBackticks: boolean
  /** Words, as written, that were put together from pieces in a way no person writes. */
  readonly assembled: string[]
  /** Words in which two known variables stand side by side. */
  joined: number
}

/** A quote without a partner is a plain character: an apostrophe in prose must not swallow the rest of the text. */
export const isOpenQuote = (reader: Reader, quote: string): boolean => reader.text.indexOf(quote, reader.at + 1) !== -1
