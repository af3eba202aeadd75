// What the Bicep compiler says of `infra/azure`. Run it with scripts/judges/bicep.sh.
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileAzure, inCopy } from '../../bicep/compile-azure'
import { BICEP_VERSION, findCompiler, type Compiler } from '../../bicep/compiler'
import { SEEDS, type Seed } from './compiler-faults'

const ROOT = join(__dirname, '..', '..', '..')
const AZURE = join(ROOT, 'infra', 'azure')
const SUFFIXES = ['bicep', 'bicepparam']

/** What main.bicepparam reads without a default. */
process.env['RUNWARDEN_OPERATIONS_EMAIL'] = 'operations@example.com'

const read = (path: string): string => readFileSync(path, 'utf8').replaceAll('\r\n', '\n')

/** The message of a failure; empty when it did not fail. */
const failure = (running: Promise<string>): Promise<string> =>
  running.then(
    () => '',
    (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
  )

const faultsOf = async (compiler: Compiler): Promise<readonly string[]> => [
  ...[
    await failure(compiler('lint', '--pattern', join(AZURE, '**', '*.bicep'))),
    await failure(compiler('build-params', join(AZURE, 'main.bicepparam'), '--stdout')),
  ].filter((text) => text !== ''),
  ...(await inCopy(AZURE, (folder) => unformatted(compiler, folder))),
  ...[...(await compileAzure(compiler, AZURE))].flatMap(([path, text]) =>
    read(join(AZURE, path)) === text ? [] : [`${path}: not what its sources compile to; run npm run generate`],
  ),
  ...(await Promise.all(SEEDS.map((seed) => inCopy(AZURE, (folder) => missed(compiler, folder, seed))))).flat(),
]

/** Lines are added first, which the formatter takes away again: it passes over what its pattern does not match. */
const unformatted = async (compiler: Compiler, folder: string): Promise<readonly string[]> => {
  const files = readdirSync(folder, { encoding: 'utf8', recursive: true }).filter((path) =>
    SUFFIXES.some((suffix) => path.endsWith(`.${suffix}`)),
  )
  for (const path of files) appendFileSync(join(folder, path), '\n\n')
  for (const suffix of SUFFIXES) await compiler('format', '--pattern', join(folder, '**', `*.${suffix}`))
  return files
    .filter((path) => read(join(AZURE, path)) !== read(join(folder, path)))
    .map((path) => `${path}: not formatted; run bicep format infra/azure/${path}`)
}

const missed = async (compiler: Compiler, folder: string, seed: Seed): Promise<readonly string[]> => {
  const { file, search, replacement, code } = seed
  const text = read(join(folder, file))
  if (!text.includes(search)) return [`${file}: holds no ${search}, expected a place for the seeded fault ${code}`]
  writeFileSync(join(folder, file), text.replace(search, replacement))
  const found = await failure(compiler('build', join(folder, 'main.bicep'), '--stdout'))
  return found.includes(code)
    ? []
    : [`${file}: seeded ${replacement.trim()}, expected ${code}, got ${found || 'nothing'}`]
}

void (async () => {
  const compiler = findCompiler(ROOT)
  if (compiler === undefined) {
    console.log(`not run: Bicep ${BICEP_VERSION} was not found`)
    process.exitCode = 64
    return
  }
  const faults = await faultsOf(compiler)
  for (const fault of faults) console.log(fault)
  console.log(`bicep ${BICEP_VERSION}: ${faults.length} faults, ${SEEDS.length} seeded`)
  process.exitCode = faults.length > 0 ? 1 : 0
})()
