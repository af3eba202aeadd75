import { Option, type Command } from 'commander'
import type { EpochMs } from '../../shared/model/time'
import { parseTimestamp } from '../../shared/providers/timestamp'

/** Reads the values of flags. What is wrong is collected, so that a person hears of all of it at once. */
export interface Flags {
  /** What is wrong so far, a line each. */
  readonly wrong: readonly string[]
  /**
   * An option with one of these words. A wrong value stands for the first of them or for no
   * number: nothing runs with it.
   */
  readonly choice: (flags: string, description: string, choices: readonly string[]) => Option
  /** An option with an ISO 8601 date, or a time with its zone, as epoch milliseconds. */
  readonly time: (flags: string, description: string) => Option
  /** An option with a whole number of these bounds. */
  readonly whole: (flags: string, description: string, bounds: { readonly min: number; readonly max: number }) => Option
}

const TIME = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/

/** A date is its first moment in UTC; a time without a zone could be anybody's. */
const readTime = (text: string): EpochMs | null => {
  const [, date, clock = '00:00', seconds = ':00', zone = 'Z'] = TIME.exec(text) ?? []
  return date === undefined ? null : parseTimestamp(`${date}T${clock}${seconds}${zone}`)
}

/** The first word of `--since <time>`. */
const nameOf = (flags: string): string => flags.split(' ')[0] ?? flags

export const readFlags = (): Flags => {
  const wrong: string[] = []
  const refuse = <T>(flags: string, got: string, expected: string, instead: T): T => {
    wrong.push(`${nameOf(flags)}: got "${got}", expected ${expected}`)
    return instead
  }
  return {
    wrong,
    choice: (flags, description, choices) =>
      new Option(flags, description)
        .choices(choices)
        .argParser((got) =>
          choices.includes(got) ? got : refuse(flags, got, `one of ${choices.join(', ')}`, choices[0]),
        ),
    time: (flags, description) =>
      new Option(flags, description).argParser(
        (got) =>
          readTime(got) ??
          refuse(
            flags,
            got,
            'an ISO 8601 date or a time with its zone, such as 2026-03-01 or 2026-03-01T12:00:00Z',
            Number.NaN,
          ),
      ),
    whole: (flags, description, { min, max }) =>
      new Option(flags, description).argParser((got) => {
        const value = /^\d{1,9}$/.test(got) ? Number(got) : Number.NaN
        return value >= min && value <= max
          ? value
          : refuse(flags, got, `a whole number from ${min} to ${max}`, Number.NaN)
      }),
  }
}

/** What a verb's help ends with. */
export const example = (line: string): string => `\nExample:\n  ${line}\n`

/** The flags of every verb that needs settings. */
export const withSettings = (command: Command): Command =>
  command
    .option('--env <file>', 'read settings from a file of NAME=value lines')
    .option('--hermetic', 'ignore the process environment')
