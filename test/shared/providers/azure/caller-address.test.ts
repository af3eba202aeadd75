import fc from 'fast-check'
import { callerAddress } from '../../../../shared/providers/azure/caller-address'

describe('callerAddress', () => {
  it.each([
    ['an IPv4 address', ['198.51.100.7'], '198.51.100.7'],
    ['one with a port', ['198.51.100.7:50123'], '198.51.100.7'],
    ['an IPv6 address', ['2001:DB8::1'], '2001:db8::1'],
    ['one in brackets with a port', ['[2001:db8::1]:443'], '2001:db8::1'],
    ['one with a zone', ['fe80::1%eth0'], 'fe80::1'],
    ['an IPv4 address mapped into IPv6', ['::ffff:198.51.100.7'], '198.51.100.7'],
    ['a range, by its first address', ['127.0.0.0/8'], '127.0.0.0'],
    ['blanks around it', [' 198.51.100.7 '], '198.51.100.7'],
    ['the next writing when the first says nothing', [null, '', 'XXX', '203.0.113.9'], '203.0.113.9'],
    ['no address', ['example.com', '1.2.3', '999.1.1.1', null], null],
    ['nothing', [], null],
  ])('%s', (_name, writings, expected) => {
    expect(callerAddress(writings)).toBe(expected)
  })

  it('reads back what it gives', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.ipV4(), fc.ipV6()),
        (address) =>
          callerAddress([callerAddress([address])]) === callerAddress([address]) && callerAddress([address]) !== null,
      ),
    )
  })
})
