// Writes the package of the command line to dist/package: bundled, without a dependency at run time, with the licence
// texts of what is bundled. The package.json of the repository is for those who build, this one for those who scan.
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { buildNetworks } from '../build-networks.mjs'
import addressData from '@ip-location-db/asn/package.json'
import { description, engines, license, name, version } from '../../package.json'
import { cloudVerbs, scan } from '../bundles.mjs'
import { billOfMaterials, bundledPackages, licenseTexts } from './bundled-packages'

const FOLDER = 'dist/package'

/** Where the source lies, as the release's host names it: npm refuses provenance for a package of another place. */
const repository = () => {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: path } = process.env
  return server && path ? { repository: { type: 'git', url: `git+${server}/${path}.git` } } : {}
}

const manifest = {
  name,
  version,
  description,
  license,
  keywords: ['aws', 'azure', 'cloudtrail', 'detection', 'mitre-attack', 'security', 'systems-manager', 't1651'],
  ...repository(),
  bin: { runwarden: 'runwarden.js' },
  engines,
  publishConfig: { access: 'public' },
}

/** What the address table is compiled from; its package.json names licence files, NOTICE the licence. */
const addresses = { name: '@ip-location-db/asn', version: addressData.version, license: 'CC-BY-4.0' }

const jsonText = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

const main = async (): Promise<void> => {
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER, { recursive: true })
  const bundles = await Promise.all(
    [...scan, cloudVerbs].map((bundle) => build({ ...bundle, outdir: FOLDER, metafile: true as const })),
  )
  const packages = await bundledPackages(bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs)))
  await buildNetworks({ outFile: 'dist/networks.bin' })
  const copied = ['dist/networks.bin', 'LICENSE', 'NOTICE', 'scripts/package/README.md']
  const written = {
    'package.json': jsonText(manifest),
    'THIRD-PARTY-LICENSES': licenseTexts(packages),
    'sbom.cdx.json': jsonText(billOfMaterials(manifest, packages, addresses)),
  }
  await Promise.all([
    ...copied.map((file) => copyFile(file, join(FOLDER, basename(file)))),
    ...Object.entries(written).map(([file, text]) => writeFile(join(FOLDER, file), text)),
  ])
}

void main()
