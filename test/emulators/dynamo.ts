import type { AddressInfo } from 'node:net'
import dynalite from 'dynalite'

export interface DynamoEmulator {
  readonly endpoint: string
  stop(): Promise<void>
}

/**
 * DynamoDB in this process and in memory, https://github.com/architect/dynalite. Tables are there at once. It knows no
 * transactions and no expiry, and a failed condition never returns the present item.
 */
export async function startDynamo(): Promise<DynamoEmulator> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined || error === null ? resolve() : reject(error)))
        server.closeAllConnections()
      }),
  }
}
