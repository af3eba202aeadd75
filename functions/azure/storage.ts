import { TableClient } from '@azure/data-tables'
import type { ContainerClient } from '@azure/storage-blob'
import type { TokenSource } from './identity/managed-identity'
import { timeoutPolicy } from './timeout-policy'

/** Where state is kept: a storage account under the app's identity, or a connection string for local use. */
export type StorageAddress =
  | { readonly kind: 'identity'; readonly tables: string; readonly blobs: string; readonly credential: TokenSource }
  | { readonly kind: 'connection-string'; readonly connectionString: string }

/** Tables and containers that the deployment makes; a local storage is given them at the start. */
export const TABLES = ['activities', 'history', 'ledger'] as const
const CONTAINERS = ['alerts', 'quarantine'] as const

export type TableName = (typeof TABLES)[number]

export interface Storage {
  readonly table: (name: TableName) => TableClient
  /** The blob client is loaded with the first alert or quarantined record: most invocations have neither. */
  readonly container: (name: string) => Promise<ContainerClient>
}

/** A hung connection must not eat the time in which an alert is sent. */
const QUICK = {
  retryOptions: { maxRetries: 2, retryDelayInMs: 100, maxRetryDelayInMs: 1_000 },
  additionalPolicies: [timeoutPolicy],
}

/** Clients of the storage account, each made once. */
export const storageAt = (address: StorageAddress): Storage => {
  const tables = new Map(TABLES.map((name) => [name, tableClient(address, name)]))
  const containers = new Map<string, Promise<ContainerClient>>()
  return {
    table: (name) => tables.get(name)!,
    container: (name) => {
      const client = containers.get(name) ?? containerClient(address, name)
      containers.set(name, client)
      return client
    },
  }
}

/** Makes what the deployment would have made. */
export const prepareLocalStorage = async (storage: Storage): Promise<void> => {
  await Promise.all([
    ...TABLES.map((name) => storage.table(name).createTable()),
    ...CONTAINERS.map(async (name) => (await storage.container(name)).createIfNotExists()),
  ])
}

const tableClient = (address: StorageAddress, name: TableName): TableClient =>
  address.kind === 'identity'
    ? new TableClient(address.tables, name, address.credential, QUICK)
    : TableClient.fromConnectionString(address.connectionString, name, { ...QUICK, allowInsecureConnection: true })

const containerClient = async (address: StorageAddress, name: string): Promise<ContainerClient> => {
  const { ContainerClient: Client } = await import('@azure/storage-blob')
  const options = {
    retryOptions: { maxTries: 3, tryTimeoutInMs: 4_000, retryDelayInMs: 100, maxRetryDelayInMs: 1_000 },
  }
  return address.kind === 'identity'
    ? new Client(`${address.blobs.replace(/\/$/, '')}/${name}`, address.credential, options)
    : new Client(address.connectionString, name, options)
}
