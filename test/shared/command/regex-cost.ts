/** Characters an atom accepts: ASCII one by one, everything else as one. */
type CharSet = ReadonlySet<number>

type Node =
  | { readonly kind: 'atom'; readonly set: CharSet }
  | { readonly kind: 'assert' }
  | { readonly kind: 'sequence'; readonly nodes: readonly Node[] }
  | { readonly kind: 'choice'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number }

const OTHER = 128
const ALL: CharSet = new Set(Array.from({ length: 129 }, (_, code) => code))
const not = (set: CharSet): CharSet => new Set([...ALL].filter((code) => !set.has(code)))
const charsOf = (text: string): CharSet =>
  new Set(Array.from(text, (character) => Math.min(character.charCodeAt(0), OTHER)))
const DIGIT = charsOf('0123456789')
const WORD = charsOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_')
const SPACE: CharSet = new Set([9, 10, 11, 12, 13, 32, OTHER])
const CLASSES: Readonly<Record<string, CharSet>> = {
  d: DIGIT,
  D: not(DIGIT),
  w: WORD,
  W: not(WORD),
  s: SPACE,
  S: not(SPACE),
}
const CONTROL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' }

/** Reads the syntax that the project uses; anything else is refused, back references and look-behind among it. */
const parse = (source: string, ignoreCase: boolean): Node => {
  let at = 0
  const bothCases = (set: CharSet): CharSet =>
    ignoreCase
      ? new Set(
          [...set].flatMap((code) =>
            code === OTHER
              ? [code]
              : [...charsOf(String.fromCharCode(code).toLowerCase() + String.fromCharCode(code).toUpperCase())],
          ),
        )
      : set
  const escape = (): CharSet => {
    const letter = source[at + 1] ?? ''
    at += 2
    if (/[1-9k]/.test(letter)) throw new Error(`back reference in /${source}/`)
    if (letter === 'x' || letter === 'u') {
      const length = letter === 'x' ? 2 : 4
      at += length
      return new Set([Math.min(Number.parseInt(source.slice(at - length, at), 16), OTHER)])
    }
    return CLASSES[letter] ?? charsOf(CONTROL[letter] ?? letter)
  }
  const oneOf = (): CharSet => {
    at += 1
    const negated = source[at] === '^'
    if (negated) at += 1
    const set = new Set<number>()
    while (source[at] !== ']') {
      const first = source[at] === '\\' ? escape() : charsOf(source[at++] ?? '')
      if (source[at] === '-' && source[at + 1] !== ']' && first.size === 1) {
        at += 1
        const last = source[at] === '\\' ? escape() : charsOf(source[at++] ?? '')
        for (let code = [...first][0] ?? 0; code <= ([...last][0] ?? 0); code += 1) set.add(code)
      } else for (const code of first) set.add(code)
    }
    at += 1
    return negated ? not(bothCases(set)) : bothCases(set)
  }
  const group = (): Node => {
    const opening = /^\((?:\?:|\?[=!])?/.exec(source.slice(at))?.[0] ?? '('
    if (source.startsWith('(?<', at)) throw new Error(`look-behind or named group in /${source}/`)
    at += opening.length
    const inner = choice()
    at += 1
    // What looks ahead costs at most what it matches, and is kept short by its own repeats.
    return opening === '(?=' || opening === '(?!'
      ? { kind: 'sequence', nodes: [{ kind: 'repeat', node: inner, min: 0, max: 1 }] }
      : inner
  }
  const atom = (): Node => {
    const character = source[at] ?? ''
    if (character === '(') return group()
    if (character === '[') return { kind: 'atom', set: oneOf() }
    if (character === '.') {
      at += 1
      return { kind: 'atom', set: not(charsOf('\n\r')) }
    }
    if (character === '^' || character === '$' || /^\\[bB]/.test(source.slice(at))) {
      at += character === '\\' ? 2 : 1
      return { kind: 'assert' }
    }
    if (character === '\\') return { kind: 'atom', set: bothCases(escape()) }
    at += 1
    return { kind: 'atom', set: bothCases(charsOf(character)) }
  }
  const repeated = (node: Node): Node => {
    const written = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(at))?.[0]
    if (written === undefined) return node
    at += written.length
    const [, min = '', comma = '', max = ''] = /^\{(\d+)(,?)(\d*)\}/.exec(written) ?? []
    if (min !== '')
      return {
        kind: 'repeat',
        node,
        min: Number(min),
        max: comma === '' ? Number(min) : max === '' ? Infinity : Number(max),
      }
    return { kind: 'repeat', node, min: written[0] === '+' ? 1 : 0, max: written[0] === '?' ? 1 : Infinity }
  }
  const sequence = (): Node => {
    const nodes: Node[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') nodes.push(repeated(atom()))
    return { kind: 'sequence', nodes }
  }
  const choice = (): Node => {
    const nodes = [sequence()]
    while (source[at] === '|') {
      at += 1
      nodes.push(sequence())
    }
    return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'choice', nodes }
  }
  return choice()
}

const isNullable = (node: Node): boolean => {
  switch (node.kind) {
    case 'atom':
      return false
    case 'assert':
      return true
    case 'sequence':
      return node.nodes.every(isNullable)
    case 'choice':
      return node.nodes.some(isNullable)
    case 'repeat':
      return node.min === 0 || isNullable(node.node)
  }
}

const union = (sets: readonly CharSet[]): CharSet => new Set(sets.flatMap((set) => [...set]))

const firstOf = (node: Node, follow: CharSet): CharSet => {
  switch (node.kind) {
    case 'atom':
      return node.set
    case 'assert':
      return follow
    case 'choice':
      return union(node.nodes.map((child) => firstOf(child, follow)))
    case 'repeat':
      return isNullable(node) ? union([firstOf(node.node, follow), follow]) : firstOf(node.node, follow)
    case 'sequence':
      return node.nodes.reduceRight<CharSet>((after, child) => firstOf(child, after), follow)
  }
}

const overlaps = (a: CharSet, b: CharSet): boolean => [...a].some((code) => b.has(code))

export interface RegexCost {
  /**
   * Ways to match one text from one position: what backtracking may try. Infinite where an unbounded repeat
   * may give back to what follows.
   */
  readonly ways: number
  /** Longest stretch looked at from one position; infinite with an unbounded repeat. */
  readonly reach: number
  /**
   * Something may fail behind an unbounded repeat: tried at every position, the expression would
   * look at a run again and again.
   */
  readonly mayFailAfterRun: boolean
}

const NOTHING: CharSet = new Set()

const costOf = (node: Node, follow: CharSet, last: boolean): RegexCost => {
  switch (node.kind) {
    case 'atom':
      return { ways: 1, reach: 1, mayFailAfterRun: false }
    case 'assert':
      return { ways: 1, reach: 0, mayFailAfterRun: false }
    case 'choice': {
      const costs = node.nodes.map((child) => costOf(child, follow, last))
      const exclusive = node.nodes.every((child, index) =>
        node.nodes.slice(index + 1).every((other) => !overlaps(firstOf(child, NOTHING), firstOf(other, NOTHING))),
      )
      const ways = costs.map((cost) => cost.ways)
      return {
        ways: exclusive ? Math.max(...ways) : ways.reduce((sum, way) => sum + way, 0),
        reach: Math.max(...costs.map((cost) => cost.reach)),
        mayFailAfterRun: costs.some((cost) => cost.mayFailAfterRun),
      }
    }
    case 'sequence': {
      let after = follow
      let isLast = last
      let ways = 1
      let reach = 0
      let mayFailAfterRun = false
      for (const child of [...node.nodes].reverse()) {
        const cost = costOf(child, after, isLast)
        ways *= cost.ways
        reach += cost.reach
        mayFailAfterRun ||= cost.mayFailAfterRun
        after = firstOf(child, after)
        isLast &&= child.kind !== 'assert' && isNullable(child)
      }
      return { ways, reach, mayFailAfterRun }
    }
    case 'repeat': {
      const again = firstOf(node.node, NOTHING)
      const inner = costOf(node.node, node.max > 1 ? union([again, follow]) : follow, last && node.max === 1)
      const fixed = node.min === node.max
      // Nothing mandatory follows, or what follows cannot begin where it could go on: there is nothing to give back.
      const decided = fixed || last || !overlaps(again, follow)
      const counts = decided ? 1 : node.max - node.min + 1
      const ways = inner.ways === 1 ? counts : counts * inner.ways ** Math.min(node.max, 64)
      return {
        ways,
        reach: node.max * inner.reach,
        mayFailAfterRun: inner.mayFailAfterRun || (node.max === Infinity && !last),
      }
    }
  }
}

/** How much backtracking a regular expression may do from one position of any text. */
export const regexCost = (source: string, flags: string): RegexCost =>
  costOf(parse(source, flags.includes('i')), NOTHING, true)

/** Tried at one position only: it begins with `^` in every choice, or is sticky. */
export const isAnchored = (source: string, flags: string): boolean => {
  if (flags.includes('y')) return true
  if (flags.includes('m')) return false
  let depth = 0
  let inClass = false
  const starts = [0]
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at]
    if (character === '\\') at += 1
    else if (inClass) inClass = character !== ']'
    else if (character === '[') inClass = true
    else if (character === '(') depth += 1
    else if (character === ')') depth -= 1
    else if (character === '|' && depth === 0) starts.push(at + 1)
  }
  return starts.every((start) => source[start] === '^')
}
