import type { Provider } from '../model/provider'
import type { LogFormats } from './log-formats'
import { type Prefilter, prefilterOf } from './prefilter'

const MIB = 1_048_576

/** How much of a hostile or huge file is held or followed. */
export interface ReadLimits {
  /** A record or a line of this many bytes or more is refused; files may be of any size (semantics.md, "Limits"). */
  readonly recordBytes: number
  /** Files whose text is larger are read in pieces. */
  readonly wholeBytes: number
  /** Piece of a file that is read at once. */
  readonly pieceBytes: number
  /** Text without the end of a record in it: beyond this size and this compression ratio it is a bomb. */
  readonly bombBytes: number
  /** Logs compress 5 to 12 times, gzip's utmost is 1,032 times (https://zlib.net/zlib_tech.html). */
  readonly bombRatio: number
  /** Up to this many stored bytes in all are read without workers: to start them takes longer. */
  readonly inlineBytes: number
  /** Problems of one file that are reported one by one. */
  readonly problemsPerFile: number
}

export const READ_LIMITS: ReadLimits = {
  recordBytes: 200_000_000,
  wholeBytes: 32 * MIB,
  pieceBytes: MIB,
  bombBytes: 16 * MIB,
  bombRatio: 100,
  inlineBytes: 2 * MIB,
  problemsPerFile: 100,
}

/** What reading a file needs to know beside the file. */
export interface ReadSettings {
  readonly providers: readonly Provider[]
  readonly prefilter: Prefilter
  readonly limits: ReadLimits
}

/** Settings that read the given formats. Its prefilter is scratch memory: one thread, one reading at a time. */
export const readSettings = ({ providers, rules }: LogFormats, limits: ReadLimits): ReadSettings => ({
  providers,
  prefilter: prefilterOf(rules),
  limits,
})
