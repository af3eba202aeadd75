import type { Decoded } from './layer'

const NODES_MAX = 20_000

/** The strings of a JSON text, one a line: the parameters of a command, or the steps of a document. */
export const decodeJsonStrings = (text: string): readonly Decoded[] => {
  if (!/^\s{0,64}[[{]/.test(text)) return []
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return []
  }
  const strings: string[] = []
  const open: unknown[] = [parsed]
  for (let nodes = 0; open.length > 0 && nodes < NODES_MAX; nodes += 1) {
    const value = open.pop()
    if (typeof value === 'string') strings.push(value)
    else if (typeof value === 'object' && value !== null)
      for (const child of Object.values(value).reverse()) open.push(child)
  }
  return strings.length === 0 ? [] : [{ text: strings.join('\n'), how: 'JSON', written: text }]
}
