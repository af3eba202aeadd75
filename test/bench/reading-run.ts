import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { readLogs } from '../../functions/cli/scan/read/read-logs'

// The program that the benchmark measures: node reading-run.js <mode> <folder> <worker file>
const [, , mode = '', folder = '', workerFile = ''] = process.argv

const files = function* (): Generator<Buffer> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
  for (const name of names.filter((one) => /\.(?:json|gz)$/.test(one))) {
    const stored = readFileSync(join(folder, name))
    yield name.endsWith('.gz') ? gunzipSync(stored, { chunkSize: stored.readUInt32LE(stored.length - 4) + 64 }) : stored
  }
}

const read = async (jobs: number): Promise<string> => {
  let items = 0
  let records = 0
  for await (const event of readLogs([folder], { jobs, workerFile, stdin: Readable.from([]) })) {
    if (event.kind === 'items') items += event.items.length
    else if (event.kind === 'end') ({ records } = event.counts)
    else if (event.kind === 'problem') throw new Error(`the corpus has a problem: ${JSON.stringify(event.problem)}`)
  }
  return `${items} items of ${records} records`
}

const parseFiles = (): string => {
  let records = 0
  for (const text of files())
    records += (JSON.parse(text.toString()) as { readonly Records: readonly unknown[] }).Records.length
  return `${records} records`
}

const parseLines = (): string => {
  let records = 0
  for (const text of files()) {
    for (let start = 0, end = text.indexOf(10); end >= 0; start = end + 1, end = text.indexOf(10, start)) {
      JSON.parse(text.toString('utf8', start, end))
      records++
    }
  }
  return `${records} records`
}

const run = async (): Promise<string> => {
  switch (mode) {
    case 'parse-files':
      return parseFiles()
    case 'parse-lines':
      return parseLines()
    default:
      return read(Number(mode))
  }
}

run().then(
  (did) => process.stdout.write(did),
  (error: unknown) => {
    process.stderr.write(String(error))
    process.exitCode = 1
  },
)
