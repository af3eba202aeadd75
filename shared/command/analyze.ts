import type { CategoryId, Evidence } from './categories/category'
import { categories } from './categories/index'
import { obfuscation } from './categories/obfuscation'
import { decodeLayers } from './decode'
import type { Layer } from './decode/layer'
import { redactSecrets } from './secrets'
import type { Script } from './tokens/script'
import { tokenize } from './tokenize'

/** One kind of thing the text does, shown by the command that does it. */
interface CategoryHit {
  readonly category: CategoryId
  readonly title: string
  /** The matched command, secrets redacted, in one line of at most 160 characters. */
  readonly excerpt: string
  readonly why: string
}

export interface CommandAnalysis {
  /** At most one hit of a category, in a fixed order; a category is strong or weak, never both. */
  readonly strong: readonly CategoryHit[]
  readonly weak: readonly CategoryHit[]
  /** Texts found inside the text. */
  readonly layers: number
  /** The distinct ways in which they were hidden, in order. */
  readonly decodedBy: readonly string[]
  /**
   * Something was not looked at: the middle of a text beyond `ANALYZED_MAX` or `SEPARATORS_MAX`, or texts
   * inside it beyond their bounds.
   */
  readonly truncated: boolean
}

/**
 * Characters looked at; of a longer text its first and last half of this. CloudTrail leaves out
 * parameters beyond about 100 KB.
 */
export const ANALYZED_MAX = 65_536
/** Ends of commands looked at, likewise; real scripts of 64 KiB have about 3,000. */
const SEPARATORS_MAX = 6_144
const SEPARATORS = ';|&\n(`'
/** Characters of all layers looked at, the first ones first. */
export const LAYERED_MAX = 196_608
const EXCERPT_MAX = 160
/** A secret is recognised by what stands around it, so that more is redacted than is shown. */
const REDACTED_MAX = 2_048

/** Where the first half ends: after so many characters or separators, whichever comes first. */
const halfLength = (text: string, from: 'start' | 'end'): number => {
  const limit = Math.min(text.length, ANALYZED_MAX / 2)
  let separators = 0
  for (let length = 0; length < limit; length += 1) {
    if (!SEPARATORS.includes(text[from === 'start' ? length : text.length - 1 - length] ?? '')) continue
    separators += 1
    if (separators > SEPARATORS_MAX / 2) return length
  }
  return limit
}

/** The text itself, or its beginning and its end where it is longer than is looked at. */
const bounded = (text: string): string => {
  const head = halfLength(text, 'start')
  const tail = halfLength(text, 'end')
  return head + tail >= text.length ? text : `${text.slice(0, head)}\n${text.slice(text.length - tail)}`
}

const excerptOf = (source: string): string => {
  const line = redactSecrets(source.slice(0, REDACTED_MAX))
    .replace(/\s{1,64}/g, ' ')
    .trim()
  return line.length <= EXCERPT_MAX ? line : `${line.slice(0, EXCERPT_MAX - 3)}...`
}

interface Found extends Evidence {
  readonly category: CategoryId
  readonly title: string
  /** Where it was found; null when it is about the text as a whole. */
  readonly layer: Layer | null
}

const findIn = (layer: Layer, scripts: readonly Script[]): readonly Found[] =>
  scripts.flatMap((script) =>
    categories.flatMap(({ id, title, find }) => {
      const evidence = find(script)
      const best = evidence.find(({ strength }) => strength === 'strong') ?? evidence[0]
      return best === undefined ? [] : [{ ...best, category: id, title, layer }]
    }),
  )

const withinBudget = (layers: readonly Layer[]): readonly Layer[] => {
  let left = LAYERED_MAX
  return layers.filter(({ text }) => {
    left -= text.length
    return left >= 0
  })
}

const toHit = ({ category, title, source, why, layer }: Found): CategoryHit => ({
  category,
  title,
  excerpt: excerptOf(source),
  why: layer === null || layer.depth === 0 ? why : `${why}; found in ${layer.how}`,
})

/**
 * Says what a command text does, as far as the text alone shows: strong categories are what attackers
 * do and administrators hardly ever, weak ones explain and never stand for an attack alone. Same
 * text, same answer; never throws.
 */
export const analyzeCommand = (text: string): CommandAnalysis => {
  const memory = new Map<string, readonly Script[]>()
  const read = (content: string): readonly Script[] => {
    const scripts = memory.get(content) ?? tokenize(bounded(content))
    memory.set(content, scripts)
    return scripts
  }
  const analyzed = bounded(text)
  const decoding = decodeLayers(analyzed, read)
  const layers = withinBudget(decoding.layers)
  const hidden = obfuscation(layers)
  const scripts = layers.flatMap(({ text: content }) => read(content))
  const found: Found[] = layers.flatMap((layer) => findIn(layer, read(layer.text)))
  if (hidden !== null) found.push({ ...hidden, category: 'obfuscation', title: 'Obfuscation', layer: null })

  const best = new Map<CategoryId, Found>()
  for (const evidence of found) {
    const known = best.get(evidence.category)
    if (known === undefined || (known.strength === 'weak' && evidence.strength === 'strong'))
      best.set(evidence.category, evidence)
  }
  // Running what was downloaded says it all.
  if (best.has('download-and-run')) best.delete('download')
  const hits = [...best.values()]
  const decoded = layers.slice(1)
  return {
    strong: hits.filter(({ strength }) => strength === 'strong').map(toHit),
    weak: hits.filter(({ strength }) => strength === 'weak').map(toHit),
    layers: decoded.length,
    decodedBy: [...new Set(decoded.map(({ how }) => how))],
    truncated:
      analyzed.length < text.length ||
      decoding.truncated ||
      layers.length < decoding.layers.length ||
      scripts.some(({ omitted }) => omitted),
  }
}
