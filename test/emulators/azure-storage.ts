import { startChildServer } from './child-process'

export interface AzureStorageEmulator {
  /** For blob and table clients alike; a table client needs `allowInsecureConnection: true` beside it. */
  readonly connectionString: string
  readonly blobEndpoint: string
  readonly tableEndpoint: string
  /** The connection string of the same account with other endpoints, such as those of a proxy before it. */
  connectionStringFor(endpoints: { readonly blob: string; readonly table: string }): string
  stop(): Promise<void>
}

// The development account that every storage emulator shares:
// https://learn.microsoft.com/azure/storage/common/storage-connect-azurite#well-known-storage-account-and-key
const ACCOUNT = 'devstoreaccount1'
const ACCOUNT_KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

const ARGUMENTS = [
  '--skipApiVersionCheck',
  '--disableTelemetry',
  '--inMemoryPersistence',
  ...['blob', 'queue', 'table'].flatMap((service) => [`--${service}Host`, '127.0.0.1', `--${service}Port`, '0']),
]

/** Azure blobs and tables in memory, https://github.com/Azure/Azurite, as a child process; up in one to two seconds. */
export async function startAzureStorage(): Promise<AzureStorageEmulator> {
  const server = await startChildServer({
    script: require.resolve('azurite/dist/src/azurite.js'),
    args: ARGUMENTS,
    patienceMs: 60_000,
    read(lines) {
      const blob = listeningAddress(lines, 'Blob')
      const table = listeningAddress(lines, 'Table')
      return blob === undefined || table === undefined ? undefined : { blob, table }
    },
  })
  const { blob, table } = server.ready
  return {
    connectionString: connectionStringFor({ blob, table }),
    blobEndpoint: blob,
    tableEndpoint: table,
    connectionStringFor,
    stop: () => server.stop(),
  }
}

function listeningAddress(lines: readonly string[], service: string): string | undefined {
  const sentence = new RegExp(`^Azurite ${service} service is successfully listening at (\\S+)`)
  return lines.map((line) => sentence.exec(line)?.[1]).find((address) => address !== undefined)
}

function connectionStringFor({ blob, table }: { readonly blob: string; readonly table: string }): string {
  return (
    `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${ACCOUNT_KEY};` +
    `BlobEndpoint=${blob}/${ACCOUNT};TableEndpoint=${table}/${ACCOUNT};`
  )
}
