/** Something to read logs from. Plain data: it crosses to a worker as it is. */
export interface SourceFile {
  readonly kind: 'file' | 'pipe' | 'stdin'
  /** The bytes of its path, one character each: file names need not be UTF-8. */
  readonly rawPath: string
  /** Its path for people. */
  readonly name: string
  /** Stored bytes; 0 when that is not known. */
  readonly size: number
  /** Named by the user, not found by walking. */
  readonly isNamed: boolean
}

/** The path as the system wants it. */
export const pathOf = ({ rawPath }: SourceFile): Buffer => Buffer.from(rawPath, 'latin1')

const JSON_NAME = /\.(?:json|jsonl|ndjson)(?:\.gz)?$/i

/** Whether a file's name promises JSON (semantics.md, "Exit codes"). */
export const isNamedJson = ({ name }: SourceFile): boolean => JSON_NAME.test(name)
