import { isTooDeep } from './canonical'

/** A JSON text's value; null when it is none or nests too deep to be walked. */
export const parseJson = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text)
    return isTooDeep(value) ? null : value
  } catch {
    return null
  }
}
