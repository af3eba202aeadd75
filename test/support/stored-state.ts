import type { TableClient } from '@azure/data-tables'
import { DynamoDBClient, PutItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { clientSettings } from '../emulators/client-settings'

/** State that version 0.1.0 left behind; test/fixtures/state-0.1.0/README.md says how it was made. */
interface StoredState<Row> {
  /** Wall clock at which 0.1.0 began to write it. */
  readonly clock: string
  /** What 0.1.0 was given, or was not given yet, of what comes after the upgrade. */
  readonly delivered: Readonly<Record<string, unknown>>
  readonly rows: readonly Row[]
}

/** An item of the DynamoDB table. */
type DynamoRow = Readonly<Record<string, AttributeValue>>

/** An entity of one of the tables of the storage account; a date is an object that says so. */
type TableRow = Readonly<Record<'table' | 'partitionKey' | 'rowKey' | 'key', string>> &
  Readonly<Record<string, string | { readonly date: string }>>

const read = <Row>(name: string): StoredState<Row> =>
  JSON.parse(readFileSync(join(__dirname, '..', 'fixtures', 'state-0.1.0', name), 'utf8'))

export const storedInDynamo = (): StoredState<DynamoRow> => read('aws.json')

export const storedInTables = (): StoredState<TableRow> => read('azure.json')

/** Kinds of the rows, each once, in order: `term` of `term/1234`, `deferred judge` of deferred work. */
export const kindsOf = (keys: readonly (readonly [isDeferred: boolean, key: string])[]): readonly string[] =>
  [...new Set(keys.map(([isDeferred, key]) => `${isDeferred ? 'deferred ' : ''}${key.split('/')[0] ?? ''}`))].toSorted()

/** Settings of a function whose wall clock begins at a time: state may then stay as it was written. */
export const clockAt = (time: string): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--require ${join(__dirname, 'clock-starts-at.cjs')}`,
  TEST_CLOCK_STARTS_AT: String(Date.parse(time)),
})

/** Puts items into a table as they are. */
export const putItems = async (endpoint: string, TableName: string, rows: readonly DynamoRow[]): Promise<void> => {
  const dynamo = new DynamoDBClient(clientSettings(endpoint))
  await Promise.all(rows.map((row) => dynamo.send(new PutItemCommand({ TableName, Item: { ...row } }))))
  dynamo.destroy()
}

/** Makes the tables and puts entities into them as they are. */
export const putEntities = async (tableOf: (name: string) => TableClient, rows: readonly TableRow[]): Promise<void> => {
  for (const name of new Set(rows.map(({ table }) => table))) await tableOf(name).createTable()
  await Promise.all(
    rows.map(({ table, partitionKey, rowKey, ...rest }) => {
      const properties = Object.entries(rest).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : new Date(value.date),
      ])
      return tableOf(table).createEntity({ partitionKey, rowKey, ...Object.fromEntries(properties) })
    }),
  )
}
