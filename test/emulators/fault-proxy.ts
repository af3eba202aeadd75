import { Agent, request as send, type IncomingMessage } from 'node:http'
import { createFaultPlan, serveUnderPlan, type FaultKind, type FaultPlan } from './fault-plan'
import { startLoopbackServer } from './loopback-server'
import { recognizeCall } from './service-call'
import type { WireAnswer } from './wire-answer'

/** A call that came to a proxy, and its fate. */
export interface ProxiedCall {
  readonly operation: string
  readonly fault: FaultKind | undefined
  /** As in the request line. */
  readonly path: string
  readonly body: string
}

export interface FaultProxy extends FaultPlan {
  readonly endpoint: string
  stop(): Promise<void>
}

/**
 * Stands before an emulator and lets some of the calls fail by plan. Recognises DynamoDB, SQS, SNS, STS, Systems
 * Manager, EventBridge, CloudTrail and Azure Storage, so that a throttled client sees the error of its own service. The
 * Host header is passed on, so that an address the target builds from it (a queue's) leads through the proxy again. One
 * plan may serve several proxies. `onCall` sees each call before it is answered.
 */
export async function startFaultProxy(
  target: string,
  plan: FaultPlan = createFaultPlan(),
  onCall: (call: ProxiedCall) => void = () => undefined,
): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true })
  const server = await startLoopbackServer(async (request, body, response) => {
    try {
      const next = (operation: string): FaultKind | undefined => {
        const fault = plan.next(operation)
        onCall({ operation, fault, path: request.url ?? '', body: body.toString('utf8') })
        return fault
      }
      await serveUnderPlan({ ...plan, next }, recognizeCall(request, body), response, () =>
        forward(target, agent, request, body),
      )
    } catch {
      // The target itself cut the connection or is gone.
      response.destroy()
    }
  })
  return {
    ...plan,
    endpoint: server.endpoint,
    async stop() {
      await server.stop()
      agent.destroy()
    },
  }
}

function forward(target: string, agent: Agent, request: IncomingMessage, body: Buffer): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(target)
    const { method, url: path, headers } = request
    const outgoing = send({ hostname, port, agent, method, path, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 502, headers: endToEnd(answer.headers), body: Buffer.concat(chunks) }),
      )
      answer.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** The headers without those that belong to one connection. */
function endToEnd(headers: IncomingMessage['headers']): WireAnswer['headers'] {
  const { connection: _connection, 'keep-alive': _keepAlive, 'transfer-encoding': _encoding, ...rest } = headers
  return rest
}
