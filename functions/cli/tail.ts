import type { Sink } from '../../shared/pipeline/ports'
import { alertJson } from '../../shared/render/redacted-json'
import { jsonText } from '../../shared/render/json-text'
import { alertSubject } from '../../shared/render/mail-subject'
import { alertText } from '../../shared/render/text'
import { findAzure, type AzureInstallationOptions } from './azure/installation'
import { EXIT, write, type Io } from './io'
import { serve } from './tail/serve'
import { watch } from './tail/watch'

export interface TailOptions extends AzureInstallationOptions {
  readonly consumerGroup?: string
  /** Take the place of the function app: state in its tables, alerts sent, the hub's messages marked as read. */
  readonly serve?: boolean
  readonly format?: 'text' | 'jsonl'
}

/** A terminal has no mail's limit. */
const MAX_BYTES = 1_000_000

/**
 * `runwarden tail azure`: runs the detector on an event hub in this process until the signal ends it. It shows
 * the alerts of what comes from now on; with --serve it does what the function app does. Resolves to the exit
 * code when what was begun is done.
 */
export const tail = async (options: TailOptions, io: Io, signal: AbortSignal): Promise<number> => {
  const serves = options.serve === true
  const { host, dependencies, address } = await findAzure(
    options,
    { settings: true, storage: serves, wayOut: serves },
    io,
  )
  // Never the function app's own group: a second reader there would take its records.
  const consumerGroup = options.consumerGroup ?? 'tail'
  const note = (text: string): void => void io.stderr.write(`${text}\n`)

  if (serves) {
    await serve({
      host,
      address,
      consumerGroup,
      log: (level, line) => note(JSON.stringify({ level, ...line })),
      signal,
    })
    return EXIT.done
  }
  const context = { accountNames: dependencies.settings.accountNames }
  const print: Sink = {
    name: 'stdout',
    send: (alert) =>
      write(
        io.stdout,
        options.format === 'jsonl'
          ? `${jsonText(alertJson(alert))}\n`
          : `${alertSubject(alert, context)}\n\n${alertText(alert, context, { maxBytes: MAX_BYTES })}\n`,
      ),
  }
  note(`reading hub ${address.hub} in consumer group ${consumerGroup}; alerts are shown here and sent nowhere`)
  await watch({ dependencies, address, consumerGroup, print, note, signal })
  return EXIT.done
}
