/** Letters that terminals and fixed-width fonts show two columns wide (https://www.unicode.org/reports/tr11/). */
const WIDE: readonly RegExp[] = [
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u,
  /[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u,
]

const MARK = /\p{M}/u

/** Columns that one line takes where every letter has a fixed width. */
export const displayWidth = (text: string): number => {
  if (/^[ -~]*$/.test(text)) return text.length
  let width = 0
  for (const character of text) width += MARK.test(character) ? 0 : WIDE.some((wide) => wide.test(character)) ? 2 : 1
  return width
}
