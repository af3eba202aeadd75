import type { AlertKind } from '../model/alert'
import type { RedactedAlert } from '../model/redacted-alert'
import { countOf } from './action'
import { readable } from './neutralize'

const MAX_REASON = 400

const KIND_NOTES: Readonly<Record<AlertKind, string | null>> = {
  alert: null,
  escalation: null,
  update: 'More is known about a call that was reported before.',
  digest:
    'Alerts below high were rate-limited, because there were too many in one hour. What follows is about the ' +
    'latest of them.',
  test: 'This is a test: nothing happened. It came all the way that a real alert comes.',
}

/** Sentences about the alert itself: why it comes, what it stands for, how far to trust it. */
export const alertNotes = ({
  kind,
  because,
  repeats,
  activities,
  learning,
  degraded,
  findings,
}: RedactedAlert): readonly string[] =>
  [
    KIND_NOTES[kind],
    kind === 'escalation' ? `Sent again: ${readable(because ?? 'something new', MAX_REASON)}.` : null,
    repeats > 0 && kind !== 'digest'
      ? `${countOf(repeats, 'further call')} of this kind by this caller ${repeats === 1 ? 'was' : 'were'} ` +
        'counted, not sent one by one.'
      : null,
    activities.length > 1 ? `It stands for ${activities.length.toLocaleString('en-US')} activities.` : null,
    learning ? 'Still learning: what is merely new counts as informational until the learning time ends.' : null,
    degraded === null
      ? null
      : `Judged incompletely: ${readable(degraded, MAX_REASON)}. What is merely new is not reported.`,
    findings.length > 0 && findings.every(({ suppressed }) => suppressed !== null)
      ? 'Every finding is silenced by a suppression.'
      : null,
  ].filter((note) => note !== null)
