import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface LoopbackServer {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly endpoint: string
  readonly port: number
  /** Cuts all open connections, answered or not. */
  cut(): void
  /** Cuts all open connections and frees the port. */
  stop(): Promise<void>
}

export type Answer = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void | Promise<void>

/** An HTTP server on the loopback address and a free port; hands over each request with its whole body. */
export async function startLoopbackServer(answer: Answer): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      Promise.resolve()
        .then(() => answer(request, Buffer.concat(chunks), response))
        .catch((error: unknown) => {
          if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
          response.end(String(error))
        })
    })
  })
  // A runtime may leave its request for the next event open for hours.
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    cut: () => server.closeAllConnections(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
