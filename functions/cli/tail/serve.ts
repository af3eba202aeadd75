import { BlobCheckpointStore } from '@azure/eventhubs-checkpointstore-blob'
import { compose } from '../../azure/compose'
import { heartbeat } from '../../azure/heartbeat'
import type { Host } from '../../azure/host'
import type { Log } from '../../azure/log'
import { ROUND_MS } from '../../azure/state/clean-up'
import { takeBatch } from '../../azure/take-batch'
import { hubConsumer, type HubAddress } from '../azure/hub-address'
import { readHub } from './read-hub'
import { repeat } from './repeat'

/** Container of the marks up to which a hub was read. */
const CHECKPOINTS = 'tail-checkpoints'

export interface Serve {
  readonly host: Host
  readonly address: HubAddress
  readonly consumerGroup: string
  readonly log: Log
  readonly signal: AbortSignal
  readonly pausesMs?: readonly number[]
}

/**
 * Does all that the function app does, heartbeat included, in this process: for containers and machines on premises.
 */
export const serve = async ({ host, address, consumerGroup, log, signal, pausesMs }: Serve): Promise<void> => {
  const composition = await compose(host, log)
  const container = await composition.storage.container(CHECKPOINTS)
  await container.createIfNotExists()
  const fault = (detail: string): void =>
    log('error', { event: 'HealthNotice', title: 'The hub cannot be read', detail })
  const take = async (messages: readonly unknown[], isLast: boolean): Promise<void> => {
    const { detector, counts } = composition.detectorFor(log)
    try {
      await takeBatch(detector, messages, isLast)
    } finally {
      log('info', counts.line({ function: 'tail', digestsLost: composition.traces.lost() }))
    }
  }
  await Promise.all([
    readHub({
      consumer: hubConsumer(address, consumerGroup, new BlobCheckpointStore(container)),
      take,
      keepsPlace: true,
      fault,
      signal,
      ...(pausesMs === undefined ? {} : { pausesMs }),
    }),
    repeat(ROUND_MS, signal, () => heartbeat(composition, log), fault),
  ])
}
