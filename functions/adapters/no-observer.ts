import type { Observer } from '../../shared/pipeline/ports'

/** For hosts that follow no decision: what leaves them goes through sinks, metrics and notices. */
export const noObserver: Observer = { judged: () => {}, amended: () => {}, counted: () => {}, kept: () => {} }
