import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'
import type { Item, ReadCounts } from '../../../../../shared/reading/batch'
import type { ReadProblem } from '../../../../../shared/reading/read-problem'
import { readLogs, type ReadOptions, type ReadProgress } from '../../../../../functions/cli/scan/read/read-logs'
import { hostileFile } from '../../../../bench/hostile-file'
import { seededRandom } from '../../../../bench/random'
import { deliveredFile, getObject, sampleId, sendCommand } from '../../../../shared/reading/sample-records'

let folder: string
let built: string
let workerFile: string
beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'runwarden-test-'))
  workerFile = join(built, 'reading-worker.js')
  buildSync({
    entryPoints: [join(__dirname, '../../../../../functions/cli/scan/read/worker.ts')],
    outfile: workerFile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  })
})
afterAll(() => rmSync(built, { recursive: true, force: true }))
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwarden-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string): string => join(folder, name)

const put = (name: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(at(name)), { recursive: true })
  writeFileSync(at(name), content)
}

interface Reading {
  readonly items: readonly Item[]
  readonly problems: readonly ReadProblem[]
  readonly counts: ReadCounts
}

const read = async (
  paths: readonly string[],
  options: Partial<ReadOptions> = {},
  onProgress: (progress: ReadProgress) => void = () => {},
): Promise<Reading> => {
  const items: Item[] = []
  const problems: ReadProblem[] = []
  let counts: ReadCounts | null = null
  for await (const event of readLogs(paths, { jobs: 1, workerFile, stdin: Readable.from([]), ...options })) {
    if (event.kind === 'items') items.push(...event.items)
    else if (event.kind === 'problem') problems.push(event.problem)
    else if (event.kind === 'progress') onProgress(event.progress)
    else counts = event.counts
  }
  if (counts === null) throw new Error('the reading ended without counts')
  return { items, problems, counts }
}

const idOf = (item: Item): string => (item.kind === 'activity' ? item.activity.id : item.kind)
const idsOf = ({ items }: Reading): readonly string[] => items.map(idOf)
const problemsOf = ({ problems }: Reading): readonly string[] =>
  problems.map(({ category, file, position }) =>
    `${category} ${file.slice(folder.length + 1)} ${position ?? ''}`.trim(),
  )

const one = deliveredFile(sendCommand(1))
const good = 'good.json'

describe('a file on disk', () => {
  it.each([
    { name: 'as it is', content: Buffer.from(one) },
    { name: 'compressed', content: gzipSync(one) },
    {
      name: 'compressed in several members',
      content: Buffer.concat([gzipSync(one.slice(0, 100)), gzipSync(one.slice(100))]),
    },
    { name: 'with a byte order mark', content: Buffer.from(`\uFEFF${one}`) },
    { name: 'compressed with a byte order mark', content: gzipSync(`\uFEFF${one}`) },
  ])('is read $name, whatever its name, at once and in pieces', async ({ content }) => {
    for (const limits of [{}, { wholeBytes: 10, pieceBytes: 64 }]) {
      put('log.data', content)
      const reading = await read([at('log.data')], { limits })
      expect(idsOf(reading)).toEqual([sampleId(1)])
      expect(reading.problems).toEqual([])
      expect(reading.counts).toEqual({
        files: 1,
        skippedFiles: 0,
        records: 1,
        ignored: new Map(),
        rejected: 0,
        earliest: Date.UTC(2026, 0, 10, 3, 1),
        bytes: content.length,
      })
    }
  })

  it('is read from standard input and from a pipe', async () => {
    const input = gzipSync(one)
    expect(idsOf(await read(['-'], { stdin: Readable.from([input.subarray(0, 1), input.subarray(1)]) }))).toEqual([
      sampleId(1),
    ])
    execFileSync('mkfifo', [at('pipe')])
    execFile('/bin/sh', ['-c', 'printf "%s" "$0" > "$1"', one, at('pipe')])
    expect(idsOf(await read([at('pipe')]))).toEqual([sampleId(1)])
  })
})

// One bad input each, beside a good one: what is reported, and that all that can be read is read.
describe('bad input', () => {
  const cut = gzipSync(
    deliveredFile(
      ...Array.from({ length: 200 }, (_, index) => sendCommand(index, { comment: String(Math.sin(index)) })),
    ),
  )
  const deep = `{"a":${'['.repeat(1_000_000)}`

  it.each([
    {
      name: 'a truncated gzip file',
      file: 'bad.json.gz',
      content: cut.subarray(0, -20),
      reported: [/^damaged-gzip bad.json.gz byte \d+$/],
    },
    {
      name: 'a truncated gzip file of any name',
      file: 'bad',
      content: cut.subarray(0, 200),
      reported: [/^damaged-gzip bad byte \d+$/],
    },
    {
      name: 'a truncated gzip file that holds no log',
      file: 'bad.tar.gz',
      content: gzipSync('x'.repeat(9999)).subarray(0, -5),
      reported: [/^damaged-gzip bad.tar.gz byte 9999$/],
    },
    {
      name: 'a damaged gzip file',
      file: 'bad.json.gz',
      content: Buffer.from(cut).fill(0xff, 500, 600),
      reported: [/^damaged-gzip bad.json.gz byte \d+$/],
    },
    {
      name: 'bytes behind the gzip data',
      file: 'bad.json.gz',
      content: Buffer.concat([gzipSync('{"Records":[]}'), Buffer.from('junk')]),
      reported: [/^damaged-gzip bad.json.gz byte 14$/],
    },
    {
      name: 'JSON that ends early',
      file: 'bad.json',
      content: one.slice(0, -30),
      reported: [/^broken bad.json byte \d+$/],
    },
    {
      name: 'JSON that ends early under another name',
      file: 'bad.txt',
      content: one.slice(0, -30),
      reported: [/^broken bad.txt byte \d+$/],
    },
    {
      name: 'a bad line',
      file: 'bad.jsonl',
      content: `${getObject(1)}\n{"a":\n${getObject(2)}\n`,
      reported: [/^rejected bad.jsonl line 2$/],
    },
    { name: 'a JSON file that is prose', file: 'bad.json', content: 'hello', reported: [/^broken bad.json byte 0$/] },
    {
      name: 'a depth bomb',
      file: 'bad.json',
      content: deep,
      reported: [/^rejected bad.json byte 0$/, /^broken bad.json byte \d+$/],
    },
    {
      name: 'a depth bomb, compressed',
      file: 'bad.json.gz',
      content: gzipSync(deep),
      reported: [/^rejected bad.json.gz byte 0$/, /^broken bad.json.gz byte \d+$/],
    },
    {
      name: 'bytes that are no UTF-8',
      file: 'bad.json',
      content: Buffer.from(deliveredFile(getObject(1, { userAgent: '\u00e9' })), 'latin1'),
      reported: [/^invalid-text bad.json byte \d+$/],
    },
    {
      name: 'duplicate names and __proto__',
      file: 'bad.json',
      content: deliveredFile(
        '{"__proto__":1,"eventSource":"s3.amazonaws.com","eventSource":"s3.amazonaws.com","eventName":"GetObject"}',
      ),
      reported: [],
    },
    { name: 'an empty file', file: 'bad.json', content: '', reported: [] },
    { name: 'an empty gzip file', file: 'bad.json.gz', content: gzipSync(''), reported: [] },
    { name: 'a file of another kind', file: 'package.json', content: '{"name":"example"}', reported: [] },
    {
      name: 'a binary file',
      file: 'picture.png',
      content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
      reported: [],
    },
  ])('reports $name and reads the rest', async ({ file, content, reported }) => {
    put(`logs/${file}`, content)
    put('logs/good.json', one)
    for (const limits of [{}, { wholeBytes: 10, pieceBytes: 64 }]) {
      const reading = await read([at('logs')], { limits })
      expect(problemsOf(reading)).toEqual(
        reported.map((line) => expect.stringMatching(new RegExp(line.source.replace('bad', 'logs/bad')))),
      )
      expect(idsOf(reading)).toContain(sampleId(1))
      expect(reading.counts.files).toBe(2)
    }
  })

  it('reads all records before the fault of a gzip file', async () => {
    put('log.json.gz', Buffer.concat([gzipSync(deliveredFile(sendCommand(1), sendCommand(2))), Buffer.from('junk')]))
    expect(idsOf(await read([at('log.json.gz')]))).toEqual([sampleId(1), sampleId(2)])
    put('cut.json.gz', cut.subarray(0, -20))
    const { items, problems } = await read([at('cut.json.gz')])
    expect(items.length).toBeGreaterThan(150)
    expect(problems).toHaveLength(1)
  })

  it.each([
    { name: 'an empty file', content: '', reported: 'empty log.txt' },
    { name: 'a file of blanks', content: ' \n', reported: 'empty log.txt' },
    { name: 'JSON of another kind', content: '{"name":"example"}', reported: 'unknown-format log.txt' },
    { name: 'prose', content: 'hello', reported: 'unknown-format log.txt' },
  ])('is skipped when it is walked by and reported when it is named: $name', async ({ content, reported }) => {
    put('log.txt', content)
    const walked = await read([folder])
    expect(walked).toMatchObject({ problems: [], counts: { files: 1, skippedFiles: 1, records: 0 } })
    const named = await read([at('log.txt')])
    expect(problemsOf(named)).toEqual([reported])
    expect(named.counts).toMatchObject({ files: 1, skippedFiles: 0 })
  })

  it('is neither skipped nor of an unknown format when a problem of it is reported', async () => {
    put('bad.json', 'hello')
    for (const path of [folder, at('bad.json')]) {
      const reading = await read([path])
      expect(problemsOf(reading)).toEqual(['broken bad.json byte 0'])
      expect(reading.counts).toMatchObject({ files: 1, skippedFiles: 0 })
    }
  })

  it('reports what cannot be opened', async () => {
    put(good, one)
    put('closed.json', one)
    chmodSync(at('closed.json'), 0)
    // Nothing is closed to the superuser.
    const closed = process.getuid?.() === 0 ? [] : ['unreadable closed.json']
    const reading = await read([at(good), at('gone.json'), at('closed.json')])
    expect(problemsOf(reading)).toEqual(['missing gone.json', ...closed])
    expect(idsOf(reading)).toContain(sampleId(1))
  })

  it('refuses a decompression bomb of one record, early and in bounded memory', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('{"Records":[{"a":"'), Buffer.alloc(120_000_000, 0x61)]))
    put('bomb.json.gz', bomb)
    put(good, one)
    const before = process.memoryUsage.rss()
    let peak = 0
    const reading = await read([folder], {}, () => {
      peak = Math.max(peak, process.memoryUsage.rss())
    })
    expect(problemsOf(reading)).toEqual([expect.stringMatching(/^bomb bomb.json.gz byte \d+$/)])
    expect(idsOf(reading)).toEqual([sampleId(1)])
    expect(peak - before).toBeLessThan(100_000_000)
  })

  it('refuses a bomb of blanks, and reads an honest file that compresses as well', async () => {
    const limits = { wholeBytes: 100_000, bombBytes: 1_000_000 }
    put('bomb.json.gz', gzipSync(Buffer.concat([Buffer.from('[1,'), Buffer.alloc(20_000_000, 0x20)])))
    put('honest.json.gz', gzipSync(`${getObject(1)}\n`.repeat(20_000)))
    const reading = await read([folder], { limits })
    expect(problemsOf(reading)).toEqual([expect.stringMatching(/^bomb bomb.json.gz/)])
    expect(reading.counts.records).toBe(20_000)
  })

  it('takes nothing behind the text that it reads for a bomb', async () => {
    const limits = { wholeBytes: 10, bombBytes: 1_000_000 }
    put('log.json.gz', gzipSync(Buffer.concat([Buffer.from('[\n1 x'), Buffer.alloc(20_000_000, 0x20)])))
    expect(problemsOf(await read([folder], { limits }))).toEqual(['broken log.json.gz byte 4'])
  })

  it('reads an honest record of any size below the limit', async () => {
    const words = Array.from({ length: 100_000 }, (_, index) => Math.sin(index).toString(36)).join(' ')
    put('large.json.gz', gzipSync(deliveredFile(getObject(1), sendCommand(2, { comment: words }), getObject(3))))
    const reading = await read([folder], { limits: { wholeBytes: 100_000, bombBytes: 100_000 } })
    expect(reading.problems).toEqual([])
    expect(idsOf(reading)).toEqual([sampleId(2)])
  })

  it('refuses a line of 200 MB in a plain file, and reads the lines around it', async () => {
    put(
      'log.jsonl',
      Buffer.concat([
        Buffer.from(`${sendCommand(1)}\n{"a":"`),
        Buffer.alloc(200_000_000, 0x61),
        Buffer.from(`"}\n${sendCommand(2)}\n`),
      ]),
    )
    const reading = await read([at('log.jsonl')])
    expect(idsOf(reading)).toEqual([sampleId(1), sampleId(2)])
    expect(problemsOf(reading)).toEqual(['rejected log.jsonl line 2'])
  })
})

describe('totals', () => {
  it('add up over files, with reasons in order', async () => {
    put('a.json', deliveredFile(sendCommand(1), getObject(2)))
    put('e.jsonl', `${'{"x":1}\n'.repeat(1_001)}${sendCommand(1)}\n`)
    put('b/c.json.gz', gzipSync(`${getObject(3)}\n{"bad"\n${getObject(4, { eventTime: '2020-01-01T00:00:00Z' })}\n`))
    put('d.txt', 'prose')
    const { counts } = await read([folder])
    expect(counts).toMatchObject({
      files: 4,
      skippedFiles: 1,
      records: 1_007,
      rejected: 1_001,
      earliest: Date.UTC(2020, 0, 1),
    })
    expect([...counts.ignored]).toEqual([
      ['of no known format', 1],
      ['the operation is not watched', 3],
    ])
  })

  it('is reported on the way, towards a known end', async () => {
    for (let index = 0; index < 5; index++) put(`${index}.json`, deliveredFile(getObject(index)))
    const reported: ReadProgress[] = []
    const { counts } = await read([folder], {}, (progress) => reported.push(progress))
    expect(reported.at(-1)).toEqual({ files: 5, records: 5, bytes: counts.bytes, totalBytes: counts.bytes })
    expect(reported.every(({ bytes }, index) => bytes >= (reported[index - 1]?.bytes ?? 0))).toBe(true)
  })

  it('are null and empty when nothing is there', async () => {
    expect(await read([folder])).toEqual({
      items: [],
      problems: [],
      counts: { files: 0, skippedFiles: 0, records: 0, ignored: new Map(), rejected: 0, earliest: null, bytes: 0 },
    })
  })
})

describe('workers', () => {
  /** All that a reading says, in an order of its own. */
  const account = ({ items, problems, counts }: Reading): unknown => ({
    items: items.map((item) => JSON.stringify(item)).toSorted(),
    problems: problems.map((problem) => JSON.stringify(problem)).toSorted(),
    counts,
  })

  it('read the same as one thread does, however many they are', async () => {
    for (let index = 0; index < 60; index++) put(`${index % 7}/${index}.json`, hostileFile(seededRandom(index + 1)))
    for (let index = 0; index < 10; index++)
      put(
        `many/${index}.json.gz`,
        gzipSync(deliveredFile(...Array.from({ length: 300 }, (_, record) => sendCommand(index * 300 + record)))),
      )
    put('bad.json.gz', gzipSync(one).subarray(0, 50))
    const expected = account(await read([folder]))
    for (const jobs of [2, 4])
      expect(account(await read([folder], { jobs, limits: { inlineBytes: 0 } }))).toEqual(expected)
  })

  it('wait for a slow consumer, and stop when it leaves', async () => {
    for (let index = 0; index < 40; index++)
      put(`${index}.json`, deliveredFile(...Array.from({ length: 200 }, (_, record) => sendCommand(record))))
    let items = 0
    for await (const event of readLogs([folder], {
      jobs: 2,
      workerFile,
      stdin: Readable.from([]),
      limits: { inlineBytes: 0 },
    })) {
      if (event.kind === 'items') items += event.items.length
      if (items > 1000) break
      await new Promise(setImmediate)
    }
    expect(items).toBeGreaterThan(1000)
  })

  it('leave standard input to this thread', async () => {
    put(good, one)
    const reading = await read(['-', folder], {
      jobs: 2,
      limits: { inlineBytes: 0 },
      stdin: Readable.from([Buffer.from(deliveredFile(sendCommand(2)))]),
    })
    expect(idsOf(reading).toSorted()).toEqual([sampleId(1), sampleId(2)])
  })

  it.each([
    { name: 'cannot be found', source: null },
    { name: 'throws', source: 'throw new Error("worker failed")' },
    { name: 'ends without a word', source: 'process.exit(0)' },
  ])('fail the reading when the worker $name', async ({ source }) => {
    put(good, one)
    const file = join(built, 'failing-worker.js')
    rmSync(file, { force: true })
    if (source !== null) writeFileSync(file, source)
    await expect(read([folder], { jobs: 2, workerFile: file, limits: { inlineBytes: 0 } })).rejects.toThrow(/worker/)
  })
})
