import { redactSecrets } from '../command/secrets'
import type { Alert } from '../model/alert'
import type { Finding } from '../model/finding'

export const redactOrNull = (text: string | null): string | null => (text === null ? null : redactSecrets(text))

const redactFinding = (finding: Finding): Finding => ({
  ...finding,
  summary: redactSecrets(finding.summary),
  evidence: finding.evidence.map(({ label, value }) => ({ label: redactSecrets(label), value: redactSecrets(value) })),
})

/**
 * The alert without secrets in any text that somebody else wrote. The engine redacts commands before they become alerts; this is
 * done once more before anything leaves, because a rule may quote what the engine never saw as a command.
 */
export const redactAlert = (alert: Alert): Alert => ({
  ...alert,
  title: redactSecrets(alert.title),
  actor: { ...alert.actor, display: redactSecrets(alert.actor.display), session: redactOrNull(alert.actor.session) },
  source: { ...alert.source, userAgent: redactOrNull(alert.source.userAgent) },
  targets: {
    ...alert.targets,
    selectors: alert.targets.selectors.map((selector) => ({ ...selector, values: selector.values.map(redactSecrets) })),
  },
  command: { ...alert.command, document: redactOrNull(alert.command.document), text: redactOrNull(alert.command.text) },
  findings: alert.findings.map(redactFinding),
})
