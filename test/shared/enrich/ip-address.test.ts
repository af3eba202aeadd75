import fc from 'fast-check'
import { BlockList, isIP, isIPv4 } from 'node:net'
import { type ParsedAddress, isPrivateAddress, parseAddress } from '../../../shared/enrich/ip-address'

const v4 = (value: number): ParsedAddress => ({ version: 4, value })
const v6 = (...words: [number, number, number, number]): ParsedAddress => ({ version: 6, words })

const format = (address: ParsedAddress): string =>
  address.version === 4
    ? [24, 16, 8, 0].map((shift) => (address.value >>> shift) & 0xff).join('.')
    : address.words
        .flatMap((word) => [word >>> 16, word & 0xffff])
        .map((group) => group.toString(16))
        .join(':')

const parsed = (text: string): ParsedAddress => {
  const address = parseAddress(text)
  if (address === null) throw new Error(`not an address: ${text}`)
  return address
}

describe('parseAddress', () => {
  it.each<[name: string, text: string, expected: ParsedAddress]>([
    ['a plain IPv4 address', '192.0.2.7', v4(0xc0000207)],
    ['the highest IPv4 address', '255.255.255.255', v4(0xffffffff)],
    ['the lowest IPv4 address', '0.0.0.0', v4(0)],
    ['IPv4 with a port', '198.51.100.20:443', v4(0xc6336414)],
    ['IPv4 with the highest port', '198.51.100.20:65535', v4(0xc6336414)],
    ['IPv4 mapped into IPv6', '::ffff:192.0.2.7', v4(0xc0000207)],
    ['IPv4 mapped into IPv6, in hexadecimal', '::FFFF:c000:207', v4(0xc0000207)],
    ['IPv4 mapped into IPv6, written out', '0:0:0:0:0:ffff:192.0.2.7', v4(0xc0000207)],
    ['IPv4 mapped into IPv6, with a port', '[::ffff:192.0.2.7]:51000', v4(0xc0000207)],
    [
      'a written-out IPv6 address',
      '2001:0db8:0001:0002:0003:0004:0005:0006',
      v6(0x20010db8, 0x00010002, 0x00030004, 0x00050006),
    ],
    ['a compressed IPv6 address', '2001:db8::1', v6(0x20010db8, 0, 0, 1)],
    ['compression of a single group', '2001:db8:0:1::3:4:5', v6(0x20010db8, 0x00000001, 0x00000003, 0x00040005)],
    ['compression at the end', '2001:db8::', v6(0x20010db8, 0, 0, 0)],
    ['compression of everything', '::', v6(0, 0, 0, 0)],
    ['upper case', '2001:DB8::ABCD', v6(0x20010db8, 0, 0, 0xabcd)],
    ['IPv6 in brackets', '[2001:db8::1]', v6(0x20010db8, 0, 0, 1)],
    ['IPv6 in brackets with a port', '[2001:db8::1]:443', v6(0x20010db8, 0, 0, 1)],
    ['IPv6 with a zone id', 'fe80::1%eth0', v6(0xfe800000, 0, 0, 1)],
    ['IPv6 with a numeric zone id, in brackets, with a port', '[fe80::1%12]:80', v6(0xfe800000, 0, 0, 1)],
    ['an IPv4 tail that is not mapped', '64:ff9b::192.0.2.7', v6(0x0064ff9b, 0, 0, 0xc0000207)],
  ])('reads %s', (_, text, expected) => {
    expect(parseAddress(text)).toEqual(expected)
  })

  it.each([
    ['an octet with a leading zero', '253.252.51.07'],
    ['an octet of zeros', '192.0.2.00'],
    ['an octet over 255', '192.0.2.256'],
    ['three octets', '192.0.2'],
    ['five octets', '192.0.2.7.1'],
    ['an empty octet', '192..2.7'],
    ['a trailing dot', '192.0.2.7.'],
    ['a hexadecimal octet', '0x7f.0.0.1'],
    ['one number', '3221225991'],
    ['surrounding spaces', ' 192.0.2.7 '],
    ['a range', '192.0.2.0/24'],
    ['a port of six digits', '192.0.2.7:123456'],
    ['a port over 65535', '192.0.2.7:65536'],
    ['an empty port', '192.0.2.7:'],
    ['a port that is a word', '192.0.2.7:https'],
    ['IPv4 in brackets', '[192.0.2.7]:443'],
    ['seven groups', '2001:db8:1:2:3:4:5'],
    ['nine groups', '2001:db8:1:2:3:4:5:6:7'],
    ['eight groups and a compression', '2001:db8::1:2:3:4:5:6'],
    ['two compressions', '2001::db8::1'],
    ['three colons', '2001:db8:::1'],
    ['a leading colon', ':2001:db8::1'],
    ['a trailing colon', '2001:db8::1:'],
    ['a group of five digits', '2001:db8::00001'],
    ['a group that is no number', '2001:db8::g'],
    ['a dotted tail with a leading zero', '::ffff:192.0.2.07'],
    ['a dotted tail after seven groups', '1:2:3:4:5:6:7:192.0.2.7'],
    ['a dotted part that is not the tail', '::192.0.2.7:1'],
    ['a bracket that stays open', '[2001:db8::1'],
    ['text after the bracket', '[2001:db8::1]x'],
    ['a bracketed address with an empty port', '[2001:db8::1]:'],
    ['a service name', 'ssm.amazonaws.com'],
    ['words', 'AWS Internal'],
    ['empty text', ''],
    ['a lone colon', ':'],
  ])('refuses %s', (_, text) => {
    expect(parseAddress(text)).toBeNull()
  })

  it('accepts exactly what node:net accepts, and IPv4 with a port', () => {
    const isAddress = (text: string): boolean => {
      if (isIP(text) !== 0) return true
      const [host = '', port = '', ...more] = text.split(':')
      return more.length === 0 && isIPv4(host) && /^[0-9]{1,5}$/.test(port) && Number(port) <= 65535
    }
    const piece = fc.constantFrom('', '0', '1', '9', '25', '256', 'a', 'F', 'ffff', ':', '::', '.', '0.', 'g', ' ')
    const damaged = fc
      .tuple(fc.oneof(fc.ipV4(), fc.ipV6()), fc.nat(45), fc.nat(3), piece)
      .map(([text, at, cut, insert]) => text.slice(0, at) + insert + text.slice(at + cut))
    const assembled = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), damaged, assembled), (text) => {
        expect({ text, accepted: parseAddress(text) !== null }).toEqual({ text, accepted: isAddress(text) })
      }),
      { numRuns: 3000 },
    )
  })

  it('reads the address that node:net reads', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = parsed(text)
        const same = new BlockList()
        same.addAddress(format(address), `ipv${address.version}`)
        expect({ text, same: same.check(text, `ipv${isIPv4(text) ? 4 : 6}`) }).toEqual({ text, same: true })
      }),
      { numRuns: 2000 },
    )
  })

  it('reads the same address with and without port, brackets and zone id', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV6(), fc.nat(65535), (four, six, port) => {
        expect(parseAddress(`${four}:${port}`)).toEqual(parsed(four))
        expect(parseAddress(`[${six}]:${port}`)).toEqual(parsed(six))
        expect(parseAddress(`${six}%eth0`)).toEqual(parsed(six))
      }),
    )
  })
})

describe('isPrivateAddress', () => {
  const blockList = (ranges: readonly string[]): BlockList => {
    const list = new BlockList()
    for (const range of ranges) {
      const [base = '', bits = ''] = range.split('/')
      list.addSubnet(base, Number(bits), isIPv4(base) ? 'ipv4' : 'ipv6')
    }
    return list
  }
  // One list each: node:net finds every IPv4 address in ::/3, as a mapped one.
  const local = {
    4: blockList([
      '0.0.0.0/8',
      '10.0.0.0/8',
      '100.64.0.0/10',
      '127.0.0.0/8',
      '169.254.0.0/16',
      '172.16.0.0/12',
      '192.0.0.0/24',
      '192.88.99.0/24',
      '192.168.0.0/16',
      '198.18.0.0/15',
      '224.0.0.0/4',
      '240.0.0.0/4',
    ]),
    6: blockList(['::/3', '2001::/32', '2002::/16', '4000::/2', '8000::/1']),
  }

  it.each([
    ['a private address', '10.1.2.3', true],
    ['the address after 172.16.0.0/12', '172.32.0.0', false],
    ['a carrier-grade NAT address', '100.64.0.1', true],
    ['instance metadata', '169.254.169.254', true],
    ['loopback mapped into IPv6', '::ffff:127.0.0.1', true],
    ['IPv6 loopback', '::1', true],
    ['unique local IPv6', 'fd00:ec2::254', true],
    ['link-local IPv6', 'fe80::1%eth0', true],
    ['a Teredo address, whose network is a relay', '2001:0:4136:e378::1', true],
    ['a 6to4 address, whose network is a relay', '2002:c000:207::1', true],
    ['a documentation address, left to the table', '203.0.113.7', false],
    ['a documentation IPv6 address, left to the table', '2001:db8::1', false],
    ['a public IPv6 address next to Teredo', '2001:1::1', false],
  ])('%s: %s is %s', (_, text, expected) => {
    expect(isPrivateAddress(parsed(text))).toBe(expected)
  })

  it('agrees with node:net on the listed ranges and their edges', () => {
    const starts = [
      0x0a000000, 0x64400000, 0x7f000000, 0xa9fe0000, 0xac100000, 0xc0000000, 0xc0586300, 0xc0a80000, 0xc6120000,
      0xe0000000,
    ]
    const ends = [
      0x00ffffff, 0x0affffff, 0x647fffff, 0x7fffffff, 0xa9feffff, 0xac1fffff, 0xc00000ff, 0xc05863ff, 0xc0a8ffff,
      0xc613ffff,
    ]
    const four = fc
      .tuple(fc.constantFrom(...starts, ...ends), fc.integer({ min: -2, max: 2 }))
      .map(([edge, delta]) => format(v4(edge + delta)))
    const six = fc
      .tuple(
        fc.constantFrom('0', '1fff', '2000', '2001', '2002', '2003', '3fff', '4000', 'fc00', 'fe80'),
        fc.constantFrom('0', '1', 'ffff'),
      )
      .map(([first, second]) => `${first}:${second}::1`)
    fc.assert(
      fc.property(fc.oneof(four, six, fc.ipV4(), fc.ipV6()), (text) => {
        const address = parsed(text)
        const expected = local[address.version].check(format(address), `ipv${address.version}`)
        expect({ text, local: isPrivateAddress(address) }).toEqual({ text, local: expected })
      }),
      { numRuns: 2000 },
    )
  })
})
