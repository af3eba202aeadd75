/** Why a gzip file could not be read to its end. */
export class GzipError extends Error {
  override readonly name = 'GzipError'

  constructor(
    readonly why: 'cut' | 'damaged' | 'trailing',
    message: string,
  ) {
    super(message)
  }
}
