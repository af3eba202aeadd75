/** Whether one of several expressions matches: for a choice too wide for one line. */
export const matchesAny = (patterns: readonly RegExp[], text: string): boolean =>
  patterns.some((pattern) => pattern.test(text))
