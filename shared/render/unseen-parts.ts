import type { RedactedAlert } from '../model/redacted-alert'
import { PROCESS_START } from './action'
import { readable } from './neutralize'
import { operationSpec } from './operation-spec'

const MAX_REASON = 400

const machines = ({ targets, operation }: RedactedAlert): string | null => {
  if (targets.kind === 'unknown' && operationSpec(operation)?.acts === 'resource') return null
  if (targets.kind === 'unknown') return 'on which machines: the record does not say, or left them out for their size'
  if (targets.kind === 'selected' && targets.total === null)
    return 'on which machines: they were chosen by selectors, and nobody resolved those'
  const missing = (targets.total ?? 0) - targets.ids.length
  return missing > 0 ? `the names of ${missing.toLocaleString('en-US')} further machines` : null
}

const text = ({ command, operation }: RedactedAlert): string | null => {
  if (command.hidden !== null) return 'the command text, for the reason given with the command'
  return operationSpec(operation)?.family === 'session' && command.text === null
    ? 'what was typed: the content of a session is in no control-plane record'
    : null
}

/** What nobody should believe to be absent only because the alert does not show it. */
export const unseenParts = (alert: RedactedAlert): readonly string[] =>
  [
    alert.degraded === null ? null : `whether any of it is new: ${readable(alert.degraded, MAX_REASON)}`,
    alert.operation === PROCESS_START
      ? 'who sent it: a process on a machine does not name the caller'
      : alert.actor.kind === 'unknown'
        ? 'who called: the record does not name the caller'
        : null,
    alert.operation !== PROCESS_START && alert.source.kind === 'unknown'
      ? 'from where: the record carries no address'
      : null,
    machines(alert),
    text(alert),
    alert.outcome === 'pending'
      ? 'how it ended: the record of the end has not come'
      : alert.outcome === 'unknown'
        ? 'how it ended: the record does not say'
        : null,
  ].filter((detail) => detail !== null)
