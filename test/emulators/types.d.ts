declare module 'dynalite' {
  import type { Server } from 'node:http'

  export interface DynaliteOptions {
    readonly createTableMs?: number
    readonly deleteTableMs?: number
    readonly updateTableMs?: number
  }

  /** An HTTP server with the protocol of DynamoDB and keeps its tables in memory; `close` closes the tables too. */
  export default function dynalite(options?: DynaliteOptions): Server
}

declare module 'rhea/lib/frames.js' {
  /** Makes frames that rhea itself would not send at that moment. */
  const frames: { disposition(fields: Readonly<Record<string, unknown>>): unknown }
  export default frames
}
