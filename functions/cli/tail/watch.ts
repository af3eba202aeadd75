import { memoryStore } from '../../../shared/state/memory-store'
import { storedHistory } from '../../../shared/state/stored-history'
import { MINUTE } from '../../../shared/model/time'
import type { Detector } from '../../../shared/pipeline/detector'
import { sweep } from '../../../shared/pipeline/sweep'
import { NO_NATIVES, NO_OBSERVER, NO_TRACES, type Sink } from '../../../shared/pipeline/ports'
import { RULES } from '../../../shared/rules'
import type { Dependencies } from '../../azure/dependencies'
import { takeBatch } from '../../azure/take-batch'
import { type HubAddress, hubConsumer } from '../azure/hub-address'
import { readHub } from './read-hub'
import { repeat } from './repeat'

export interface Watch {
  readonly dependencies: Dependencies
  readonly address: HubAddress
  readonly consumerGroup: string
  readonly print: Sink
  readonly note: (text: string) => void
  readonly signal: AbortSignal
}

/**
 * Shows the alerts of what comes into a hub from now on. State is in memory and ends with the process; nothing is sent,
 * kept or marked as read, so that it never takes an alert away from the function app.
 */
export const watch = async ({ dependencies, address, consumerGroup, print, note, signal }: Watch): Promise<void> => {
  const { settings, clock, text } = dependencies
  const state = memoryStore(clock.now)
  const detector: Detector = {
    settings,
    rules: RULES,
    limitsRate: false,
    learningStart: clock.now(),
    ports: {
      state,
      history: storedHistory(state, clock),
      text,
      natives: NO_NATIVES,
      network: await dependencies.network,
      sinks: [print],
      quarantine: { put: async ({ reason }) => note(`cannot be read: ${reason}`) },
      traces: NO_TRACES,
      metrics: { count: () => {} },
      health: { notice: async (title, detail) => note(`${title}: ${detail}`) },
      clock,
      observer: NO_OBSERVER,
    },
  }
  const tidy = async (): Promise<void> => {
    await sweep(detector)
    state.expire(clock.now())
  }
  await Promise.all([
    readHub({
      consumer: hubConsumer(address, consumerGroup, null),
      take: (messages, isLast) => takeBatch(detector, messages, isLast),
      keepsPlace: false,
      fault: note,
      signal,
    }),
    repeat(MINUTE, signal, tidy, note),
  ])
}
