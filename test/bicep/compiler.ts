/** Runs a program to its end; `status` is undefined when it could not be started. `output` is both streams. */
export type Run = (
  command: string,
  args: readonly string[],
) => { readonly status: number | undefined; readonly output: string }

/** The Bicep compiler, on its own or inside the Azure CLI. */
export interface Compiler {
  readonly version: string
  readonly build: (file: string) => readonly string[]
  readonly lint: (file: string) => readonly string[]
}

const CANDIDATES = [
  { command: 'bicep', prefix: [], versionArgs: ['--version'], fileFlag: [] },
  { command: 'az', prefix: ['bicep'], versionArgs: ['version'], fileFlag: ['--file'] },
] as const

/** The first compiler on the path; undefined when there is none. */
export function findCompiler(run: Run): Compiler | undefined {
  for (const { command, prefix, versionArgs, fileFlag } of CANDIDATES) {
    const asked = run(command, [...prefix, ...versionArgs])
    const version = /version (\d+\.\d+\.\d+)/.exec(asked.output)?.[1]
    if (asked.status !== 0 || version === undefined) continue
    const problems = (verb: string, file: string, options: readonly string[]): readonly string[] =>
      problemsIn(run(command, [...prefix, verb, ...fileFlag, file, ...options]), `${command} ${verb} ${file}`)
    return {
      version,
      build: (file) => problems(file.endsWith('.bicepparam') ? 'build-params' : 'build', file, ['--stdout']),
      lint: (file) => (file.endsWith('.bicepparam') ? [] : problems('lint', file, [])),
    }
  }
  return undefined
}

/** Warnings and errors of a run, one a line; a warning alone leaves the exit code at 0. */
function problemsIn({ status, output }: ReturnType<Run>, what: string): readonly string[] {
  const lines = output.split(/\r?\n/).filter((line) => /\) : (?:Warning|Error) /.test(line))
  return lines.length > 0 || status === 0 ? lines : [`${what} failed: ${output.trim() || 'no output'}`]
}
