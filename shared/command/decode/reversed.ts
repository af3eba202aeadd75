import { matchesAny } from '../matches-any'
import type { Decoded } from './layer'

const REVERSER: readonly RegExp[] = [
  /\|\s{0,8}rev(?:[\s|)]|$)|\brev\s{0,4}<<</i,
  /\[array\]::reverse|\[\s{0,4}-1\s{0,4}\.\.|\[::-1\]|(?:^|[^\w-])reverse\s{0,4}[('"]/i,
]
const LITERALS = [/'[^']{6,8192}'/g, /"[^"]{6,8192}"/g, /<<<\s{0,4}[^\s'"]{6,8192}/g]

/** Quoted strings of a text that turns strings round: `echo 'hs | ...' | rev | sh`, `-join $s[-1..-99]`, `s[::-1]`. */
export const decodeReversed = (text: string): readonly Decoded[] => {
  if (!matchesAny(REVERSER, text)) return []
  const literals = LITERALS.flatMap((pattern) => [...text.matchAll(pattern)])
  return literals.map(([literal]) => {
    const content = literal.replace(/^<<<\s{0,4}|^["']|["']$/g, '')
    return { text: Array.from(content).reverse().join(''), how: 'reversed text', written: literal }
  })
}
