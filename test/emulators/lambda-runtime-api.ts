import type { ServerResponse } from 'node:http'
import { startLoopbackServer } from './loopback-server'

interface Invocation {
  readonly requestId: string
  readonly event: unknown
  readonly deadline: number
}

/** What a runtime reports of an error: of the handler, or of the start of the process. */
export interface RuntimeFault {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace?: readonly string[]
}

export interface RuntimeListener {
  /** The runtime asks for its first event, and again after each answer. */
  onReady(): void
  onInitError(fault: RuntimeFault): void
  onResult(requestId: string, result: unknown): void
  onError(requestId: string, fault: RuntimeFault): void
}

export interface RuntimeApi {
  /** `127.0.0.1:<port>`, the value of `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string
  /** Answers the open request of the runtime for its next event. */
  hand(invocation: Invocation): void
  /** Forgets whatever a runtime that is gone has asked for. */
  forget(): void
  stop(): Promise<void>
}

const ROOT = '/2018-06-01/runtime'
const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:runwarden'

/** Lambda's side of the runtime interface, https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. */
export async function startRuntimeApi(listener: RuntimeListener): Promise<RuntimeApi> {
  let waiting: ServerResponse | undefined

  const server = await startLoopbackServer((request, body, response) => {
    const path = request.url?.slice(ROOT.length) ?? ''
    if (request.method === 'GET' && path === '/invocation/next') {
      waiting = response
      listener.onReady()
      return
    }
    const [, requestId = '', outcome] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? []
    if (path !== '/init/error' && outcome === undefined) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}')
    const posted: unknown = body.length === 0 ? null : JSON.parse(body.toString('utf8'))
    if (outcome === 'response') listener.onResult(requestId, posted)
    else if (outcome === 'error') listener.onError(requestId, posted as RuntimeFault)
    else listener.onInitError(posted as RuntimeFault)
  })

  return {
    address: new URL(server.endpoint).host,
    hand({ requestId, event, deadline }) {
      waiting
        ?.writeHead(200, {
          'content-type': 'application/json',
          'lambda-runtime-aws-request-id': requestId,
          'lambda-runtime-deadline-ms': String(deadline),
          'lambda-runtime-invoked-function-arn': FUNCTION_ARN,
          'lambda-runtime-trace-id': 'Root=1-00000000-000000000000000000000001;Parent=0000000000000001;Sampled=1',
        })
        .end(JSON.stringify(event))
      waiting = undefined
    },
    forget() {
      server.cut()
      waiting = undefined
    },
    stop: () => server.stop(),
  }
}
