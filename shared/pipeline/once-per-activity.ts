import type { Sink } from './ports'

/** Alerts remembered, the oldest forgotten first. */
const MAX_REMEMBERED = 1_000

/**
 * Sends each degraded alert once per way out. While the store is down the ledger cannot count, and every try of a batch
 * would send its alerts again. An alert with other findings than before is sent.
 */
export const oncePerActivity = (): ((sink: Sink) => Sink) => {
  const sent = new Set<string>()
  return (sink) => ({
    name: sink.name,
    send: async (alert) => {
      if (alert.degraded === null) return sink.send(alert)
      const key = [sink.name, alert.id, ...alert.findings.map(({ rule, severity }) => `${rule}=${severity}`)].join(' ')
      if (sent.has(key)) return undefined
      await sink.send(alert)
      if (sent.size >= MAX_REMEMBERED) sent.delete(sent.values().next().value ?? '')
      sent.add(key)
      return undefined
    },
  })
}
