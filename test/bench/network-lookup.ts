/**
 * Cost of the network table: `npx tsx test/bench/network-lookup.ts`. Builds
 * dist/networks.bin when it is missing or old.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildNetworks } from '../../scripts/build-networks.mjs'
import { type NetworkTable, lookupNetwork, parseNetworkTable } from '../../shared/enrich/network-table'

const ADDRESSES = 200_000
const ROUNDS = 7

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!

const milliseconds = (run: () => unknown): number => {
  const start = performance.now()
  run()
  return performance.now() - start
}

/** Numerical Recipes' linear congruential generator: the same addresses in every run. */
const randomWords = (seed: number): (() => number) => {
  let state = seed
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0)
}

const v4Addresses = (next: () => number): readonly string[] =>
  Array.from({ length: ADDRESSES }, () => {
    const word = next()
    return [24, 16, 8, 0].map((shift) => (word >>> shift) & 0xff).join('.')
  })

/** Addresses of random segments, gaps included: plainly random IPv6 addresses would nearly all be unannounced. */
const v6Addresses = (next: () => number, { v6High, v6Low }: NetworkTable): readonly string[] =>
  Array.from({ length: ADDRESSES }, () => {
    const segment = (next() >>> 8) % v6High.length
    const words = [v6High[segment]!, v6Low[segment]!, next(), next()]
    return words.map((word) => `${(word >>> 16).toString(16)}:${(word & 0xffff).toString(16)}`).join(':')
  })

const reportLookups = (name: string, addresses: readonly string[], bytes: Uint8Array): void => {
  const fresh = parseNetworkTable(bytes)
  const queryAll = (): unknown => addresses.map((ip) => lookupNetwork(fresh, ip))
  const perLookup = (total: number): string => `${Math.round((total * 1e6) / addresses.length)} ns`
  const first = milliseconds(queryAll)
  const warm = median(Array.from({ length: ROUNDS }, () => milliseconds(queryAll)))
  const found = addresses.filter((ip) => lookupNetwork(fresh, ip) !== null).length
  console.log(
    `${name}: ${perLookup(warm)} a lookup, ${perLookup(first)} in the first pass, ` +
      `${Math.round((found * 100) / addresses.length)} % found`,
  )
}

const main = async (): Promise<void> => {
  const outFile = join(__dirname, '../../dist/networks.bin')
  mkdirSync(dirname(outFile), { recursive: true })
  const { source } = await buildNetworks({ outFile })

  const bytes = readFileSync(outFile)
  const read = median(Array.from({ length: ROUNDS }, () => milliseconds(() => readFileSync(outFile))))
  const parse = median(Array.from({ length: ROUNDS }, () => milliseconds(() => parseNetworkTable(bytes))))
  const table = parseNetworkTable(bytes)
  console.log(`${source}: ${bytes.length} bytes, ${gzipSync(bytes).length} gzipped`)
  console.log(
    `segments: ${table.v4Starts.length} IPv4, ${table.v6High.length} IPv6, of ${table.asns.length - 1} networks`,
  )
  console.log(`load: ${(read + parse).toFixed(2)} ms (read ${read.toFixed(2)}, parse ${parse.toFixed(3)})`)

  const next = randomWords(20260617)
  reportLookups('IPv4', v4Addresses(next), bytes)
  reportLookups('IPv6', v6Addresses(next, table), bytes)
}

void main()
