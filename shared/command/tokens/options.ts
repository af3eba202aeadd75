import type { Command } from './script'

/**
 * Value of a PowerShell parameter: `-OutFile x`, `-out x`, `-OutFile:x`; null when it is not given. At
 * least three letters are needed.
 */
export const parameter = ({ args }: Command, name: string): string | null => {
  for (const [index, { text, quoted }] of args.entries()) {
    if (quoted || !text.startsWith('-')) continue
    const colon = text.indexOf(':')
    const written = (colon === -1 ? text.slice(1) : text.slice(1, colon)).toLowerCase()
    if (written.length < Math.min(3, name.length) || !name.startsWith(written)) continue
    return colon === -1 || colon === text.length - 1 ? (args[index + 1]?.text ?? '') : text.slice(colon + 1)
  }
  return null
}

/** Switches without a value that people join in front of an option with one: `-fsSLo x`, `-qO-`. */
const FLAGS_BEFORE = /^[fsSLkgvqncNitx]{0,10}$/

/**
 * Value of a Unix option: `-o x`, `-ox`, `-sSLo x`, `--output x`, `--output=x`; null when it is not given. Empty
 * `long` or `short` match nothing.
 */
export const optionValue = ({ args }: Command, short: string, long: string): string | null => {
  for (const [index, { text }] of args.entries()) {
    if (text.startsWith('--')) {
      if (long !== '' && text === `--${long}`) return args[index + 1]?.text ?? ''
      if (long !== '' && text.startsWith(`--${long}=`)) return text.slice(long.length + 3)
    } else if (short !== '' && text.startsWith('-')) {
      const at = text.indexOf(short, 1)
      if (at !== -1 && FLAGS_BEFORE.test(text.slice(1, at)))
        return at === text.length - 1 ? (args[index + 1]?.text ?? '') : text.slice(at + 1)
    }
  }
  return null
}

/** A switch is given: alone, or among joined short options. */
export const hasFlag = ({ args }: Command, short: string, long: string): boolean =>
  args.some(
    ({ text }) =>
      (long !== '' && text === `--${long}`) ||
      (short !== '' && /^-[A-Za-z0-9]{1,12}$/.test(text) && text.slice(1).includes(short)),
  )

/** The words that are no options: those with a leading dash, or a slash and a few letters in Windows commands, are. */
export const operands = ({ args, dialect }: Command): readonly string[] =>
  args
    .filter(
      ({ text, quoted }) =>
        quoted || !(text.startsWith('-') || (dialect === 'cmd' && /^\/[A-Za-z?]{1,12}$/.test(text))),
    )
    .map(({ text }) => text)
