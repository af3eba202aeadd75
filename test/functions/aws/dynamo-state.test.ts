import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { dynamoReader } from '../../../functions/aws/dynamo-reader'
import { dynamoState } from '../../../functions/aws/dynamo-state'
import type { StateStore } from '../../../shared/state/store'
import { clientSettings } from '../../emulators/client-settings'
import { startDynamo } from '../../emulators/dynamo'
import { testClock } from '../../support/clock'

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

describe.each(SERVERS)('dynamoState on %s', (_name, start) => {
  let stop: () => Promise<void>
  let client: DynamoDBClient
  let state: StateStore
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
    state = dynamoState(client, TABLE, testClock())
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

    it('are changed by whoever knows their version, and by nobody else', async () => {
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

    it('expire in whole seconds, never early', async () => {
      await state.write('expiring', '1', null, 1_500)
      const { Item } = await client.send(
        new GetItemCommand({ TableName: TABLE, Key: { pk: { S: 'expiring' }, sk: { S: '-' } } }),
      )
      expect(Item?.['expiresAt']).toEqual({ N: '2' })
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
      (await state.due(now, 100)).map(({ key, value }) => `${key}=${value}`)

    it('is due at its time, the earliest first, until it is settled', async () => {
      await state.defer('late', '1', 3_000)
      await state.defer('early', '2', 1_000)
      await state.defer('middle', '3', 2_000)
      expect(await due(500)).toEqual([])
      expect(await due(2_000)).toEqual(['early=2', 'middle=3'])
      await state.settle('early')
      await state.settle('never deferred')
      expect(await due(9_000)).toEqual(['middle=3', 'late=1'])
      expect(await state.due(9_000, 1)).toEqual([{ key: 'middle', value: '3' }])
      for (const key of ['middle', 'late']) await state.settle(key)
    })

    it('that is deferred again is due once, at its new time', async () => {
      await state.defer('again', '1', 1_000)
      await state.defer('again', '2', 5_000)
      expect(await due(4_999)).toEqual([])
      expect(await due(5_000)).toEqual(['again=2'])
      await state.settle('again')
    })

    it('is found on all pages', async () => {
      const large = 'x'.repeat(300_000)
      const keys = Array.from({ length: 8 }, (_, index) => `page/${index}`)
      await Promise.all(keys.map((key, index) => state.defer(key, large, index)))
      expect((await state.due(9_000, 100)).map(({ key }) => key)).toEqual(keys)
      await Promise.all(keys.map((key) => state.settle(key)))
    })
  })

  it('rejects when the table cannot be reached', async () => {
    const lost = dynamoState(client, 'no-such-table', testClock())
    await expect(lost.read(['a'])).rejects.toThrow()
    await expect(lost.write('a', '1', null, LATER)).rejects.toThrow()
    await expect(lost.addMembers('a', ['m'], 1, LATER)).rejects.toThrow()
    await expect(lost.due(0, 1)).rejects.toThrow()
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
    const client = answering(Array.from({ length: 10 }, () => ({ UnprocessedKeys: unprocessed('a') })))
    await expect(dynamoReader(client, TABLE, testClock())('a')).rejects.toThrow(
      '1 keys stayed unprocessed after 6 tries',
    )
  })
})
