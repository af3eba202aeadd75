/** Characters that JSON may carry as they are and that a terminal or an editor would act on or hide. */
const HIDDEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/gu

const escapeUnits = (character: string): string =>
  Array.from({ length: character.length }, (_, place) => `\\u${character.charCodeAt(place).toString(16).padStart(4, '0')}`).join('')

/** JSON text that reads back as the same value and hides nothing when it is printed. One line unless `indent` is given. */
export const jsonText = (value: unknown, indent = 0): string => JSON.stringify(value, null, indent).replace(HIDDEN, escapeUnits)
