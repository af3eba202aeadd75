// Writes the package of the command line to dist/package: bundled, without a dependency at run time, with the licence
// texts of what is bundled. The package.json of the repository is for those who build, this one for those who scan.
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { buildNetworks } from './build-networks.mjs'
import { description, engines, license, name, version } from '../package.json'
import { cloudVerbs, scan } from './bundles.mjs'
import { licenseTexts } from './package/license-texts'

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

const main = async (): Promise<void> => {
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER, { recursive: true })
  const bundles = await Promise.all(
    [...scan, cloudVerbs].map((bundle) => build({ ...bundle, outdir: FOLDER, metafile: true as const })),
  )
  await buildNetworks({ outFile: 'dist/networks.bin' })
  await Promise.all([
    copyFile('dist/networks.bin', join(FOLDER, 'networks.bin')),
    ...['LICENSE', 'NOTICE', 'scripts/package/README.md'].map((file) => copyFile(file, join(FOLDER, basename(file)))),
    writeFile(join(FOLDER, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`),
    licenseTexts(bundles.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}))).then((text) =>
      writeFile(join(FOLDER, 'THIRD-PARTY-LICENSES'), text),
    ),
  ])
}

void main()
