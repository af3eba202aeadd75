import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { activityLogRecord } from './activity-log-records'
import { cloudTrailRecord, type CloudTrailMix } from './cloudtrail-records'
import { seededRandom } from './random'

export interface CorpusSize {
  readonly folder: string
  /** Bytes of JSON before compression. */
  readonly bytes: number
  readonly seed: number
}

export interface Corpus {
  readonly files: number
  readonly records: number
  readonly bytes: number
  readonly storedBytes: number
}

const START = Date.UTC(2026, 0, 1)
const REGIONS = ['eu-west-1', 'us-east-1', 'eu-central-1', 'ap-southeast-2'] as const
/** Real deliveries: half are below 106 KB of JSON, nine in ten below 770 KB, none above 18 MB. */
const MEDIAN_BYTES = 106_000
const SIGMA = 1.547
const LARGEST_BYTES = 18_000_000

const second = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')

const write = (file: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/**
 * Writes CloudTrail deliveries as they lie in a bucket: gzip, one line of JSON a file, file sizes log-normal. Equal
 * arguments give equal files. The records are made up; only their shape and sizes are those of real ones.
 */
export const writeCloudTrail = ({ folder, bytes, seed }: CorpusSize, mix: CloudTrailMix): Corpus => {
  const random = seededRandom(seed)
  let corpus: Corpus = { files: 0, records: 0, bytes: 0, storedBytes: 0 }
  for (let at = START; corpus.bytes < bytes; at += 300_000) {
    const size = Math.min(LARGEST_BYTES, random.logNormal(MEDIAN_BYTES, SIGMA))
    const records: string[] = []
    for (let length = 0; length < size; length += records.at(-1)?.length ?? size)
      records.push(cloudTrailRecord(random, mix, second(at + random.below(300_000))))
    const json = `{"Records":[${records.join(',')}]}`
    const stored = gzipSync(json)
    const region = random.pick(REGIONS)
    const stamp = second(at).replaceAll(/[-:]/g, '').replace(/00Z$/, 'Z')
    const day = second(at).slice(0, 10).replaceAll('-', '/')
    write(
      join(
        folder,
        'AWSLogs/123456789012/CloudTrail',
        region,
        day,
        `123456789012_CloudTrail_${region}_${stamp}_${random.hex(8)}.json.gz`,
      ),
      stored,
    )
    corpus = {
      files: corpus.files + 1,
      records: corpus.records + records.length,
      bytes: corpus.bytes + json.length,
      storedBytes: corpus.storedBytes + stored.length,
    }
  }
  return corpus
}

/** Writes Activity Log exports as they lie in a storage account: JSON lines, one file an hour, uncompressed. */
export const writeActivityLog = ({ folder, bytes, seed }: CorpusSize, relevant: number): Corpus => {
  const random = seededRandom(seed)
  let corpus: Corpus = { files: 0, records: 0, bytes: 0, storedBytes: 0 }
  for (let hour = 0; corpus.bytes < bytes; hour++) {
    const at = START + hour * 3_600_000
    const size = Math.min(bytes - corpus.bytes, random.logNormal(4_000_000, 0.8))
    const records: string[] = []
    for (let length = 0; length < size; length += records.at(-1)?.length ?? size)
      records.push(activityLogRecord(random, relevant, second(at + random.below(3_600_000))))
    const text = `${records.join('\n')}\n`
    const [year, month, day] = second(at).slice(0, 10).split('-')
    const path =
      `insights-activity-logs/resourceId=/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000001/y=${year}/m=${month}` +
      `/d=${day}/h=${String(hour % 24).padStart(2, '0')}/m=00/PT1H.json`
    write(join(folder, path), text)
    corpus = {
      files: corpus.files + 1,
      records: corpus.records + records.length,
      bytes: corpus.bytes + text.length,
      storedBytes: corpus.storedBytes + text.length,
    }
  }
  return corpus
}
