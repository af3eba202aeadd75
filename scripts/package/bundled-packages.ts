import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const PACKAGE_FOLDER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/
const TEXT_FILE = /^(?:licen[cs]e|copying|notice|copyright|thirdpartynotice)/i

/** For a package that declares a licence and holds no text of it. */
const STANDARD_TEXTS = new Map([
  ['Apache-2.0', 'LICENSE'],
  ['MIT', 'scripts/package/MIT.txt'],
])

/** A package that a bundle holds files of. */
export interface BundledPackage {
  readonly name: string
  readonly version: string
  /** SPDX identifier. */
  readonly license: string
  readonly licenseText: string
}

/** What is read of a package's package.json. */
interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly author?: string | { readonly name: string }
}

/**
 * The packages that the files of bundles come from, by name and version; `inputs` are the paths of those files, as
 * esbuild's metafile lists them. Throws when a package has no licence text and declares none of the standard licences,
 * because then somebody must read its terms.
 */
export const bundledPackages = async (inputs: readonly string[]): Promise<readonly BundledPackage[]> => {
  const folders = [...new Set(inputs.flatMap((path) => PACKAGE_FOLDER.exec(path.replaceAll('\\', '/'))?.[0] ?? []))]
  const found = new Map((await Promise.all(folders.map(readPackage))).map((one) => [titleOf(one), one]))
  return [...found.keys()].toSorted().flatMap((title) => found.get(title) ?? [])
}

const titleOf = ({ name, version }: { readonly name: string; readonly version: string }): string => `${name} ${version}`

const readPackage = async (folder: string): Promise<BundledPackage> => {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest
  const { name, version, license = 'undeclared' } = manifest
  const files = (await readdir(folder)).filter((file) => TEXT_FILE.test(file)).toSorted()
  if (files.length > 0) {
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
    return { name, version, license, licenseText: texts.map(tidy).join('\n\n') }
  }
  const standard = STANDARD_TEXTS.get(license)
  if (standard === undefined)
    throw new Error(
      `licence of ${titleOf(manifest)}: got no text and ${license} in its package.json, expected a file of the ` +
        `package, or ${[...STANDARD_TEXTS.keys()].join(' or ')}; read its terms and add them to ` +
        'scripts/package/bundled-packages.ts',
    )
  const text = tidy(await readFile(standard, 'utf8')).replace('{holder}', holderOf(manifest))
  return { name, version, license, licenseText: text }
}

const holderOf = ({ author, name }: Manifest): string => {
  const stated = typeof author === 'string' ? author : author?.name
  return stated?.replace(/\s*[<(].*$/, '') ?? `the authors of ${name}`
}

const tidy = (text: string): string => text.replaceAll('\r\n', '\n').trim()

/** All licence texts in one file, equal texts once, each below the packages it belongs to. */
export const licenseTexts = (packages: readonly BundledPackage[]): string => {
  const titlesByText = new Map<string, string[]>()
  for (const one of packages) {
    const title = `${titleOf(one)} (${one.license})`
    titlesByText.set(one.licenseText, [...(titlesByText.get(one.licenseText) ?? []), title])
  }
  return [...titlesByText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`).join(`\n${'-'.repeat(80)}\n\n`)
}

/** A package by name, version and licence, the last as an SPDX expression. */
type Component = Pick<BundledPackage, 'name' | 'version' | 'license'>

/**
 * The software bill of materials of `product`, in CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): the packages in
 * its bundles, and the one its data was compiled from. It has no serial number and no time, so that one state of the
 * source always gives one file.
 */
export const billOfMaterials = (product: Component, packages: readonly Component[], data: Component): object => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: { type: 'application', ...componentOf(product) } },
  components: [
    ...packages.map((one) => ({ type: 'library', ...componentOf(one) })),
    { type: 'data', ...componentOf(data) },
  ],
})

const componentOf = ({ name, version, license }: Component): object => {
  const reference = `pkg:npm/${name.replace('@', '%40')}@${version}`
  return { 'bom-ref': reference, name, version, licenses: [{ expression: license }], purl: reference }
}
