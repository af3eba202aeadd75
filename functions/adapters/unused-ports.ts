import type { Observer, TracePort } from '../../shared/pipeline/ports'

/** For hosts that follow no decision: what leaves them goes through sinks, metrics and notices. */
export const noObserver: Observer = { judged: () => {}, amended: () => {}, counted: () => {}, kept: () => {} }

/** For hosts whose other half asks nothing of them, or that send nothing. */
export const noTraces: TracePort = { offer: async () => {} }
