import { execFile, spawnSync } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The version that wrote what is in git. Another one writes its own version and other hashes into the templates. */
export const BICEP_VERSION = '0.49.2'

/** Runs the compiler's command line and gives what it printed. Rejects when it fails, and when it warns of anything. */
export type Compiler = (...args: readonly string[]) => Promise<string>

/**
 * The Bicep compiler, when that very version is on the path, was installed by `az bicep install`, or lies beside the
 * checkout; undefined otherwise.
 */
export const findCompiler = (root: string): Compiler | undefined => {
  const azureFolder = process.env['AZURE_CONFIG_DIR'] || join(homedir(), '.azure')
  const places = ['bicep', join(azureFolder, 'bin', 'bicep'), join(root, '..', 'shared', 'tools', 'bicep', 'bicep')]
  const program = places.find((place) => {
    const { stdout } = spawnSync(place, ['--version'], { encoding: 'utf8' })
    return /version (\d+\.\d+\.\d+)/.exec(stdout ?? '')?.[1] === BICEP_VERSION
  })
  return program === undefined ? undefined : (...args) => run(program, args)
}

/** Templates are larger than what Node keeps of a program's output by default. */
const MOST_OUTPUT = 16 * 1024 * 1024

const run = (program: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(program, args, { maxBuffer: MOST_OUTPUT }, (failure, stdout, stderr) => {
      if (failure !== null || stderr !== '')
        reject(new Error(`bicep ${args.join(' ')} failed, expected no warning: ${stderr || failure?.message}`))
      else resolve(stdout)
    })
  })
