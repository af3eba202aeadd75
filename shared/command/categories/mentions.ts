const WORD_CHARACTER = /^[a-z0-9]$/

/** A text names something: at the beginning of a word, so that `netsupport` is not found in `internetsupport`. */
export const mentions = (text: string, name: string): boolean => {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1))
    if (!WORD_CHARACTER.test(text[at - 1] ?? '')) return true
  return false
}
