import { compileGlobs } from '../config/glob'
import type { Principal } from '../model/activity'

const compiled = new WeakMap<readonly string[], (text: string) => boolean>()

/** One matcher for each list, made when the list is first used. */
const matcherOf = (list: readonly string[]): ((text: string) => boolean) => {
  const known = compiled.get(list)
  if (known !== undefined) return known
  const matcher = compileGlobs(list)
  compiled.set(list, matcher)
  return matcher
}

/**
 * Whether a list of globs names a caller by its key or by any other form: ARN, UPN, object id with or without dashes.
 */
export const matchesCaller = (list: readonly string[], actor: Principal): boolean => {
  const matches = matcherOf(list)
  return [actor.key, actor.display, ...actor.aliases].some(matches)
}
