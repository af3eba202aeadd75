import { cloudTrailOperations } from './cloudtrail-stub'
import { eventBusOperations, type BusEvent } from './event-bus-stub'
import { createFaultPlan, serveUnderPlan, type FaultPlan } from './fault-plan'
import { ServiceError, type JsonOperations } from './json-operation'
import { startLoopbackServer } from './loopback-server'
import { recognizeCall, type Service } from './service-call'
import { commandOperations } from './ssm-commands'
import { instanceOperations } from './ssm-instances'
import { readOperations } from './ssm-reads'
import { createSsmState, type SsmState } from './ssm-state'
import { jsonAnswer, jsonError, type WireAnswer } from './wire-answer'

export interface SsmStubOptions extends Partial<SsmState> {
  readonly faults?: FaultPlan
  /** Gets each event that PutEvents accepts, before PutEvents is answered. */
  readonly onEvent?: (event: BusEvent) => void | Promise<void>
}

interface RecordedCall {
  /** `ssm:SendCommand` */
  readonly operation: string
  readonly input: unknown
}

export interface SsmStub {
  /** One endpoint for Systems Manager, EventBridge and CloudTrail. */
  readonly endpoint: string
  readonly state: SsmState
  /** Every call that was processed, in order. */
  readonly calls: readonly RecordedCall[]
  stop(): Promise<void>
}

/**
 * The parts of Systems Manager, EventBridge and CloudTrail that a detector asks, over AWS JSON 1.1
 * (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html). An operation it does not know fails
 * with `UnknownOperationException`.
 */
export async function startSsmStub(options: SsmStubOptions = {}): Promise<SsmStub> {
  const { faults = createFaultPlan(), onEvent = () => undefined, ...given } = options
  const state = createSsmState(given)
  const services: Partial<Record<Service, JsonOperations>> = {
    ssm: { ...commandOperations(state), ...readOperations(state), ...instanceOperations(state) },
    events: eventBusOperations(onEvent),
    cloudtrail: cloudTrailOperations(state),
  }
  const calls: RecordedCall[] = []

  const server = await startLoopbackServer(async (request, body, response) => {
    const call = recognizeCall(request, body)
    await serveUnderPlan(faults, call, response, async (): Promise<WireAnswer> => {
      const input: unknown = JSON.parse(body.toString('utf8') || '{}')
      calls.push({ operation: call.operation, input })
      const operation = services[call.service]?.[call.operation.slice(call.service.length + 1)]
      if (operation === undefined) return jsonError('UnknownOperationException', `${call.operation} is not emulated`)
      try {
        return jsonAnswer(200, await operation(input as never))
      } catch (error) {
        if (error instanceof ServiceError) return jsonError(error.name, error.message)
        throw error
      }
    })
  })
  return { endpoint: server.endpoint, state, calls, stop: () => server.stop() }
}
