import { readSource } from '../../../../shared/providers/aws/source'

describe('readSource', () => {
  it.each([
    ['an IPv4 address', '203.0.113.7', { kind: 'address', ip: '203.0.113.7' }],
    ['an IPv6 address', '2001:db8::7', { kind: 'address', ip: '2001:db8::7' }],
    ['impossible octets, kept for people to see', '253.252.51.07', { kind: 'address', ip: '253.252.51.07' }],
    ['a dotted name that is no service', 'host.example.com', { kind: 'address', ip: 'host.example.com' }],
    ['a service', 'events.amazonaws.com', { kind: 'service', name: 'events.amazonaws.com' }],
    ['a service in China', 'ssm.amazonaws.com.cn', { kind: 'service', name: 'ssm.amazonaws.com.cn' }],
    [
      'a name that only ends like a service',
      'amazonaws.com.example.com',
      { kind: 'address', ip: 'amazonaws.com.example.com' },
    ],
    ['AWS Internal', 'AWS Internal', { kind: 'service', name: 'AWS Internal' }],
    ['aws.internal', 'aws.internal', { kind: 'service', name: 'AWS Internal' }],
    ['words with a stop', 'not known.', { kind: 'unknown' }],
    ['a dash', '-', { kind: 'unknown' }],
    ['an empty text', '', { kind: 'unknown' }],
    ['a mask', 'XXXXXXXXXXX', { kind: 'unknown' }],
    ['nothing', null, { kind: 'unknown' }],
  ])('reads %s', (_name, text, expected) => {
    expect(readSource(text)).toEqual(expected)
  })
})
