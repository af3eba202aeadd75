import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { billOfMaterials, bundledPackages, licenseTexts } from '../../scripts/package/bundled-packages'
import { folderOf } from '../support/command-line'

/** Packages below a fresh folder; the paths of their bundled files. */
const bundled = (packages: Readonly<Record<string, Readonly<Record<string, string>>>>): readonly string[] => {
  const root = folderOf({})
  return Object.entries(packages).map(([name, files]) => {
    const folder = join(root, 'node_modules', name)
    for (const [file, content] of Object.entries({ 'index.js': '', ...files })) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), content)
    }
    return join(folder, 'index.js')
  })
}
const manifest = (name: string, more: object = {}): string =>
  JSON.stringify({ name, version: '1.2.3', license: 'MIT', ...more })

const textsOf = async (inputs: readonly string[]): Promise<string> => licenseTexts(await bundledPackages(inputs))

describe('the licence texts of a bundle', () => {
  it('name each package, and give equal texts once', async () => {
    const text = await textsOf(
      bundled({
        one: { 'package.json': manifest('one'), LICENSE: 'Be good.\n' },
        '@scope/two': { 'package.json': manifest('@scope/two'), 'license.md': 'Be good.\r\n' },
        three: { 'package.json': manifest('three'), LICENCE: 'Be better.', NOTICE: 'Made with care.' },
        'one/node_modules/four': { 'package.json': manifest('four'), COPYING: 'Be best.' },
      }),
    )
    expect(text.split(`\n${'-'.repeat(80)}\n\n`)).toEqual([
      '@scope/two 1.2.3 (MIT)\none 1.2.3 (MIT)\n\nBe good.\n',
      'four 1.2.3 (MIT)\n\nBe best.\n',
      'three 1.2.3 (MIT)\n\nBe better.\n\nMade with care.\n',
    ])
  })

  it('are the standard text where a package only declares its licence', async () => {
    const text = await textsOf(
      bundled({ bare: { 'package.json': manifest('bare', { author: 'Example Authors <authors@example.com>' }) } }),
    )
    expect(text).toMatch(/^bare 1\.2\.3 \(MIT\)\n\nCopyright \(c\) Example Authors\n\nPermission is hereby granted/)
  })

  it.each([
    ['declares one that is not known', { license: 'SEE LICENSE IN the-cellar' }],
    ['declares none', { license: undefined }],
  ])('are missing when a package holds no text and %s: the build stops', async (_, more) => {
    await expect(bundledPackages(bundled({ odd: { 'package.json': manifest('odd', more) } }))).rejects.toThrow(
      /^licence of odd 1\.2\.3: got no text and .* in its package\.json, expected a file of the package, or /,
    )
  })

  it('leave out what lies in no package', async () => {
    expect(await textsOf(['functions/cli/main.ts'])).toBe('')
  })
})

describe('the bill of materials', () => {
  it('names the product, each package once and the data, and is the same for files in any order', async () => {
    const inputs = bundled({
      zed: { 'package.json': manifest('zed'), LICENSE: 'Be good.' },
      '@scope/two': { 'package.json': manifest('@scope/two'), LICENSE: 'Be good.' },
      'zed/node_modules/@scope/two': { 'package.json': manifest('@scope/two'), LICENSE: 'Be good.' },
    })
    const product = { name: 'product', version: '9.9.9', license: 'Apache-2.0' }
    const component = (type: string, name: string, version: string, license: string, reference: string) => ({
      type,
      'bom-ref': reference,
      name,
      version,
      licenses: [{ expression: license }],
      purl: reference,
    })
    const data = { name: 'addresses', version: '2.0.0', license: 'CC-BY-4.0' }
    const bill = billOfMaterials(product, await bundledPackages(inputs), data)
    expect(bill).toEqual({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      version: 1,
      metadata: { component: component('application', 'product', '9.9.9', 'Apache-2.0', 'pkg:npm/product@9.9.9') },
      components: [
        component('library', '@scope/two', '1.2.3', 'MIT', 'pkg:npm/%40scope/two@1.2.3'),
        component('library', 'zed', '1.2.3', 'MIT', 'pkg:npm/zed@1.2.3'),
        component('data', 'addresses', '2.0.0', 'CC-BY-4.0', 'pkg:npm/addresses@2.0.0'),
      ],
    })
    expect(billOfMaterials(product, await bundledPackages(inputs.toReversed()), data)).toEqual(bill)
  })
})
