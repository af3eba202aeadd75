import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { dynamoReader } from '../../../functions/aws/dynamo-reader'
import { dynamoState, dynamoTexts } from '../../../functions/aws/dynamo-state'
import { StoreUnavailable, Unstorable } from '../../../shared/state/store'
import { ACTIVITY, RATE } from '../../../shared/state/kinds'
import { clientSettings } from '../../emulators/client-settings'
import { startDynamo } from '../../emulators/dynamo'
import { testClock } from '../../support/clock'
import { plainCalls, type PlainCalls } from '../../support/texts'

/** AWS's own local DynamoDB, where there is one: it judges what the emulator may be too kind to. */
const LOCAL = process.env['RUNWARDEN_DYNAMODB_LOCAL']

const SERVERS: readonly (readonly [
  string,
  () => Promise<{ readonly endpoint: string; readonly stop: () => Promise<void> }>,
])[] = [
  ['dynalite', startDynamo],
  ...(LOCAL === undefined
    ? []
    : [['DynamoDB Local', async () => ({ endpoint: LOCAL, stop: async () => {} })] as const]),
]

const TABLE = 'runwarden-state-test'
const LATER = Date.UTC(2030, 0, 1)

describe.each(SERVERS)('dynamoTexts on %s', (_name, start) => {
  let stop: () => Promise<void>
  let client: DynamoDBClient
  let state: PlainCalls
  let calls: string[]

  beforeAll(async () => {
    const server = await start()
    client = new DynamoDBClient(clientSettings(server.endpoint))
    await client.send(new DeleteTableCommand({ TableName: TABLE })).catch(() => {})
    await client.send(
      new CreateTableCommand({
        TableName: TABLE,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    )
    client.middlewareStack.add(
      (next, context) => async (args) => {
        calls.push(context.commandName ?? '')
        return next(args)
      },
      { step: 'initialize' },
    )
    state = plainCalls(dynamoTexts(client, TABLE, testClock()))
    stop = async () => {
      client.destroy()
      await server.stop()
    }
  })

  afterAll(() => stop())

  beforeEach(() => {
    calls = []
  })

  describe('values', () => {
    it('are written once under a key that is new, and read back', async () => {
      expect(await state.write('a', '{"n":1}', null, LATER)).toBe(true)
      expect(await state.write('a', '{"n":2}', null, LATER)).toBe(false)
      expect((await state.read(['a', 'absent', 'a'])).get('a')?.value).toBe('{"n":1}')
      expect([...(await state.read(['a', 'absent'])).keys()]).toEqual(['a'])
    })

    it('are changed only by those who know their version', async () => {
      await state.write('b', '1', null, LATER)
      const first = (await state.read(['b'])).get('b')!
      expect(await state.write('b', '2', first.version, LATER)).toBe(true)
      expect(await state.write('b', '3', first.version, LATER)).toBe(false)
      const second = (await state.read(['b'])).get('b')!
      expect([second.value, second.version === first.version]).toEqual(['2', false])
    })

    it('are won by exactly one of many that write at once', async () => {
      const won = await Promise.all(
        Array.from({ length: 20 }, (_, writer) => state.write('race', String(writer), null, LATER)),
      )
      expect(won.filter(Boolean)).toHaveLength(1)
    })

    it('expire in whole seconds, never early, and carry the version of their form', async () => {
      await state.write('expiring', '1', null, 1_500)
      const { Item } = await client.send(
        new GetItemCommand({ TableName: TABLE, Key: { pk: { S: 'expiring' }, sk: { S: '-' } } }),
      )
      expect(Item).toMatchObject({ expiresAt: { N: '2' }, schema: { N: '1' } })
    })

    it('are read by the hundred, in one call for each hundred', async () => {
      const keys = Array.from({ length: 250 }, (_, index) => `many/${index}`)
      await Promise.all(keys.map((key) => state.write(key, key, null, LATER)))
      calls = []
      expect((await state.read(keys)).size).toBe(250)
      expect(calls).toEqual(['BatchGetItemCommand', 'BatchGetItemCommand', 'BatchGetItemCommand'])
    })

    it('and sets that are asked for in one turn are read in one call', async () => {
      await state.write('c', '1', null, LATER)
      await state.addMembers('set/c', ['m'], 10, LATER)
      calls = []
      const [values, set] = await Promise.all([
        state.read(['c']),
        state.addMembers('set/c', [], 10, LATER),
        state.read(['c', 'absent']),
      ])
      expect([values.get('c')?.value, set.members]).toEqual(['1', ['m']])
      expect(calls).toEqual(['BatchGetItemCommand'])
    })
  })

  describe('sets', () => {
    it('take members once, and return what they are then', async () => {
      expect(await state.addMembers('set/a', ['x', 'y', 'x'], 10, LATER)).toEqual({
        members: expect.arrayContaining(['x', 'y']),
        more: false,
      })
      const again = await state.addMembers('set/a', ['y', 'z'], 10, LATER)
      expect([again.members.toSorted(), again.more]).toEqual([['x', 'y', 'z'], false])
    })

    it('show the last of many writers all members', async () => {
      const views = await Promise.all(
        Array.from({ length: 50 }, (_, writer) => state.addMembers('set/race', [`m${writer}`], 100, LATER)),
      )
      expect(Math.max(...views.map(({ members }) => members.length))).toBe(50)
    })

    it('that are full say that there are more, but not to those who are in', async () => {
      await state.addMembers('set/full', ['a', 'b', 'c'], 3, LATER)
      const refused = await state.addMembers('set/full', ['d'], 3, LATER)
      expect([refused.members.toSorted(), refused.more]).toEqual([['a', 'b', 'c'], true])
      expect((await state.addMembers('set/full', ['b'], 3, LATER)).more).toBe(false)
    })

    it('that nobody wrote to are empty', async () => {
      expect(await state.addMembers('set/absent', [], 3, LATER)).toEqual({ members: [], more: false })
    })
  })

  describe('deferred work', () => {
    const due = async (now: number): Promise<readonly string[]> =>
      (await state.due(now)).map(({ key, value }) => `${key}=${value}`)

    it('is due at its time until it is cancelled', async () => {
      await state.defer('late', '1', 3_000)
      await state.defer('early', '2', 1_000)
      await state.defer('middle', '3', 2_000)
      expect(await due(500)).toEqual([])
      expect(await due(2_000)).toEqual(['early=2', 'middle=3'])
      await state.cancel('early')
      await state.cancel('never deferred')
      expect(await due(9_000)).toEqual(['middle=3', 'late=1'])
      for (const key of ['middle', 'late']) await state.cancel(key)
    })

    it('that is deferred again is due once, at its new time', async () => {
      await state.defer('again', '1', 1_000)
      await state.defer('again', '2', 5_000)
      expect(await due(4_999)).toEqual([])
      expect(await due(5_000)).toEqual(['again=2'])
      await state.cancel('again')
    })

    it('that must not replace any leaves what lies there alone', async () => {
      await state.defer('kept', '1', 1_000, false)
      await state.defer('kept', '2', 5_000, false)
      expect(await due(9_000)).toEqual(['kept=1'])
      await state.cancel('kept')
    })

    const only = async () => {
      const [work] = await state.due(9_000)
      return work!
    }

    it('is completed only as it was when it was taken up', async () => {
      await state.defer('done', '1', 1_000)
      const taken = await only()
      await state.defer('done', '2', 2_000)
      await state.complete('done', taken.version)
      expect(await due(9_000)).toEqual(['done=2'])
      await state.complete('done', (await only()).version)
      await state.complete('done', taken.version)
      expect(await due(9_000)).toEqual([])
    })

    it('is put off only as it was when it was taken up, and keeps its age and its tries', async () => {
      await state.defer('failing', '1', 1_000)
      const taken = await only()
      await state.postpone('failing', taken.version, { dueAt: 5_000, since: 7, tries: 3 })
      expect(await due(4_999)).toEqual([])
      expect(await only()).toMatchObject({ value: '1', dueAt: 5_000, since: 7, tries: 3 })
      await state.postpone('failing', taken.version, { dueAt: 8_000, since: 7, tries: 4 })
      expect(await only()).toMatchObject({ dueAt: 5_000, tries: 3 })
      await state.cancel('failing')
    })

    it('of 0.1.0, which has no version, age or tries, is put off and completed too', async () => {
      const old = { pk: { S: 'deferred' }, sk: { S: 'judge/old' }, value: { S: '{}' } }
      const put = (dueAt: number) =>
        client.send(new PutItemCommand({ TableName: TABLE, Item: { ...old, dueAt: { N: String(dueAt) } } }))
      await put(1_000)
      const taken = await only()
      expect(taken).toMatchObject({ since: null, tries: 0 })
      await put(2_000)
      await state.complete('judge/old', taken.version)
      await state.postpone('judge/old', taken.version, { dueAt: 9, since: 9, tries: 9 })
      expect(await only()).toMatchObject({ dueAt: 2_000, since: null, tries: 0 })
      await state.postpone('judge/old', (await only()).version, { dueAt: 3_000, since: 2_000, tries: 1 })
      expect(await only()).toMatchObject({ dueAt: 3_000, since: 2_000, tries: 1 })
      await state.complete('judge/old', (await only()).version)
      expect(await due(9_000)).toEqual([])
    })

    it('is found on all pages', async () => {
      const large = 'x'.repeat(300_000)
      const keys = Array.from({ length: 8 }, (_, index) => `page/${index}`)
      await Promise.all(keys.map((key, index) => state.defer(key, large, index)))
      expect((await state.due(9_000)).map(({ key }) => key)).toEqual(keys)
      await Promise.all(keys.map((key) => state.cancel(key)))
    })
  })

  it('rejects when the table cannot be reached', async () => {
    const lost = dynamoState(client, 'no-such-table', testClock())
    const calls = [
      () => lost.read(ACTIVITY, ['a']),
      () => lost.addMembers(RATE, 'a', ['m'], 1, LATER),
      () => lost.due(0, 1),
      () => lost.complete('judge/a', 'v'),
    ]
    for (const call of calls) await expect(call()).rejects.toThrow(StoreUnavailable)
  })

  it('says of what the service will never take that it cannot be stored', async () => {
    await expect(state.write('large', 'x'.repeat(450_000), null, LATER)).rejects.toThrow(Unstorable)
    await expect(state.defer(`judge/${'x'.repeat(1_100)}`, '{}', 0)).rejects.toThrow(Unstorable)
  })
})

describe('dynamoReader', () => {
  const answering = (answers: readonly unknown[]): DynamoDBClient => {
    const left = [...answers]
    return { send: async () => left.shift() } as unknown as DynamoDBClient
  }
  const item = (pk: string) => ({ pk: { S: pk }, sk: { S: '-' }, value: { S: pk } })
  const unprocessed = (pk: string) => ({ [TABLE]: { Keys: [{ pk: { S: pk }, sk: { S: '-' } }] } })

  it('asks again for what the service left unprocessed', async () => {
    const client = answering([
      { Responses: { [TABLE]: [item('a')] }, UnprocessedKeys: unprocessed('b') },
      { Responses: { [TABLE]: [item('b')] } },
    ])
    const read = dynamoReader(client, TABLE, testClock())
    expect(await Promise.all([read('a'), read('b')])).toEqual([item('a'), item('b')])
  })

  it('gives up on what stays unprocessed, rather than take it for absent', async () => {
    const client = answering(Array.from({ length: 20 }, () => ({ UnprocessedKeys: unprocessed('a') })))
    await expect(dynamoReader(client, TABLE, testClock())('a')).rejects.toThrow(
      '1 keys stayed unprocessed after 12 tries',
    )
  })
})
