import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { checkBicep } from './check-bicep'
import { findCompiler, type Run } from './compiler'

const FOLDER = 'infra/azure'

/** What main.bicepparam reads without a default: a compiler fails where the variable is missing. */
const SAMPLE_ENVIRONMENT = { RUNWARDEN_OPERATIONS_EMAIL: 'operations@example.com' }

const run: Run = (command, args) => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...SAMPLE_ENVIRONMENT, ...process.env },
    shell: process.platform === 'win32',
  })
  return { status: status ?? undefined, output: `${stderr ?? ''}${stdout ?? ''}` }
}

/** The files to deploy, or those with the modules they use, which a compiler finds by itself. */
function bicepFiles(withModules: boolean): readonly string[] {
  const names = readdirSync(FOLDER, { encoding: 'utf8', recursive: withModules })
  return names.filter((name) => /\.bicep(?:param)?$/.test(name)).map((name) => join(FOLDER, name))
}

/**
 * Every problem of the templates: by the compiler where there is one, warnings as errors,
 * else by the check of this project.
 */
async function problems(): Promise<readonly string[]> {
  const compiler = findCompiler(run)
  if (compiler) {
    console.log(`compiler: bicep v${compiler.version}`)
    return bicepFiles(false).flatMap((file) => [...compiler.build(file), ...compiler.lint(file)])
  }
  console.log('compiler not found: checked syntax and resource types with the built-in checker')
  const findings = await checkBicep(bicepFiles(true))
  return findings.map(
    ({ file, line, column, code, severity, message }) =>
      `${relative('.', file)}:${line}:${column} ${severity} ${code}: ${message}`,
  )
}

problems().then(
  (found) => {
    for (const problem of found) console.error(problem)
    process.exitCode = found.length > 0 ? 1 : 0
  },
  (fault: unknown) => {
    console.error(fault)
    process.exitCode = 2
  },
)
