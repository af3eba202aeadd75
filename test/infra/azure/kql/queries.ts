/** A query of a compiled template, with names filled in. */
export interface Query {
  /** The name of what it belongs to: an alert rule, an item of a workbook. */
  readonly name: string
  readonly text: string
}

/** Stands for names that are only known in a deployment. */
const NAME = 'name'

const OPERATORS =
  'where extend project summarize count take limit top order sort union join distinct parse mv-expand make-series ' +
  'evaluate lookup render'

/** A tabular operator behind a pipe: no other text of a template has one. */
const OPERATOR = new RegExp(`\\|\\s*(?:${OPERATORS.replaceAll(' ', '|')})\\b`)

/** Literals of an ARM expression, in which '' is a quote; a text that is no expression is one literal. */
const literalsOf = (value: string): readonly string[] =>
  value.startsWith('[') && !value.startsWith('[[')
    ? [...value.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => text.replaceAll("''", "'"))
    : [value.replace(/^\[\[/, '[')]

/** Fills in what `format()` and the workbook's `replace()` would. */
const filled = (text: string): string =>
  text
    .replace(/\{\d+\}/g, NAME)
    .replaceAll('{{', '{')
    .replaceAll('}}', '}')
    .replaceAll('<app>', NAME)

const embedded = (text: string): unknown => {
  if (!/^\s*[{[]/.test(text)) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** `[variables('rules')[copyIndex()].query]`: the query stands where it points to. */
const isReference = (value: string): boolean => /^\[(variables|parameters)\('[^']+'\)[^']*\]$/.test(value)

const nameOf = (value: unknown): string | null => {
  const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : null
  return typeof name === 'string' ? filled(literalsOf(name)[0] ?? '') : null
}

function* found(value: unknown, key: string, name: string): Generator<Query> {
  if (Array.isArray(value)) for (const item of value) yield* found(item, key, name)
  else if (typeof value === 'object' && value !== null) {
    const own = nameOf(value) ?? name
    for (const [member, inner] of Object.entries(value)) yield* found(inner, member, own)
  } else if (typeof value === 'string') {
    for (const text of literalsOf(value)) {
      const inner = embedded(text)
      if (inner !== null) yield* found(inner, key, name)
      else if (OPERATOR.test(text)) yield { name, text: filled(text) }
    }
    const isHere = /query$/i.test(key) && !literalsOf(value).some((text) => OPERATOR.test(text))
    if (isHere && !isReference(value)) yield { name, text: filled(literalsOf(value)[0] ?? '') }
  }
}

/**
 * Every query of a compiled template or a snapshot: each text with a tabular operator wherever it stands, also in JSON
 * within a text, as workbooks have it, and each text of a member that is called a query.
 */
export const queriesIn = (compiled: unknown): readonly Query[] => [...found(compiled, '', '')]
