/** A piece of work that will never be done, with the reason. */
export class Impossible extends Error {
  override readonly name = 'Impossible'
}
