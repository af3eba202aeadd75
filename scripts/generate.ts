// Writes everything that is generated: examples, the settings of the Bicep template, docs and the generated parts of
// docs, and what Bicep compiles to. Run it with `npm run generate`, which builds first; continuous integration fails
// when it would change anything.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { renderSettingsFile } from './azure-settings'
import { BICEP_VERSION, findCompiler } from './bicep/compiler'
import { HASHES, hashesText, staleFiles } from './bicep/hashes'
import { compileAzure } from './bicep/compile-azure'
import { generatedDocs } from './docs/generated'
import { exampleFiles, textOfExample } from './examples/example-files'

const root = join(__dirname, '..')
const AZURE = 'infra/azure'

const write = (path: string, content: string | Buffer): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
  console.log(path)
}

const isAsItWas = (path: string, content: string): boolean =>
  existsSync(join(root, path)) && readFileSync(join(root, path), 'utf8') === content

/** Another version of Node compresses the same text to other bytes. */
const isExampleAsItWas = (path: string, content: Buffer): boolean =>
  existsSync(join(root, path)) && textOfExample(path, readFileSync(join(root, path))) === textOfExample(path, content)

/** Writes what the Bicep compiler makes, where it is found and a source or an output has changed. */
const writeCompiled = async (): Promise<void> => {
  const folder = join(root, AZURE)
  if (staleFiles(folder).length === 0) return
  const compiler = findCompiler(root)
  if (compiler === undefined)
    return console.log(
      `left as they were: templates and snapshots of ${AZURE}, because Bicep ${BICEP_VERSION} was not found`,
    )
  for (const [name, content] of await compileAzure(compiler, folder)) {
    const path = join(AZURE, name)
    if (!isAsItWas(path, content)) write(path, content)
  }
  write(join(AZURE, HASHES), hashesText(folder))
}

void (async () => {
  for (const [name, content] of exampleFiles()) {
    const path = join('examples', name)
    if (!isExampleAsItWas(path, content)) write(path, content)
  }
  // The README shows a scan of the examples.
  const texts = [[join(AZURE, 'settings.bicep'), renderSettingsFile()] as const, ...(await generatedDocs(root))]
  for (const [path, content] of texts) if (!isAsItWas(path, content)) write(path, content)
  await writeCompiled()
})()
