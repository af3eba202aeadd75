import { crc32, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { freeBuffer, gunzipStream, gunzipWhole, GzipError } from '../../../../../functions/cli/scan/read/gunzip'

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const gunzip = async (
  bytes: Buffer,
  size = 1024,
): Promise<{ readonly text: string; readonly error: string | null }> => {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of gunzipStream(inPieces(bytes, size))) chunks.push(chunk)
  } catch (error) {
    if (!(error instanceof GzipError)) throw error
    return { text: Buffer.concat(chunks).toString(), error: error.why }
  }
  return { text: Buffer.concat(chunks).toString(), error: null }
}

/** A member whose header has every optional part (RFC 1952). */
const decorated = (text: string): Buffer => {
  const plain = gzipSync(text)
  const header = Buffer.from([
    0x1f,
    0x8b,
    8,
    0x1e,
    0,
    0,
    0,
    0,
    0,
    3,
    4,
    0,
    1,
    2,
    3,
    4,
    ...Buffer.from('name\0comment\0'),
  ])
  const checksum = Buffer.alloc(2)
  checksum.writeUInt16LE(crc32(header) & 0xffff)
  return Buffer.concat([header, checksum, plain.subarray(10)])
}

const text = '{"Records":[]}\n'.repeat(500)
const member = gzipSync(text)

describe('gunzipStream', () => {
  it.each([
    { name: 'one member', bytes: member, expected: text },
    {
      name: 'several members',
      bytes: Buffer.concat([member, gzipSync('two'), gzipSync(''), gzipSync('three')]),
      expected: `${text}twothree`,
    },
    { name: 'an empty member', bytes: gzipSync(''), expected: '' },
    { name: 'zero bytes behind', bytes: Buffer.concat([member, Buffer.alloc(700)]), expected: text },
    { name: 'a header with every optional part', bytes: decorated('decorated'), expected: 'decorated' },
  ])('reads $name, in pieces of any length', async ({ bytes, expected }) => {
    for (const size of [1, 2, 3, 7, 10, 64, 1024])
      expect(await gunzip(bytes, size)).toEqual({ text: expected, error: null })
  })

  it.each([
    { name: 'text', junk: Buffer.from('trailing text') },
    { name: 'one byte', junk: Buffer.from([1]) },
    { name: 'text after padding', junk: Buffer.concat([Buffer.alloc(3), Buffer.from('x')]) },
    { name: 'the beginning of another file type', junk: Buffer.from('PK\u0003\u0004') },
  ])('yields everything before bytes that follow: $name', async ({ junk }) => {
    for (const size of [1, 5, 10_000])
      expect(await gunzip(Buffer.concat([member, junk]), size)).toEqual({ text, error: 'trailing' })
  })

  it('yields what there is of a file that ends early, wherever that is', async () => {
    const bytes = Buffer.concat([gzipSync('first'), member])
    const first = gzipSync('first').length
    for (const length of [
      1,
      9,
      first - 9,
      first - 8,
      first - 1,
      first + 1,
      first + 5,
      bytes.length - 9,
      bytes.length - 8,
      bytes.length - 1,
    ]) {
      const { text: got, error } = await gunzip(bytes.subarray(0, length), 16)
      expect(error).toBe(length === 1 ? 'damaged' : length === first + 1 ? 'trailing' : 'cut')
      expect(`first${text}`.startsWith(got)).toBe(true)
      if (length >= first) expect(got.startsWith('first')).toBe(true)
      if (length >= bytes.length - 8) expect(got).toBe(`first${text}`)
    }
  })

  it.each([
    { name: 'a wrong checksum', spoil: (bytes: Buffer) => bytes.fill(0, bytes.length - 8, bytes.length - 4) },
    { name: 'a wrong length', spoil: (bytes: Buffer) => bytes.fill(0xff, bytes.length - 4) },
    { name: 'data that is no deflate stream', spoil: (bytes: Buffer) => bytes.fill(0xff, 10, 20) },
    { name: 'another compression method', spoil: (bytes: Buffer) => bytes.fill(7, 2, 3) },
  ])('reports $name', async ({ spoil }) => {
    const bytes = Buffer.from(member)
    spoil(bytes)
    expect((await gunzip(bytes, 11)).error).toBe('damaged')
  })

  it('takes zero bytes for padding behind a member alone', async () => {
    expect(await gunzip(Buffer.concat([Buffer.alloc(3), member]), 16)).toEqual({ text: '', error: 'damaged' })
  })

  it('refuses a header without end in bounded memory', async () => {
    const endless = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]), Buffer.alloc(3_000_000, 0x61)])
    expect((await gunzip(endless, 65_536)).error).toBe('damaged')
  })

  it('inflates what gzip deflates', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 50 }),
        async (texts, size) => {
          expect(await gunzip(Buffer.concat(texts.map((one) => gzipSync(one))), size)).toEqual({
            text: texts.join(''),
            error: null,
          })
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('gunzipWhole', () => {
  it('inflates a sound file up to the limit', () => {
    expect(gunzipWhole(member, text.length)?.toString()).toBe(text)
    expect(gunzipWhole(Buffer.concat([member, member]), 2 * text.length)?.length).toBe(2 * text.length)
    expect(gunzipWhole(gzipSync(''), 100)?.length).toBe(0)
  })

  it.each([
    { name: 'text beyond the limit', bytes: member, limit: text.length - 1 },
    {
      name: 'text beyond the limit, in a file that lies about it',
      bytes: Buffer.concat([member, gzipSync('')]),
      limit: text.length - 1,
    },
    { name: 'a file that is cut', bytes: member.subarray(0, -1), limit: 1_000_000 },
    { name: 'bytes behind the data', bytes: Buffer.concat([member, Buffer.from('junk')]), limit: 2 ** 31 },
    { name: 'three bytes', bytes: member.subarray(0, 3), limit: 1000 },
  ])('leaves $name to the stream', ({ bytes, limit }) => {
    expect(gunzipWhole(bytes, limit)).toBeNull()
  })
})

describe('freeBuffer', () => {
  it('leaves small buffers alone, which share their memory', () => {
    const [kept, freed] = [Buffer.from('kept'), Buffer.from('freed')]
    freeBuffer(freed)
    expect(kept.toString()).toBe('kept')
  })

  it('gives large ones back where Node can', () => {
    const buffer = Buffer.alloc(1_000_000)
    freeBuffer(buffer)
    expect(buffer.length).toBe('transfer' in ArrayBuffer.prototype ? 0 : 1_000_000)
  })
})
