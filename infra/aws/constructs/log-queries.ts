/** Lines of the log that somebody should read, the newest first. */
export const PROBLEM_QUERY: readonly string[] = [
  'fields @timestamp, level, message',
  'filter level in ["WARN", "ERROR", "FATAL"]',
  'sort @timestamp desc',
  'limit 50',
]
