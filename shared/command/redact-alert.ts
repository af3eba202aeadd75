import type { Alert } from '../model/alert'
import type { RedactedAlert, RedactedText } from '../model/redacted-alert'
import { redactSecrets } from './secrets'

/** A text without secrets, and marked as one: the only cast that makes one. */
export const redactText = (text: string): RedactedText => redactSecrets(text) as RedactedText

const orNull = (text: string | null): RedactedText | null => (text === null ? null : redactText(text))

/**
 * The alert without secrets in any text that somebody else wrote. The engine redacts commands before they
 * become alerts; this is done once more before anything leaves or is kept, because a rule may quote what the
 * engine never saw as a command.
 */
export const redactAlert = (alert: Alert): RedactedAlert => {
  const { actor, source, targets, command } = alert
  return {
    ...alert,
    title: redactText(alert.title),
    actor: { ...actor, display: redactText(actor.display), session: orNull(actor.session) },
    source: { ...source, userAgent: orNull(source.userAgent) },
    targets: {
      ...targets,
      selectors: targets.selectors.map((selector) => ({ ...selector, values: selector.values.map(redactText) })),
    },
    command: { ...command, document: orNull(command.document), text: orNull(command.text) },
    findings: alert.findings.map((finding) => ({
      ...finding,
      summary: redactText(finding.summary),
      evidence: finding.evidence.map(({ label, value }) => ({ label: redactText(label), value: redactText(value) })),
    })),
  }
}
