import { matchesPattern } from './match-pattern'

type Case = readonly [name: string, pattern: Readonly<Record<string, unknown>>, event: unknown]

const MATCHES: readonly Case[] = [
  ['an exact text', { a: ['x'] }, { a: 'x' }],
  ['one of several values', { a: ['x', 'y'] }, { a: 'y' }],
  ['a number, a boolean and null', { a: [1], b: [true], c: [null] }, { a: 1, b: true, c: null }],
  ['one element of a list', { a: ['x'] }, { a: ['w', 'x'] }],
  [
    'members of one element of a list of objects',
    { a: { b: ['x'], c: ['y'] } },
    { a: [{ b: 'x', c: 'y' }, { b: 'z' }] },
  ],
  ['a prefix', { a: [{ prefix: 'run' }] }, { a: 'runwarden' }],
  ['a prefix in any case', { a: [{ prefix: { 'equals-ignore-case': 'RUN' } }] }, { a: 'runwarden' }],
  ['a suffix', { a: [{ suffix: '.json' }] }, { a: 'x.json' }],
  ['a text in any case', { a: [{ 'equals-ignore-case': 'ALICE' }] }, { a: 'alice' }],
  ['a wildcard in the middle', { a: [{ wildcard: 'arn:*:role/x-*' }] }, { a: 'arn:aws:iam::123456789012:role/x-1' }],
  ['a wildcard that stands for nothing', { a: [{ wildcard: '*x*' }] }, { a: 'x' }],
  ['a numeric range', { a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 5 }],
  ['an IPv4 range', { a: [{ cidr: '192.0.2.0/24' }] }, { a: '192.0.2.77' }],
  ['an IPv6 range', { a: [{ cidr: '2001:db8::/32' }] }, { a: '2001:db8:1::2' }],
  ['a member that exists', { a: [{ exists: true }] }, { a: '' }],
  ['a member that is missing', { a: [{ exists: false }] }, { b: 1 }],
  ['a member that is missing below a missing parent', { a: { b: [{ exists: false }] } }, {}],
  ['an empty list, which holds no value', { a: [{ exists: false }] }, { a: [] }],
  ['an object where a leaf is asked to be missing', { a: [{ exists: false }] }, { a: { b: 1 } }],
  ['anything but a value', { a: [{ 'anything-but': 'x' }] }, { a: 'y' }],
  ['anything but several values', { a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' }],
  ['anything but a prefix', { a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'y' }],
  ['anything but several wildcards', { a: [{ 'anything-but': { wildcard: ['x*', '*y'] } }] }, { a: 'z' }],
  ['a list with one element that is something else', { a: [{ 'anything-but': ['x'] }] }, { a: ['x', 'z'] }],
  ['the second branch of $or', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }],
  ['$or below a member', { a: { $or: [{ b: ['x'] }, { c: ['y'] }] } }, { a: { c: 'y' } }],
  ['members the pattern does not name', { a: ['x'] }, { a: 'x', b: 'y' }],
]

const MISSES: readonly Case[] = [
  ['another text', { a: ['x'] }, { a: 'y' }],
  ['another case', { a: ['x'] }, { a: 'X' }],
  ['a text for a number', { a: [1] }, { a: '1' }],
  ['a missing member', { a: ['x'] }, {}],
  ['one of two members only', { a: ['x'], b: ['y'] }, { a: 'x' }],
  ['members of different elements of a list', { a: { b: ['x'], c: ['y'] } }, { a: [{ b: 'x' }, { c: 'y' }] }],
  ['a prefix elsewhere', { a: [{ prefix: 'warden' }] }, { a: 'runwarden' }],
  ['a suffix elsewhere', { a: [{ suffix: 'run' }] }, { a: 'runwarden' }],
  ['a wildcard that is anchored', { a: [{ wildcard: 'x*' }] }, { a: 'yx1' }],
  ['a full stop is no wildcard', { a: [{ wildcard: 'a.c*' }] }, { a: 'abc1' }],
  ['a number at the open end of a range', { a: [{ numeric: ['>', 0, '<', 5] }] }, { a: 5 }],
  ['an address beside the range', { a: [{ cidr: '192.0.2.0/25' }] }, { a: '192.0.2.200' }],
  ['a text that is no address', { a: [{ cidr: '192.0.2.0/24' }] }, { a: 'AWS Internal' }],
  ['an IPv4 address in an IPv6 range', { a: [{ cidr: '2001:db8::/32' }] }, { a: '192.0.2.1' }],
  ['an object where a leaf is asked to exist', { a: [{ exists: true }] }, { a: { b: 1 } }],
  ['a member asked to be missing', { a: [{ exists: false }] }, { a: null }],
  ['an excluded value', { a: [{ 'anything-but': ['x'] }] }, { a: 'x' }],
  ['a missing member, which anything-but needs', { a: [{ 'anything-but': ['x'] }] }, {}],
  ['an excluded wildcard', { a: [{ 'anything-but': { wildcard: ['x*'] } }] }, { a: 'x1' }],
  ['no branch of $or', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { a: 'y', b: 'x' }],
  ['$or beside a member that misses', { a: ['x'], $or: [{ b: ['y'] }, { c: ['z'] }] }, { a: 'w', b: 'y' }],
]

describe('matchesPattern', () => {
  it.each(MATCHES)('matches %s', (_name, pattern, event) => {
    expect(matchesPattern(pattern, event)).toBe(true)
  })

  it.each(MISSES)('misses %s', (_name, pattern, event) => {
    expect(matchesPattern(pattern, event)).toBe(false)
  })

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['an operator that does not exist', { a: [{ contains: 'x' }] }],
    ['two operators in one matcher', { a: [{ prefix: 'x', suffix: 'y' }] }],
    ['two asterisks in a row', { a: [{ wildcard: 'x**y' }] }],
    ['a bare value instead of a list', { a: 'x' }],
  ])('refuses %s, as EventBridge does', (_name, pattern) => {
    expect(() => matchesPattern(pattern, { a: 'x' })).toThrow()
  })
})
