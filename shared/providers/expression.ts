/** One expression of several pieces, which are too wide together for one line; case does not matter. */
export const expression = (...pieces: readonly RegExp[]): RegExp =>
  new RegExp(pieces.map(({ source }) => source).join(''), 'i')
