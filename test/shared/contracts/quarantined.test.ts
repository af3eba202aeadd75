import fc from 'fast-check'
import { encodeQuarantined, readQuarantined, writable, type Quarantined } from '../../../shared/contracts/quarantined'
import { sha256 } from '../../../shared/model/hash'

const LEAST = 200_000
const entry: Quarantined = { reason: 'a test', format: 'eventbridge', body: { a: 1 }, at: 17 }
const verdict = { severity: 'high', risk: 73, rules: ['runwarden.cloud.suspicious-command'] } as const

const read = (text: string): Quarantined | null => readQuarantined(JSON.parse(text))

/** Text that nothing packs. */
const noise = (length: number): string =>
  Array.from({ length: length / 64 }, (_, block) => sha256(String(block))).join('')

const nested = (levels: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = [value]
  return value
}

describe('a quarantined entry', () => {
  it('reads back as it was written', () => {
    const entries = fc.record<Quarantined>({
      reason: fc.string(),
      format: fc.string(),
      body: fc.jsonValue({ stringUnit: 'binary' }),
      at: fc.nat(),
    })
    fc.assert(
      fc.property(entries, (given) =>
        expect(read(encodeQuarantined(given))).toEqual({ ...given, body: JSON.parse(JSON.stringify(given.body)) }),
      ),
    )
  })

  it('is written without a verdict as 0.1.0 wrote it', () => {
    expect(JSON.parse(encodeQuarantined(entry))).toEqual({ schema: 'runwarden.quarantined/1', ...entry })
  })

  it.each(['plain', 'packed'])('carries the verdict of what was judged: %s', (form) => {
    const body = form === 'plain' ? 'x' : 'curl http://203.0.113.9 '.repeat(40_000)
    const text = encodeQuarantined({ ...entry, format: 'deferred', body, verdict }, LEAST)
    expect([text.length < 1_000, 'packed' in (JSON.parse(text) as object)]).toEqual(
      form === 'plain' ? [true, false] : [false, true],
    )
    expect(read(text)).toEqual({ ...entry, format: 'deferred', body, verdict })
  })

  it('is replayed whatever its verdict is: that one is for people', () => {
    const message = { schema: 'runwarden.quarantined/1', ...entry, verdict: { severity: 'grave' } }
    expect(readQuarantined(message)).toEqual(entry)
  })

  it('keeps the beginning of a body that is too large even when packed', () => {
    const text = encodeQuarantined({ ...entry, body: noise(1_000_000) }, LEAST)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LEAST)
    expect(JSON.parse(text)).toMatchObject({ reason: 'a test', beginning: expect.stringMatching(/^"[0-9a-f]{40}/) })
    expect(read(text)).toEqual({ ...entry, body: null })
  })

  it('is written without a body that nests too deep, and says so', () => {
    const deep = { ...entry, body: nested(100_000) }
    expect(writable(deep)).toMatchObject({ body: null, reason: expect.stringContaining('cannot be written') })
    expect(read(encodeQuarantined(deep))).toEqual(writable(deep))
    expect(writable(entry)).toBe(entry)
  })

  it.each<[string, unknown]>([
    ['a failed event', { source: 'aws.ssm', detail: {} }],
    ['another schema', { schema: 'runwarden.quarantined/2', ...entry }],
    ['no reason', { schema: 'runwarden.quarantined/1', format: 'x', body: 1 }],
    ['no object', null],
  ])('is none: %s', (_name, message) => {
    expect(readQuarantined(message)).toBeNull()
  })

  it.each([
    ['that is damaged', { packed: 'AAAA' }],
    ['that was not kept', {}],
  ])('has no body where it holds one %s', (_name, content) => {
    const { body: _body, ...rest } = entry
    expect(readQuarantined({ schema: 'runwarden.quarantined/1', ...rest, ...content })).toEqual({ ...rest, body: null })
  })
})
