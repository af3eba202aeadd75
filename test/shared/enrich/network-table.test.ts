import fc from 'fast-check'
import { encodeNetworkTable, type NetworkRange } from '../../../scripts/network-encoder.mjs'
import { isPrivateAddress, parseAddress } from '../../../shared/enrich/ip-address'
import { type NetworkTable, lookupNetwork, parseNetworkTable } from '../../../shared/enrich/network-table'

const ADDRESSES_PER_64 = 1n << 64n

const v4 = (text: string): bigint => text.split('.').reduce((value, octet) => value * 256n + BigInt(octet), 0n)
/** The first address of a prefix: groups left out are zero. */
const v6 = (...groups: readonly number[]): bigint =>
  Array.from({ length: 8 }, (_, index) => BigInt(groups[index] ?? 0)).reduce(
    (value, group) => value * 0x10000n + group,
    0n,
  )

const v4Text = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.')
const v6Text = (value: bigint): string =>
  [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) => ((value >> shift) & 0xffffn).toString(16)).join(':')

const range = (start: bigint, end: bigint, asn: number, organization = `Network ${asn}`): NetworkRange => ({
  start,
  end,
  asn,
  organization,
})
const encode = (v4Ranges: readonly NetworkRange[], v6Ranges: readonly NetworkRange[] = []): Uint8Array =>
  encodeNetworkTable({ source: 'test@1.0.0', v4: v4Ranges, v6: v6Ranges })
const asnOf = (table: NetworkTable, ip: string): number | null => lookupNetwork(table, ip)?.asn ?? null

const EXAMPLE = encode(
  [
    range(v4('10.0.0.0'), v4('10.255.255.255'), 64500),
    range(v4('192.0.2.0'), v4('192.0.2.127'), 64501, 'Example, "Quoted" & Sons'),
    range(v4('192.0.2.128'), v4('192.0.2.255'), 64501),
    range(v4('198.51.100.0'), v4('198.51.100.255'), 64502, 'Société Exemple'),
    range(v4('198.51.100.200'), v4('198.51.101.9'), 64503),
    range(v4('203.0.113.0'), v4('203.0.113.0'), 4294967295),
  ],
  [
    range(v6(0x2001, 0xdb8), v6(0x2001, 0xdb8, 1) - 1n, 64501),
    range(v6(0x2001, 0xdb8, 2), v6(0x2001, 0xdb8, 2) + 47n, 64502),
    range(v6(0x2001, 0xdb8, 2) + 48n, v6(0x2001, 0xdb8, 2, 9) - 1n, 64503),
    range(v6(0xfd00), v6(0xfe00) - 1n, 64504),
  ],
)

describe('lookupNetwork', () => {
  const table = parseNetworkTable(EXAMPLE)

  it.each<[name: string, ip: string, asn: number | null]>([
    ['the first address of a range', '192.0.2.0', 64501],
    ['the last address of a range', '192.0.2.255', 64501],
    ['the seam of two ranges of one network', '192.0.2.128', 64501],
    ['the address before a range', '192.0.1.255', null],
    ['the address after a range', '192.0.3.0', null],
    ['an address before every range', '1.1.1.1', null],
    ['an address after every range', '203.0.113.1', null],
    ['a range of one address, and the highest AS number', '203.0.113.0', 4294967295],
    ['an overlap, which the earlier range keeps', '198.51.100.200', 64502],
    ['what an overlapping range holds alone', '198.51.101.0', 64503],
    ['IPv4 with a port', '192.0.2.7:51000', 64501],
    ['IPv4 mapped into IPv6', '::ffff:192.0.2.7', 64501],
    ['a private address, although a range covers it', '10.1.2.3', null],
    ['a malformed address', '192.0.2.07', null],
    ['a service name', 'ssm.amazonaws.com', null],
    ['the first IPv6 address of a range', '2001:db8::', 64501],
    ['the last IPv6 address of a range', '2001:db8:0:ffff:ffff:ffff:ffff:ffff', 64501],
    ['the IPv6 address before a range', '2001:db7:ffff:ffff:ffff:ffff:ffff:ffff', null],
    ['the IPv6 address after a range', '2001:db8:1::', null],
    ['a /64 shared by two networks, which the earlier keeps', '2001:db8:2::ffff', 64502],
    ['the next /64', '2001:db8:2:1::', 64503],
    ['IPv6 in brackets with a port', '[2001:db8::1]:443', 64501],
    ['a unique local address, although a range covers it', 'fd00::1', null],
  ])('looks up %s', (_, ip, asn) => {
    expect(asnOf(table, ip)).toBe(asn)
  })

  it.each([
    ['quotes and commas', '192.0.2.1', 'Example, "Quoted" & Sons'],
    ['letters outside ASCII', '198.51.100.1', 'Société Exemple'],
  ])('keeps organisation names with %s', (_, ip, organization) => {
    expect(lookupNetwork(table, ip)?.organization).toBe(organization)
  })

  it('cuts a name longer than 255 bytes between characters', () => {
    const long = parseNetworkTable(encode([range(v4('192.0.2.0'), v4('192.0.2.255'), 64501, 'é'.repeat(200))]))
    expect(lookupNetwork(long, '192.0.2.1')?.organization).toBe('é'.repeat(127))
  })

  it('decodes a name once and only when it is asked for', () => {
    const fresh = parseNetworkTable(EXAMPLE)
    expect(fresh.decoded.size).toBe(0)
    expect(lookupNetwork(fresh, '192.0.2.1')).toBe(lookupNetwork(fresh, '2001:db8::1'))
    expect(fresh.decoded.size).toBe(1)
  })

  it('finds nothing in an empty table', () => {
    const empty = parseNetworkTable(encode([]))
    expect([asnOf(empty, '192.0.2.1'), asnOf(empty, '2001:db8::1')]).toEqual([null, null])
  })

  it('covers a table whose ranges fill the whole address space', () => {
    const full = parseNetworkTable(
      encode([range(0n, v4('255.255.255.255'), 64501)], [range(0n, (1n << 128n) - 1n, 64502)]),
    )
    expect([
      asnOf(full, '1.0.0.0'),
      asnOf(full, '223.255.255.255'),
      asnOf(full, '2000::'),
      asnOf(full, '3fff:ffff::1'),
    ]).toEqual([64501, 64501, 64502, 64502])
  })
})

describe('lookups against a scan of the ranges', () => {
  /** Ranges that touch, overlap, nest and leave gaps, of few networks so that neighbours merge. */
  const ranges = (base: bigint, unit: bigint, places: number) =>
    fc
      .array(
        fc.record({
          start: fc.nat(places),
          length: fc.nat(Math.ceil(places / 8)),
          asn: fc.integer({ min: 64500, max: 64503 }),
        }),
        { maxLength: 24 },
      )
      .map((list) => list.toSorted((a, b) => a.start - b.start))
      .map((list) =>
        list.map(({ start, length, asn }) =>
          range(base + BigInt(start) * unit, base + BigInt(start + length + 1) * unit - 1n, asn),
        ),
      )
  const scan = (list: readonly NetworkRange[], address: bigint, grain: bigint): number | null =>
    list.find(({ start, end }) => start / grain <= address / grain && address / grain <= end / grain)?.asn ?? null
  const isLocal = (ip: string): boolean => {
    const address = parseAddress(ip)
    return address === null || isPrivateAddress(address)
  }

  it('agree on every address of a crowded IPv4 neighbourhood', () => {
    const base = v4('198.51.100.0')
    fc.assert(
      fc.property(ranges(base, 1n, 120), (list) => {
        const table = parseNetworkTable(encode(list))
        for (let address = base - 1n; address < base + 140n; address++) {
          expect([address, asnOf(table, v4Text(address))]).toEqual([address, scan(list, address, 1n)])
        }
      }),
      { numRuns: 60 },
    )
  })

  it('agree on range ends all over the IPv4 address space', () => {
    fc.assert(
      fc.property(ranges(0n, 1n << 25n, 112), (list) => {
        const table = parseNetworkTable(encode(list))
        for (const address of list.flatMap(({ start, end }) => [start - 1n, start, end, end + 1n])) {
          const ip = v4Text(address)
          expect([ip, asnOf(table, ip)]).toEqual([ip, address < 0n || isLocal(ip) ? null : scan(list, address, 1n)])
        }
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['finer than a /64', ADDRESSES_PER_64 / 4n],
    ['of whole /64s', ADDRESSES_PER_64],
    ['that carry into the upper half of the prefix', 1n << 94n],
  ])('agree on IPv6 ranges %s', (_, unit) => {
    fc.assert(
      fc.property(ranges(v6(0x2a00), unit, 60), (list) => {
        const table = parseNetworkTable(encode([], list))
        for (const address of list.flatMap(({ start, end }) => [start - 1n, start, end, end + 1n])) {
          const ip = v6Text(address)
          expect([ip, asnOf(table, ip)]).toEqual([ip, scan(list, address, ADDRESSES_PER_64)])
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('parseNetworkTable', () => {
  it('shows what the table was built from', () => {
    expect(parseNetworkTable(EXAMPLE).source).toBe('test@1.0.0')
  })

  it('shares memory with aligned bytes', () => {
    expect(parseNetworkTable(EXAMPLE).v4Starts.buffer).toBe(EXAMPLE.buffer)
  })

  it.each([
    ['a Uint8Array', (bytes: Uint8Array, offset: number) => new Uint8Array(bytes.buffer, offset, EXAMPLE.length)],
    ['a Node Buffer', (bytes: Uint8Array, offset: number) => Buffer.from(bytes.buffer, offset, EXAMPLE.length)],
  ])('reads %s at any offset of its memory', (_, view) => {
    for (const offset of [0, 1, 2, 3, 4]) {
      const memory = new Uint8Array(EXAMPLE.length + offset)
      memory.set(EXAMPLE, offset)
      const table = parseNetworkTable(view(memory, offset))
      expect([offset, asnOf(table, '192.0.2.7'), asnOf(table, '2001:db8::1')]).toEqual([offset, 64501, 64501])
    }
  })

  const altered = (offset: number, value: number): Uint8Array => {
    const bytes = Uint8Array.from(EXAMPLE)
    bytes[offset] = value
    return bytes
  }

  it.each([
    ['an empty file', new Uint8Array(0), /got 0 bytes, expected at least 64/],
    ['a file of another kind', new TextEncoder().encode('{"address":"192.0.2.7"}'.repeat(10)), /do not begin as one/],
    ['a table of another version', altered(4, 9), /got version 9, expected 1/],
    [
      'a table cut short',
      EXAMPLE.slice(0, -1),
      new RegExp(`got ${EXAMPLE.length - 1} bytes, expected ${EXAMPLE.length}`),
    ],
    ['a table with text after it', Uint8Array.from([...EXAMPLE, 0x0a]), new RegExp(`got ${EXAMPLE.length + 1} bytes`)],
  ])('refuses %s and says what to do', (_, bytes, detail) => {
    expect(() => parseNetworkTable(bytes)).toThrow(detail)
    expect(() => parseNetworkTable(bytes)).toThrow(/build it again with npm run build/)
  })
})

describe('encodeNetworkTable', () => {
  it.each([
    ['ranges out of order', [range(200n, 201n, 64501), range(100n, 101n, 64502)]],
    ['a range that ends before it starts', [range(200n, 199n, 64501)]],
  ])('refuses %s', (_, list) => {
    expect(() => encode(list)).toThrow(/out of order/)
  })

  it('refuses a source that does not fit the header', () => {
    expect(() => encodeNetworkTable({ source: 'x'.repeat(41), v4: [], v6: [] })).toThrow(
      /got 41 bytes, expected at most 40/,
    )
  })

  it('merges neighbours of one network', () => {
    const apart = encode([range(100n, 199n, 64501), range(200n, 299n, 64501), range(300n, 399n, 64501)])
    const whole = encode([range(100n, 399n, 64501)])
    expect(apart).toEqual(whole)
  })
})
