import type { AlertLink } from '../model/alert'
import type { Finding } from '../model/finding'
import type { RedactedAlert } from '../model/redacted-alert'
import { UNSILENCEABLE_RULE } from '../rules'
import { actionPhrase, PROCESS_START } from './action'
import type { RenderContext } from './context'
import type { CommandSection, AlertSheet, Reason } from './sheet'
import { alertDetails, placePhrase, sourcePhrase } from './details'
import { alertNotes } from './notes'
import { plain, plainLines, defang, readable } from './neutralize'
import { silenceOf } from './silence'
import { reportedFindings } from './reported-findings'
import { shortenTargets } from './target-name'
import { unseenParts } from './unseen-parts'

/** Longest value of one piece of evidence. */
const MAX_EVIDENCE = 1_000

const MAX_SUMMARY = 400
const MAX_TITLE = 500
const MAX_NAME = 100
const MAX_URL = 1_500

/** Most activities that a digest names. */
const MAX_ACTIVITIES = 100

const OUTCOMES: Readonly<Record<RedactedAlert['outcome'], string>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  denied: 'was denied',
  pending: 'started, end not known yet',
  unknown: 'outcome unknown',
}

/** "2026-01-10 03:14:07 UTC" */
const displayTime = (iso: string): string => `${plain(iso.slice(0, 19).replace('T', ' '), 19)} UTC`

const reason = ({ severity, title, summary, evidence, routine, learning, suppressed }: Finding): Reason => ({
  severity,
  title: readable(title, MAX_NAME),
  summary: readable(shortenTargets(summary), MAX_SUMMARY),
  remarks: [
    ...(routine ? ['usual here for days, so it counts as low'] : []),
    ...(learning ? ['still learning, so it does not count'] : []),
  ],
  evidence: evidence.map(({ label, value }) => ({
    label: readable(shortenTargets(label), MAX_NAME),
    value: readable(shortenTargets(value), MAX_EVIDENCE),
  })),
  silencedBy: suppressed === null ? null : readable(suppressed, MAX_SUMMARY),
})

const commandSection = ({ document, text, hash, hidden }: RedactedAlert['command']): CommandSection => ({
  document: document === null ? null : readable(document, MAX_NAME),
  hash: hash === null ? null : plain(hash, 64),
  lines: text === null ? [] : plainLines(text).map(defang),
  missing: hidden === null ? null : readable(hidden, MAX_SUMMARY),
})

/** Only addresses that are what they seem: https, printable ASCII, nothing that could end an attribute or a line. */
const isSafeLink = ({ url }: AlertLink): boolean =>
  url.length <= MAX_URL && /^https:\/\/[a-z0-9.-]+(?::\d+)?(?:[/?#][!#-;=?-Z[\]_a-z~%]*)?$/i.test(url)

const headline = (alert: RedactedAlert, context: RenderContext): string => {
  if (alert.kind === 'digest') return readable(alert.title, MAX_TITLE)
  const place = placePhrase(alert, context)
  if (alert.operation === PROCESS_START) return `A guest agent's script runner ${actionPhrase(alert)}${place}`
  const session = alert.actor.session === null ? '' : ` (session ${readable(alert.actor.session, MAX_NAME)})`
  return `${readable(alert.actor.display, MAX_NAME)}${session} ${actionPhrase(alert)}${place}`
}

/** Everything a person is shown about an alert; see `FactSheet` for what its strings promise. */
export const alertSheet = (alert: RedactedAlert, context: RenderContext): AlertSheet => {
  const reported = reportedFindings(alert)
  const techniques = alert.findings
    .flatMap(({ attack }) => attack)
    .map(({ id, name, tactic }) => `${id} ${name} (${tactic})`)
  return {
    id: plain(alert.id, MAX_NAME),
    key: readable(alert.key, MAX_SUMMARY),
    severity: alert.severity,
    risk: alert.risk,
    time: displayTime(alert.time),
    title: readable(alert.title, MAX_TITLE),
    headline: headline(alert, context),
    origin:
      alert.operation === PROCESS_START
        ? 'seen on the machine itself'
        : `${sourcePhrase(alert)}, ${OUTCOMES[alert.outcome]}`,
    notes: alertNotes(alert),
    reasons: reported.map(reason),
    suppressed: alert.findings.filter(({ suppressed }) => suppressed !== null).map(reason),
    details: alertDetails(alert, context),
    command: commandSection(alert.command),
    unseen: unseenParts(alert),
    next: alert.next.map((step) => readable(step, MAX_SUMMARY)),
    links: alert.links.filter(isSafeLink).map(({ label, url }) => ({ label: readable(label, MAX_NAME), url })),
    silence: silenceOf(alert.silence),
    unsilenceable: reported.some(({ rule }) => rule === UNSILENCEABLE_RULE)
      ? 'Nothing can silence this: it says that Runwarden itself was changed.'
      : null,
    activities:
      alert.activities.length > 1 ? alert.activities.slice(0, MAX_ACTIVITIES).map((id) => readable(id, MAX_NAME)) : [],
    attack: [...new Set(techniques)].map((technique) => readable(technique, MAX_NAME)),
  }
}
