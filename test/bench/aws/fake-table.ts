/** An item in the wire form of DynamoDB. */
type WireItem = Readonly<Record<string, { readonly S?: string; readonly N?: string; readonly SS?: readonly string[] }>>

/** What the operations of a table are given, as far as it is looked at. */
export interface TableInput {
  readonly Key?: WireItem
  readonly Item?: WireItem
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly WireItem[] }>>
  readonly ConditionExpression?: string
  readonly ExpressionAttributeValues?: WireItem
}

/** The answer of an operation, or that its condition did not hold. */
type TableAnswer = { readonly ok: true; readonly value: unknown } | { readonly ok: false }

export interface FakeTable {
  readonly answer: (operation: string, input: TableInput) => TableAnswer
  /** The stored item of a partition key that stands alone. */
  readonly item: (pk: string) => WireItem | undefined
  /** All items of a partition. */
  readonly partition: (pk: string) => readonly WireItem[]
  /** Makes all deferred work due. */
  readonly hasten: () => void
  /** Request units consumed so far. */
  readonly units: () => TableUnits
}

/** Request units as DynamoDB bills them: consistent reads in steps of 4 KB, writes of 1 KB, refused ones too. */
interface TableUnits {
  readonly read: number
  readonly write: number
}

const nameOf = (item: WireItem | undefined): string => `${item?.['pk']?.S ?? ''}\n${item?.['sk']?.S ?? ''}`

const READ_STEP = 4_096
const WRITE_STEP = 1_024

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
const bytesOf = (item: WireItem | undefined): number =>
  Object.entries(item ?? {}).reduce(
    (sum, [name, { S, N, SS }]) =>
      sum +
      Buffer.byteLength(name) +
      Buffer.byteLength(S ?? '') +
      (N === undefined ? 0 : Math.ceil(N.length / 2) + 1) +
      (SS ?? []).reduce((all, member) => all + Buffer.byteLength(member), 0),
    0,
  )

const stepsOf = (item: WireItem | undefined, step: number): number => Math.max(1, Math.ceil(bytesOf(item) / step))

const done = (value: unknown): TableAnswer => ({ ok: true, value })

/**
 * One DynamoDB table as far as the detector uses it, in memory and nothing else: what is measured against it is the
 * detector's own time. The tests know the emulator, which is far stricter and far slower.
 */
export const fakeTable = (): FakeTable => {
  const items = new Map<string, WireItem>()
  let [readUnits, writeUnits] = [0, 0]

  const holds = (
    { ConditionExpression, ExpressionAttributeValues }: TableInput,
    known: WireItem | undefined,
  ): boolean => {
    switch (ConditionExpression) {
      case undefined:
        return true
      case 'attribute_not_exists(pk)':
        return known === undefined
      case 'version = :expected':
        return known?.['version']?.N === ExpressionAttributeValues?.[':expected']?.N
      case 'attribute_not_exists(members) OR size(members) < :limit':
        return (known?.['members']?.SS?.length ?? 0) < Number(ExpressionAttributeValues?.[':limit']?.N)
      default:
        throw new Error(`the fake table knows no condition ${ConditionExpression}`)
    }
  }

  const answer = (operation: string, input: TableInput): TableAnswer => {
    const known = items.get(nameOf(input.Item ?? input.Key))
    switch (operation) {
      case 'GetItem':
        readUnits += stepsOf(known, READ_STEP)
        return done(known === undefined ? {} : { Item: known })
      case 'BatchGetItem': {
        const found = Object.entries(input.RequestItems ?? {}).map(
          ([table, { Keys }]) => [table, Keys.map((key) => items.get(nameOf(key)))] as const,
        )
        for (const [, each] of found) readUnits += each.reduce((sum, item) => sum + stepsOf(item, READ_STEP), 0)
        return done({
          Responses: Object.fromEntries(found.map(([table, each]) => [table, each.flatMap((item) => item ?? [])])),
          UnprocessedKeys: {},
        })
      }
      case 'PutItem':
        writeUnits += Math.max(stepsOf(known, WRITE_STEP), stepsOf(input.Item, WRITE_STEP))
        if (!holds(input, known)) return { ok: false }
        items.set(nameOf(input.Item), input.Item ?? {})
        return done({})
      case 'UpdateItem': {
        if (!holds(input, known)) {
          writeUnits += stepsOf(known, WRITE_STEP)
          return { ok: false }
        }
        const values = input.ExpressionAttributeValues ?? {}
        const members = { SS: [...new Set([...(known?.['members']?.SS ?? []), ...(values[':members']?.SS ?? [])])] }
        const next = { ...input.Key, members, expiresAt: values[':expiresAt'] ?? {} }
        writeUnits += stepsOf(next, WRITE_STEP)
        items.set(nameOf(input.Key), next)
        return done({ Attributes: next })
      }
      case 'DeleteItem':
        writeUnits += stepsOf(known, WRITE_STEP)
        items.delete(nameOf(input.Key))
        return done({})
      case 'Query': {
        const { ':deferred': partition, ':now': now } = input.ExpressionAttributeValues ?? {}
        return done({
          Items: [...items.values()].filter(
            ({ pk, dueAt }) => pk?.S === partition?.S && Number(dueAt?.N) <= Number(now?.N),
          ),
        })
      }
      default:
        throw new Error(`the fake table knows no operation ${operation}`)
    }
  }
  const partition = (wanted: string): readonly WireItem[] => [...items.values()].filter(({ pk }) => pk?.S === wanted)
  return {
    answer,
    item: (pk) => items.get(`${pk}\n-`),
    partition,
    units: () => ({ read: readUnits, write: writeUnits }),
    hasten: () => {
      for (const item of partition('deferred')) items.set(nameOf(item), { ...item, dueAt: { N: '0' } })
    },
  }
}
