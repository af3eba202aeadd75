// What is bundled from what: options of esbuild, one object for each call.
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

const program = {
  ...node,
  minify: false,
  // As a plain `require`, which an old Node knows too.
  supported: { 'dynamic-import': false },
  outdir: 'dist',
  banner: { js: WHERE },
  define,
}

/** What looks at the version of Node, for any Node; the program, and the worker that reads files for it. */
export const scan = [
  {
    ...program,
    target: 'node10',
    entryPoints: { runwarden: 'functions/cli/main.ts' },
    external: ['./run'],
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    ...program,
    entryPoints: { run: 'functions/cli/run.ts', 'reading-worker': 'functions/cli/scan/read/worker.ts' },
    external: ['./cloud-verbs'],
  },
]

/** The verbs for a deployed installation, with the SDKs of both clouds. */
export const cloudVerbs = { ...program, entryPoints: { 'cloud-verbs': 'functions/cli/cloud-verbs.ts' } }

// Clients that most invocations never need lie beside the entry and are loaded when they are.
const LAZY = ['sqs', 'sts', 'cloudtrail']

export const lambda = {
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

export const functionApp = {
  ...node,
  target: 'node22',
  entryPoints: { index: 'functions/azure/handler.ts' },
  alias: { '@aws-sdk/credential-provider-node': './functions/azure/sns/no-default-credentials.ts' },
  banner: { js: WHERE },
  define,
  outdir: 'dist/azure',
  external: ['@azure/functions-core'],
}
