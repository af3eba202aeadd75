// Builds what runs: the command line, its reading worker, both cloud functions and the network table, all into dist/.
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { buildNetworks } from './build-networks.mjs'
import { lambdaPlugins } from './lambda-plugins.mjs'

const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The packages' ES modules halve the size and the time to load of the SDK clients.
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
}

// @azure/storage-common asks where it lies, which a CommonJS bundle knows by another name.
const WHERE = "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;"
const define = { 'import.meta.url': 'importMetaUrl' }

const commandLine = {
  ...node,
  minify: false,
  entryPoints: {
    runwarden: 'functions/cli/main.ts',
    'cloud-verbs': 'functions/cli/cloud-verbs.ts',
    'reading-worker': 'functions/cli/reading/worker.ts',
  },
  external: ['./cloud-verbs'],
  supported: { 'dynamic-import': false },
  outdir: 'dist',
  banner: { js: `#!/usr/bin/env node\n${WHERE}` },
  define,
}

// Clients that most invocations never need lie beside the entry and are loaded when they are.
const LAZY = ['sqs', 'sts', 'cloudtrail']

const lambda = {
  ...node,
  target: 'node24',
  entryPoints: {
    index: 'functions/aws/handler.ts',
    ...Object.fromEntries(LAZY.map((name) => [`lazy-${name}`, `functions/aws/lazy-${name}.ts`])),
  },
  external: LAZY.map((name) => `./lazy-${name}`),
  // As a plain `require`, which finds the file without its suffix.
  supported: { 'dynamic-import': false },
  alias: { '@aws-sdk/credential-provider-node': './functions/aws/lambda-credentials.ts' },
  plugins: lambdaPlugins,
  outdir: 'dist/aws',
}

const functionApp = {
  ...node,
  target: 'node22',
  entryPoints: { index: 'functions/azure/handler.ts' },
  alias: { '@aws-sdk/credential-provider-node': './functions/azure/sns/no-default-credentials.ts' },
  banner: { js: WHERE },
  define,
  outdir: 'dist/azure',
  external: ['@azure/functions-core'],
}

await mkdir('dist/aws', { recursive: true })
await mkdir('dist/azure', { recursive: true })
await Promise.all([
  buildNetworks({ outFile: 'dist/networks.bin' }),
  build(commandLine),
  build(lambda),
  build(functionApp),
])
await Promise.all([
  ...['dist/aws', 'dist/azure'].map((folder) => copyFile('dist/networks.bin', `${folder}/networks.bin`)),
  ...['host.json', '.funcignore'].map((file) => copyFile(`functions/azure/${file}`, `dist/azure/${file}`)),
  // The Functions host finds the entry by the package's main.
  writeFile(
    'dist/azure/package.json',
    `${JSON.stringify({ name: 'runwarden-azure', version: '0.1.0', private: true, main: 'index.js' }, null, 2)}\n`,
  ),
])
