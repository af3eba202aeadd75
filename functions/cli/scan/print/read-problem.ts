import type { ReadProblem } from '../../../../shared/reading/read-event'

/** One line for a person: where, what, got, expected, do this. */
export const describeReadProblem = ({ file, position, what, got, expected, doThis }: ReadProblem): string =>
  `${file}${position === null ? '' : `, ${position}`}: ${what}: got ${got}, expected ${expected}; ${doThis}`
