import type { TextPiece } from './text-piece'
import type { Step } from './value-stream'

export type Fault = Extract<Step, { readonly kind: 'fault' }>

/** What stands where JSON should go on, in printable characters. */
export const describeFault = ({ bytes }: TextPiece, { why, position }: Fault): string => {
  if (why === 'cut') return 'the end of the text'
  const byte = bytes[position]!
  return byte > 0x20 && byte < 0x7f
    ? `the character ${String.fromCharCode(byte)}`
    : `the byte 0x${byte.toString(16).padStart(2, '0')}`
}
