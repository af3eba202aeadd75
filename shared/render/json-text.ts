import { HIDDEN } from './neutralize'

const escapeUnits = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, place) => `\\u${character.charCodeAt(place).toString(16).padStart(4, '0')}`,
  ).join('')

/**
 * JSON text that reads back as the same value and hides nothing when it is printed: what a terminal or an
 * editor would act on or not show is escaped. One line unless `indent` is given; the only control characters in
 * it are then its own line feeds.
 */
export const jsonText = (value: unknown, indent = 0): string =>
  JSON.stringify(value, null, indent).replace(HIDDEN, (character) =>
    character === '\n' ? character : escapeUnits(character),
  )
