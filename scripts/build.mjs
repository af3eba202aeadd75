// Builds what runs into dist/: the command line, its reading worker, both cloud functions and the address table.
// With --scan only what a scan needs, which takes no SDK of a cloud.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { buildNetworks } from './build-networks.mjs'
import { cloudVerbs, functionApp, lambda, scan } from './bundles.mjs'

const { version } = JSON.parse(await readFile('package.json', 'utf8'))

const onlyScan = process.argv.includes('--scan')
if (onlyScan) {
  await mkdir('dist', { recursive: true })
  await Promise.all([buildNetworks({ outFile: 'dist/networks.bin' }), ...scan.map((bundle) => build(bundle))])
} else {
  await mkdir('dist/aws', { recursive: true })
  await mkdir('dist/azure', { recursive: true })
  await Promise.all([
    buildNetworks({ outFile: 'dist/networks.bin' }),
    ...[...scan, cloudVerbs, lambda, functionApp].map((bundle) => build(bundle)),
  ])
  await Promise.all([
    ...['dist/aws', 'dist/azure'].map((folder) => copyFile('dist/networks.bin', `${folder}/networks.bin`)),
    ...['host.json', '.funcignore'].map((file) => copyFile(`functions/azure/${file}`, `dist/azure/${file}`)),
    // The Functions host finds the entry by the package's main.
    writeFile(
      'dist/azure/package.json',
      `${JSON.stringify({ name: 'runwarden-azure', version, private: true, main: 'index.js' }, null, 2)}\n`,
    ),
  ])
}
