import { MAX_DEPTH } from '../model/canonical'

export type ProblemCategory =
  /** A path that does not exist. */
  | 'missing'
  /** A file or folder that cannot be opened or read to its end. */
  | 'unreadable'
  /** A gzip file that ends early, is damaged, or is followed by other bytes. */
  | 'damaged-gzip'
  /** A decompression bomb. */
  | 'bomb'
  /** Text that is no JSON from the named position on. */
  | 'broken'
  /** A record or a line that cannot be read, while the rest of its file can. */
  | 'rejected'
  /** A file named by the user that holds none of the known formats. */
  | 'unknown-format'
  /** A file named by the user that holds nothing. */
  | 'empty'
  /** Bytes that are no UTF-8; they were read as U+FFFD, and nothing is missing. */
  | 'invalid-text'

/** What could not be read and where, in words for a person. */
export interface ReadProblem {
  readonly category: ProblemCategory
  readonly file: string
  /** `line 12`, or `byte 3456` of the decompressed text; null when the file as a whole is meant. */
  readonly position: string | null
  readonly what: string
  readonly got: string
  readonly expected: string
  readonly doThis: string
}

/** One line for a person: where, what, got, expected, do this. */
export const describeReadProblem = ({ file, position, what, got, expected, doThis }: ReadProblem): string =>
  `${file}${position === null ? '' : `, ${position}`}: ${what}: got ${got}, expected ${expected}; ${doThis}`

/** A problem without its place. */
export type ProblemMessage = Pick<ReadProblem, 'category' | 'what' | 'got' | 'expected' | 'doThis'>

const words = (
  category: ProblemCategory,
  what: string,
  got: string,
  expected: string,
  doThis: string,
): ProblemMessage => ({ category, what, got, expected, doThis })

const AGAIN = 'check how the file was written or copied, then scan it again'

export const missingPath = words(
  'missing',
  'path not found',
  'nothing of this name',
  'a file or folder',
  'check the spelling',
)

export const unreadable = (kind: 'file' | 'folder', got: string): ProblemMessage =>
  words(
    'unreadable',
    `${kind} cannot be read`,
    got,
    `a ${kind} that this user may read`,
    'grant read access, or leave it out of the scan',
  )

export const cutGzip = words(
  'damaged-gzip',
  'gzip data ends early',
  'the end of the file inside compressed data',
  'a whole gzip file',
  'copy the file again; what came before was scanned',
)

export const damagedGzip = (got: string): ProblemMessage =>
  words(
    'damaged-gzip',
    'gzip data is damaged',
    got,
    'a whole gzip file',
    'copy the file again; what came before was scanned',
  )

export const trailingBytes = words(
  'damaged-gzip',
  'bytes follow the gzip data',
  'something that is no gzip member',
  'the end of the file',
  'look at the end of the file; all before it was scanned',
)

export const bomb = (textBytes: number, ratio: number): ProblemMessage =>
  words(
    'bomb',
    'decompression bomb refused',
    `${textBytes} bytes without the end of a record, out of less than a ${ratio}th of that`,
    'records as a cloud writes them',
    'if the file can be trusted, decompress it and scan the result',
  )

export const brokenText = (got: string): ProblemMessage =>
  words('broken', 'not JSON from here on', got, 'JSON to the end of the file', `${AGAIN}; what came before was scanned`)

export const badLine = (got: string): ProblemMessage =>
  words('rejected', 'line is not JSON', got, 'one or more JSON values on each line', AGAIN)

export const repeatedList = words(
  'broken',
  'list of records comes twice in one object',
  'a second list behind one that was already scanned',
  'one list, or a smaller file, where the last one counts',
  'split the file',
)

export const tooDeep = words(
  'rejected',
  'record nests too deep',
  `more than ${MAX_DEPTH} levels`,
  `at most ${MAX_DEPTH} levels`,
  'look at the record; no cloud writes such a one',
)

export const tooLarge = (limit: number): ProblemMessage =>
  words(
    'rejected',
    'record is too large',
    `${limit} bytes or more`,
    `less than ${limit} bytes`,
    'look at the record; no cloud writes such a one',
  )

export const rejectedRecord = (got: string): ProblemMessage =>
  words(
    'rejected',
    'record cannot be read',
    got,
    'a record as its cloud writes it',
    'look at the record; it may matter',
  )

export const unknownFormat = words(
  'unknown-format',
  'no known log format',
  'content that is no log Runwarden reads',
  'CloudTrail, EventBridge, Azure Activity Log or ECS process events as JSON',
  'check that this is the right file',
)

export const emptyFile = words('empty', 'file is empty', 'no content', 'records', 'check that the export has finished')

export const invalidText = words(
  'invalid-text',
  'bytes that are no UTF-8',
  'other bytes from here on',
  'UTF-8',
  'nothing needs to be done: they were read as U+FFFD',
)

export const furtherProblems = (category: ProblemCategory, count: number): ProblemMessage =>
  words(category, 'further problems in this file', `${count} more`, 'none', 'solve the ones above first')
