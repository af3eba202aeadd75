/** One state of a text on its way from what was sent to what runs. */
export interface Layer {
  readonly text: string
  /** How it was got from the layer above, in a person's words; the original says so. */
  readonly how: string
  /** What it was made from, as it stands in the layer above. */
  readonly written: string
  /** Decoding steps between it and the original. */
  readonly depth: number
}

/** What one decoder found in a text. */
export type Decoded = Omit<Layer, 'depth'>
