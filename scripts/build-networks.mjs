import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HEADER_BYTES, encodeNetworkTable, readTableSource } from './network-encoder.mjs'

const require = createRequire(import.meta.url)

/**
 * Compiles the CSV files of @ip-location-db/asn into the table that shared/enrich/network-table.ts reads. Does nothing
 * when the file is there, was built from this version of the package and is newer than the scripts that build it.
 *
 * @param {{ outFile: string }} options its folder must exist
 * @returns {Promise<{ source: string, built: boolean }>}
 */
export const buildNetworks = async ({ outFile }) => {
  const manifest = require.resolve('@ip-location-db/asn/package.json')
  const { name, version } = JSON.parse(await readFile(manifest, 'utf8'))
  const source = `${name}@${version}`
  if (await isFresh(outFile, source)) return { source, built: false }

  const folder = dirname(manifest)
  const v4 = readRanges(await readFile(join(folder, 'asn-ipv4-num.csv'), 'utf8'))
  const v6 = readRanges(await readFile(join(folder, 'asn-ipv6-num.csv'), 'utf8'))
  // Written aside and renamed, so that nobody ever reads half a table.
  const draft = `${outFile}.${process.pid}`
  try {
    await writeFile(draft, encodeNetworkTable({ source, v4, v6 }))
    await rename(draft, outFile)
  } finally {
    await rm(draft, { force: true })
  }
  return { source, built: true }
}

/**
 * @param {string} outFile
 * @param {string} source
 */
const isFresh = async (outFile, source) => {
  const built = await stat(outFile).catch(() => null)
  if (built === null) return false
  const scripts = [import.meta.url, new URL('network-encoder.mjs', import.meta.url)].map((url) =>
    stat(fileURLToPath(url)),
  )
  if ((await Promise.all(scripts)).some((script) => script.mtimeMs > built.mtimeMs)) return false
  const file = await open(outFile)
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEADER_BYTES), 0, HEADER_BYTES)
    return readTableSource(buffer.subarray(0, bytesRead)) === source
  } finally {
    await file.close()
  }
}

/**
 * Lines are `start,end,asn,organisation`; only the last field is ever quoted.
 *
 * @param {string} csv
 */
function* readRanges(csv) {
  for (let at = 0; at < csv.length; ) {
    const lineEnd = csv.indexOf('\n', at)
    const end = lineEnd < 0 ? csv.length : lineEnd
    const first = csv.indexOf(',', at)
    const second = csv.indexOf(',', first + 1)
    const third = csv.indexOf(',', second + 1)
    const name = csv.slice(third + 1, end)
    yield {
      start: BigInt(csv.slice(at, first)),
      end: BigInt(csv.slice(first + 1, second)),
      asn: Number(csv.slice(second + 1, third)),
      organization: (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name).trim(),
    }
    at = end + 1
  }
}
