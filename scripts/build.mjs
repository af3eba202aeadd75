// Builds what runs: the command line, its reading worker, both cloud functions and the network table, all into dist/.
import { mkdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { build } from 'esbuild'
import { buildNetworks } from './build-networks.mjs'

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

const commandLine = {
  ...node,
  minify: false,
  entryPoints: { runwarden: 'functions/cli/main.ts', 'reading-worker': 'functions/cli/reading/worker.ts' },
  outdir: 'dist',
  banner: { js: '#!/usr/bin/env node' },
}

const lambda = {
  ...node,
  target: 'node24',
  format: 'cjs',
  entryPoints: { index: 'functions/aws/handler.ts' },
  outdir: 'dist/aws',
}

const functionApp = {
  ...node,
  target: 'node22',
  entryPoints: { index: 'functions/azure/handler.ts' },
  outdir: 'dist/azure',
  external: ['@azure/functions-core'],
}

await mkdir('dist', { recursive: true })
const targets = [commandLine, lambda, functionApp].filter(({ entryPoints }) => Object.values(entryPoints).every((file) => existsSync(file)))
await Promise.all([buildNetworks({ outFile: 'dist/networks.bin' }), ...targets.map((target) => build(target))])
