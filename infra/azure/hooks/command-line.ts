/** What to hand to `execFile`. */
export interface Invocation {
  readonly file: string
  readonly args: readonly string[]
  readonly isVerbatim: boolean
}

/**
 * Characters of all arguments that hooks build: names of azd environments, ids, and words of the Azure CLI. Between
 * double quotes none of them means anything to cmd.exe, PowerShell or a POSIX shell.
 */
const HARMLESS = /^[\w ().,:/'=[\]-]*$/

const quoted = (arg: string): string => {
  if (!HARMLESS.test(arg)) throw new Error(`argument: got ${JSON.stringify(arg)}, expected no character of a shell`)
  return /^[\w.:/-]+$/.test(arg) ? arg : `"${arg}"`
}

/** Arguments of a command: its words, then `--name value` for each option, or `--name` where the value is null. */
export const argsOf = (words: string, options: Readonly<Record<string, string | null>>): readonly string[] => [
  ...words.split(' '),
  ...Object.entries(options).flatMap(([name, value]) => (value === null ? [`--${name}`] : [`--${name}`, value])),
]

/** A command as a person types it, in every shell: `az role definition delete --name "Some role"`. */
export const commandLine = (program: string, args: readonly string[]): string =>
  [program, ...args.map(quoted)].join(' ')

/**
 * How to run a program without a shell; on Windows a script goes through cmd.exe, because CreateProcess runs programs
 * only (Node refuses `.cmd` and `.bat` since CVE-2024-27980). cmd.exe gets the line as it is: /d runs no AutoRun, /s
 * takes the outermost quotes away and leaves the others.
 */
export const invocation = (
  file: string,
  args: readonly string[],
  system: NodeJS.Platform,
  cmd = 'cmd.exe',
): Invocation =>
  system === 'win32' && /\.(cmd|bat)$/i.test(file)
    ? { file: cmd, args: ['/d', '/s', '/c', `"${commandLine(`"${file}"`, args)}"`], isVerbatim: true }
    : { file, args, isVerbatim: false }
