import { matchesAny } from '../matches-any'
import type { Code } from '../tokens/script'
import { type Category, weak } from './category'

const REVEALING: readonly RegExp[] = [
  /\b(?:exec|eval)\s{0,4}\(|base64|socket|urlopen|urlretrieve|requests\.|os\.system/i,
  /subprocess|marshal|zlib|pty\.|child_process|fsockopen|io::socket/i,
]

const judge = (code: Code): boolean => code.inline && matchesAny(REVEALING, code.text)

/** A one-liner of a scripting language that reaches the network, other programs or hidden code. */
export const inlineProgram: Category = {
  id: 'inline-program',
  title: 'Inline program',
  find: ({ code }) =>
    code.filter(judge).map((found) => weak(found, `a ${found.language} one-liner that reaches beyond its own text`)),
}
