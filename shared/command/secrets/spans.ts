/** A stretch of text to be redacted, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

const REDACTED = '[redacted]'

/** Replaces every span by `[redacted]`; spans that overlap or touch are one. */
export const redactSpans = (text: string, spans: readonly Span[]): string => {
  const sorted = spans.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start || a.end - b.end)
  const parts: string[] = []
  let from = 0
  let covered = -1
  for (const { start, end } of sorted) {
    if (start > covered) parts.push(text.slice(from, start), REDACTED)
    from = Math.max(from, end)
    covered = Math.max(covered, end)
  }
  return parts.join('') + text.slice(from)
}
