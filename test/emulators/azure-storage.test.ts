import { TableClient } from '@azure/data-tables'
import { BlobServiceClient } from '@azure/storage-blob'
import { startAzureStorage, type AzureStorageEmulator } from './azure-storage'
import { startFaultProxy, type FaultProxy } from './fault-proxy'

const clientOptions = { retryOptions: { maxRetries: 0 } }

let storage: AzureStorageEmulator
let blobProxy: FaultProxy
let tableProxy: FaultProxy

beforeAll(async () => {
  storage = await startAzureStorage()
  blobProxy = await startFaultProxy(storage.blobEndpoint)
  tableProxy = await startFaultProxy(storage.tableEndpoint)
}, 90_000)

afterAll(async () => {
  for (const server of [blobProxy, tableProxy, storage]) await server.stop()
})

function tableAt(connectionString: string): TableClient {
  return TableClient.fromConnectionString(connectionString, 'ledger', {
    allowInsecureConnection: true,
    ...clientOptions,
  })
}

describe('startAzureStorage', () => {
  it('lets one of many racing creates of an entity win', async () => {
    const table = tableAt(storage.connectionString)
    await table.createTable()
    const creates = Array.from({ length: 10 }, () => table.createEntity({ partitionKey: 'a', rowKey: 'race' }))
    const outcomes = await Promise.allSettled(creates)
    const codes = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [(outcome.reason as { statusCode: number }).statusCode] : [],
    )
    expect(codes).toEqual(Array.from({ length: 9 }, () => 409))
  })

  it('refuses an update of an entity that has changed since', async () => {
    const table = tableAt(storage.connectionString)
    const { etag = '' } = await table.createEntity({ partitionKey: 'a', rowKey: 'stale', n: 1 })
    const update = { partitionKey: 'a', rowKey: 'stale', n: 2 }
    await table.updateEntity(update, 'Merge', { etag })
    await expect(table.updateEntity(update, 'Merge', { etag })).rejects.toMatchObject({ statusCode: 412 })
  })

  it('keeps blobs', async () => {
    const container = BlobServiceClient.fromConnectionString(storage.connectionString).getContainerClient('quarantine')
    await container.create()
    const blob = container.getBlockBlobClient('a/record.json')
    await blob.upload('{"a":1}', 7)
    expect((await blob.downloadToBuffer()).toString()).toBe('{"a":1}')
    await expect(blob.upload('{}', 2, { conditions: { ifNoneMatch: '*' } })).rejects.toMatchObject({ statusCode: 409 })
  })

  it('can stand behind a fault proxy', async () => {
    const connectionString = storage.connectionStringFor({ blob: blobProxy.endpoint, table: tableProxy.endpoint })
    const table = tableAt(connectionString)
    tableProxy.failAfter(1, 'throttle', { operation: 'table:POST', times: 1 })
    await table.createEntity({ partitionKey: 'proxy', rowKey: '1' })
    await expect(table.createEntity({ partitionKey: 'proxy', rowKey: '2' })).rejects.toMatchObject({
      statusCode: 503,
      details: { odataError: { code: 'ServerBusy' } },
    })
    await table.createEntity({ partitionKey: 'proxy', rowKey: '2' })
    blobProxy.failAfter(0, 'error', { operation: 'blob:PUT' })
    const service = BlobServiceClient.fromConnectionString(connectionString, { retryOptions: { maxTries: 1 } })
    await expect(service.getContainerClient('other').create()).rejects.toMatchObject({
      statusCode: 500,
      code: 'InternalError',
    })
  })
})
