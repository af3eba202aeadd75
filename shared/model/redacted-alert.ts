import type { Selector } from './activity'
import type { Alert, AlertActor, AlertCommand, AlertSource, AlertTargets } from './alert'
import type { Evidence, Finding } from './finding'

declare const redacted: unique symbol

/** A text without secrets. Only the redaction of alerts makes one. */
export type RedactedText = string & { readonly [redacted]: true }

interface RedactedActor extends AlertActor {
  readonly display: RedactedText
  readonly session: RedactedText | null
}

interface RedactedSource extends AlertSource {
  readonly userAgent: RedactedText | null
}

interface RedactedSelector extends Selector {
  readonly values: readonly RedactedText[]
}

interface RedactedTargets extends AlertTargets {
  readonly selectors: readonly RedactedSelector[]
}

interface RedactedCommand extends AlertCommand {
  readonly document: RedactedText | null
  readonly text: RedactedText | null
}

interface RedactedEvidence extends Evidence {
  readonly label: RedactedText
  readonly value: RedactedText
}

interface RedactedFinding extends Finding {
  readonly summary: RedactedText
  readonly evidence: readonly RedactedEvidence[]
}

/**
 * An alert without secrets in any text that somebody else wrote: what leaves, and what is kept to leave later. The mark
 * is on the texts, so that a copy with other numbers is one still, and a copy with another text is not.
 */
export interface RedactedAlert extends Alert {
  readonly title: RedactedText
  readonly actor: RedactedActor
  readonly source: RedactedSource
  readonly targets: RedactedTargets
  readonly command: RedactedCommand
  readonly findings: readonly RedactedFinding[]
}
