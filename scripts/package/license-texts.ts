import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const PACKAGE_FOLDER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/
const TEXT_FILE = /^(?:licen[cs]e|copying|notice|copyright|thirdpartynotice)/i

/** For a package that declares a licence and holds no text of it. */
const STANDARD_TEXTS = new Map([
  ['Apache-2.0', 'LICENSE'],
  ['MIT', 'scripts/package/MIT.txt'],
])

/** What is read of a package's package.json. */
interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly author?: string | { readonly name: string }
}

/**
 * The licence texts of all packages that the files of a bundle come from, equal texts once. `inputs` are the paths of
 * the bundled files, as esbuild's metafile lists them. Throws when a package has no text and declares none of the
 * standard licences, because then somebody must read its terms.
 */
export const licenseTexts = async (inputs: readonly string[]): Promise<string> => {
  const folders = [...new Set(inputs.flatMap((path) => PACKAGE_FOLDER.exec(path)?.[0] ?? []))]
  const titlesByText = new Map<string, string[]>()
  for (const { title, text } of await Promise.all(folders.map(readPackage)))
    titlesByText.set(text, [...(titlesByText.get(text) ?? []), title])
  return [...titlesByText]
    .map(([text, titles]) => `${titles.toSorted().join('\n')}\n\n${text}\n`)
    .toSorted()
    .join(`\n${'-'.repeat(80)}\n\n`)
}

const readPackage = async (folder: string): Promise<{ readonly title: string; readonly text: string }> => {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest
  const title = `${manifest.name} ${manifest.version} (${manifest.license ?? 'no licence declared'})`
  const files = (await readdir(folder)).filter((file) => TEXT_FILE.test(file)).toSorted()
  if (files.length > 0) {
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
    return { title, text: texts.map(tidy).join('\n\n') }
  }
  const standard = STANDARD_TEXTS.get(manifest.license ?? '')
  if (standard === undefined)
    throw new Error(
      `licence of ${title}: got no text, expected a file of the package, or ` +
        `${[...STANDARD_TEXTS.keys()].join(' or ')} in its package.json; read its terms and add its text to ` +
        'scripts/package/license-texts.ts',
    )
  return { title, text: tidy(await readFile(standard, 'utf8')).replace('{holder}', holderOf(manifest)) }
}

const holderOf = ({ author, name }: Manifest): string => {
  const stated = typeof author === 'string' ? author : author?.name
  return stated?.replace(/\s*[<(].*$/, '') ?? `the authors of ${name}`
}

const tidy = (text: string): string => text.replaceAll('\r\n', '\n').trim()
