import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { ServiceCall } from './service-call'
import { serverErrorAnswer, throttleAnswer, writeAnswer, type WireAnswer } from './wire-answer'

/**
 * Not processed: `throttle` (the service's own error), `error` (status 500), `reset` (connection cut), `timeout` (never
 * answered). Processed: `slow` (answered late), `lost-answer` (never answered), `failed-answer` (answered with status
 * 500): a client that tries again after one of the last two repeats what was done.
 */
export type FaultKind = 'throttle' | 'error' | 'reset' | 'timeout' | 'slow' | 'lost-answer' | 'failed-answer'

export interface FaultSchedule {
  readonly seed: string
  /** Probability of each kind, from 0 to 1; together at most 1. */
  readonly rates?: Readonly<Partial<Record<FaultKind, number>>>
  /** The only operations the rates apply to (`ssm:ListCommands`); all when not given. */
  readonly operations?: readonly string[]
  /** How long a `slow` answer is delayed. */
  readonly slowMs?: number
}

interface OperationCount {
  readonly calls: number
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>
}

export interface FaultPlan {
  /** The fate of the next call of an operation, counted; undefined lets it pass. */
  next(operation: string): FaultKind | undefined
  /**
   * Lets `calls` more calls (of the operation, or any) pass, then gives the next `times` of
   * them (default all) the fault.
   */
  failAfter(calls: number, kind: FaultKind, only?: { readonly operation?: string; readonly times?: number }): void
  /** Cuts every connection until `up`. */
  down(): void
  /** Ends `down` and every `failAfter`; the seeded rates stay. */
  up(): void
  counts(): Readonly<Record<string, OperationCount>>
  readonly slowMs: number
}

interface PlannedFault {
  readonly kind: FaultKind
  readonly operation: string | undefined
  calls: number
  times: number
}

/** A deterministic plan: the n-th call of an operation has the same fate for the same seed, whatever runs beside it. */
export function createFaultPlan(schedule: FaultSchedule = { seed: '' }): FaultPlan {
  const counts = new Map<string, { calls: number; faults: Partial<Record<FaultKind, number>> }>()
  let planned: PlannedFault[] = []
  let isDown = false

  function fate(operation: string, index: number): FaultKind | undefined {
    if (isDown) return 'reset'
    for (const fault of planned) {
      if (fault.operation !== undefined && fault.operation !== operation) continue
      if (fault.calls-- > 0 || fault.times <= 0) continue
      fault.times--
      return fault.kind
    }
    if (schedule.operations?.includes(operation) === false) return undefined
    let draw = fraction(`${schedule.seed}/${operation}/${index}`)
    for (const [kind, rate] of Object.entries(schedule.rates ?? {}) as [FaultKind, number][]) {
      if (draw < rate) return kind
      draw -= rate
    }
    return undefined
  }

  return {
    slowMs: schedule.slowMs ?? 200,
    next(operation) {
      const count = counts.get(operation) ?? { calls: 0, faults: {} }
      counts.set(operation, count)
      const kind = fate(operation, count.calls++)
      if (kind !== undefined) count.faults[kind] = (count.faults[kind] ?? 0) + 1
      return kind
    },
    failAfter(calls, kind, only) {
      planned.push({ kind, operation: only?.operation, calls, times: only?.times ?? Infinity })
    },
    down() {
      isDown = true
    },
    up() {
      isDown = false
      planned = []
    },
    counts: () => structuredClone(Object.fromEntries(counts)),
  }
}

/** Answers one call under a plan; `serve` processes it and is not called for a fault that comes before processing. */
export async function serveUnderPlan(
  plan: FaultPlan,
  { service, operation }: ServiceCall,
  response: ServerResponse,
  serve: () => WireAnswer | Promise<WireAnswer>,
): Promise<void> {
  const kind = plan.next(operation)
  switch (kind) {
    case 'throttle':
      return writeAnswer(response, throttleAnswer(service))
    case 'error':
      return writeAnswer(response, serverErrorAnswer(service))
    case 'reset':
      return void response.destroy()
    case 'timeout':
      return
    case 'lost-answer':
      return void (await serve())
    case 'failed-answer':
      await serve()
      return writeAnswer(response, serverErrorAnswer(service))
    case 'slow': {
      const answer = await serve()
      await wait(plan.slowMs, undefined, { ref: false })
      return writeAnswer(response, answer)
    }
    case undefined:
      return writeAnswer(response, await serve())
  }
}

/** A number from 0 to less than 1 that looks random and depends on the text alone. */
function fraction(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32
}
