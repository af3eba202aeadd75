/** Longest event pattern a rule takes (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html). */
const EVENT_PATTERN_MAX = 2_048

/**
 * Parts of a list of event names, in order, the pattern of each of which keeps within the limit. Throws
 * when one name alone is too much.
 */
export const chunksOf = (
  patternName: string,
  eventNames: readonly string[],
  patternOf: (part: readonly string[]) => unknown,
): readonly (readonly string[])[] => {
  const fits = (part: readonly string[]): boolean => JSON.stringify(patternOf(part)).length <= EVENT_PATTERN_MAX
  const chunks: string[][] = []
  for (const eventName of eventNames) {
    const last = chunks.at(-1)
    if (last !== undefined && fits([...last, eventName])) last.push(eventName)
    else if (fits([eventName])) chunks.push([eventName])
    else
      throw new RangeError(
        `event pattern ${patternName} cannot hold even ${eventName}: expected at most ${EVENT_PATTERN_MAX} ` +
          'characters, name fewer own roles or tables',
      )
  }
  return chunks
}
