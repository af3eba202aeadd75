import type { Random } from './random'

/** Names and values that readers of logs look for, and some that only look like them. */
const SOURCES = [
  'ssm.amazonaws.com',
  's3.amazonaws.com',
  'ec2.amazonaws.com',
  'sts.amazonaws.com',
  'aws:s3',
  'lambda.amazonaws.com',
  '',
  'SSM.amazonaws.com',
  'ssm.amazonaws.com.cn',
] as const
const EVENTS = [
  'SendCommand',
  'GetObject',
  'UpdateInstanceInformation',
  'AssumeRole',
  'StopInstances',
  'DeleteFunction20150331',
  'sendcommand',
  '',
] as const
const OPERATIONS = [
  'MICROSOFT.COMPUTE/VIRTUALMACHINES/RUNCOMMAND/ACTION',
  'Microsoft.Compute/virtualMachines/runCommand/action',
  'MICROSOFT.COMPUTE/VIRTUALMACHINES/WRITE',
  'Microsoft.Storage/storageAccounts/read',
  'microsoft.compute/virtualmachines/run\u212Aommand/action',
  ' MICROSOFT.COMPUTE/VIRTUALMACHINES/EXTENSIONS/WRITE ',
  'Sign-in activity',
  '',
] as const
const TIMES = [
  '2026-01-10T03:14:00Z',
  '2026-01-09T23:59:59.1234567Z',
  '2024-02-29T00:00:00Z',
  '2026-02-29T00:00:00Z',
  '2026-01-10 03:14:00',
  '2026-01-10T03:14:00+02:00',
  '1/9/2026, 2:32:14 PM',
  '0000-00-00T00:00:00Z',
  'yesterday',
  '',
] as const
const LISTS = ['Records', 'records', 'value'] as const
const DECOYS = [
  'eventsource',
  'EventSource',
  'OPERATIONNAME',
  'Time',
  'detail-type',
  'source',
  'detail',
  'tables',
  'OperationNameValue',
  '@timestamp',
  '__proto__',
  'constructor',
  'eventVersion',
  'eventID',
  'category',
  'resourceId',
  'properties',
  'identity',
] as const

/** A file that tries to make a scanner of bytes see something else than a JSON parser sees. */
export const hostileFile = (random: Random): Buffer => {
  const chance = (share: number): boolean => random.next() < share
  const some = (most: number): number => random.below(most + 1)

  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  /** JSON text of a string; now and then with needless escapes. */
  const text = (value: string): string => {
    if (!chance(0.06)) return JSON.stringify(value)
    const written = (character: string): string =>
      chance(0.3) && character.length === 1 ? escaped(character) : JSON.stringify(character).slice(1, -1)
    return `"${Array.from(value, written).join('')}"`
  }
  const gap = (): string => (chance(0.05) ? random.pick([' ', '\t', '  ', '\r\n', '\n']) : '')
  const object = (members: readonly string[]): string => `{${gap()}${members.join(`${gap()},${gap()}`)}${gap()}}`
  const member = (name: string, value: string): string => `${text(name)}${gap()}:${gap()}${value}`
  const list = (elements: readonly string[]): string => `[${gap()}${elements.join(`${gap()},${gap()}`)}${gap()}]`

  const scalar = (): string =>
    random.pick([
      'null',
      'true',
      'false',
      '0',
      '-1.5e+10',
      '1E3',
      '12345678901234567890',
      '""',
      '"{"',
      '"]}"',
      '"\\\\"',
      '"\\""',
      '"\\u0000"',
      '"caf\u00e9 \u{1F600} \u2028"',
      '"\\ud83d"',
      '"eventSource"',
    ])

  const nested = (depth: number): string => {
    if (depth === 0 || chance(0.4)) return scalar()
    if (chance(0.15)) return record(depth - 1)
    return chance(0.5)
      ? list(Array.from({ length: some(3) }, () => nested(depth - 1)))
      : object(
          Array.from({ length: some(3) }, () =>
            member(random.pick(['a', 'Records', 'eventName', 'operationName', 'requestParameters']), nested(depth - 1)),
          ),
        )
  }

  const shuffled = (members: string[]): string[] => {
    for (let index = members.length - 1; index > 0; index--) {
      const other = random.below(index + 1)
      ;[members[index], members[other]] = [members[other] as string, members[index] as string]
    }
    return members
  }

  const members = (depth: number, wanted: readonly (readonly [string, string])[]): string[] => {
    const made: string[] = []
    for (const [name, value] of wanted)
      if (!chance(0.08)) made.push(member(name, chance(0.05) ? nested(1) : text(value)))
    for (let extra = some(4); extra > 0; extra--)
      made.push(member(random.pick(['requestParameters', 'userIdentity', 'responseElements']), nested(depth)))
    if (chance(0.15))
      made.push(member(random.pick(DECOYS), chance(0.5) ? nested(1) : text(random.pick([...SOURCES, ...EVENTS]))))
    if (chance(0.03)) made.push(member(random.pick(LISTS), chance(0.5) ? nested(1) : list([record(0)])))
    for (const [name, value] of wanted) if (chance(0.03)) made.push(member(name, chance(0.3) ? nested(1) : text(value)))
    return chance(0.3) ? shuffled(made) : made
  }

  const cloudTrail = (depth: number): string =>
    object(
      members(depth, [
        ['eventVersion', '1.08'],
        ['eventTime', random.pick(TIMES)],
        ['eventSource', random.pick(SOURCES)],
        ['eventName', random.pick(EVENTS)],
        ['eventID', `00000000-0000-0000-0000-0000000000${10 + random.below(90)}`],
      ]),
    )

  const activityLog = (depth: number): string =>
    object(
      members(depth, [
        ['time', random.pick(TIMES)],
        [
          'resourceId',
          '/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000001/RESOURCEGROUPS/PROD/PROVIDERS/MICROSOFT.COMPUTE/' +
            'VIRTUALMACHINES/WEB01',
        ],
        ['operationName', random.pick(OPERATIONS)],
        ['category', 'Administrative'],
        ['resultType', random.pick(['Start', 'Success', 'Failure'])],
        ['correlationId', `00000000-0000-0000-0000-0000000000${10 + random.below(90)}`],
      ]),
    )

  const record = (depth: number): string => (chance(0.6) ? cloudTrail(depth) : activityLog(depth))
  const deep = (): string => {
    const levels = chance(0.5) ? 30 : 100 + random.below(200)
    return chance(0.5)
      ? `${'['.repeat(levels)}${']'.repeat(levels)}`
      : `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
  }
  const element = (): string =>
    chance(0.95) ? record(3) : chance(0.3) ? object([member('eventName', deep()), ...members(1, [])]) : nested(3)
  const elements = (): readonly string[] => Array.from({ length: some(6) }, element)

  const keyed = (): string => {
    const name = random.pick(LISTS)
    const parts = [member(name, list(elements()))]
    for (let extra = chance(0.25) ? 1 + some(2) : 0; extra > 0; extra--)
      parts.push(member(chance(0.3) ? random.pick(LISTS) : 'nextLink', chance(0.5) ? list(elements()) : scalar()))
    return object(chance(0.1) ? shuffled(parts) : parts)
  }

  const whole = (): string =>
    random.pick([
      keyed,
      keyed,
      keyed,
      () => list(elements()),
      element,
      () => list([keyed(), element()]),
      () => nested(4),
    ])()
  const lines = (): string =>
    Array.from({ length: 1 + some(6) }, () => (chance(0.8) ? element() : whole())).join(
      random.pick(['\n', '\r\n', '\n\n', ' ', '']),
    )
  const content = [
    chance(0.05) ? '\uFEFF' : '',
    gap(),
    chance(0.6) ? whole() : lines(),
    gap(),
    chance(0.3) ? '\n' : '',
  ].join('')
  return chance(0.35) ? mutated(random, Buffer.from(content)) : Buffer.from(content)
}

const JUNK = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  ' ',
  '\0',
  '\xff',
  '\xc3',
  'e',
  '0',
  '-',
  '\\u00',
  '"Records":[',
  'null',
  '\uFEFF',
] as const

/** Bytes inserted, removed, replaced, repeated or cut off. */
const mutated = (random: Random, original: Buffer): Buffer => {
  let bytes = original
  for (let change = 1 + random.below(3); change > 0; change--) {
    const at = random.below(bytes.length + 1)
    const length = random.below(4)
    const junk = Buffer.from(random.pick(JUNK), 'latin1')
    switch (random.below(4)) {
      case 0:
        bytes = Buffer.concat([bytes.subarray(0, at), junk, bytes.subarray(at)])
        break
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
        break
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), junk, bytes.subarray(at + junk.length)])
        break
      default:
        bytes =
          random.next() < 0.5
            ? bytes.subarray(0, at)
            : Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - 40))])
    }
  }
  return bytes
}
