import type { Span } from './spans'

const BEGIN = /-----BEGIN [A-Z ]{0,32}PRIVATE KEY(?: BLOCK)?-----/g
const END = '-----END '

/** The body of every PEM private key; without an end line, all that follows. */
export const privateKeys = (text: string): readonly Span[] => {
  const spans: Span[] = []
  let covered = 0
  for (const { 0: line, index } of text.matchAll(BEGIN)) {
    if (index < covered) continue
    const start = index + line.length
    const found = text.indexOf(END, start)
    const end = found === -1 ? text.length : found
    spans.push({ start, end })
    covered = end
  }
  return spans
}
