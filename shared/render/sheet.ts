import type { Severity } from '../model/severity'

/** One labelled fact, harmless and on one line. */
export interface Detail {
  readonly label: string
  readonly value: string
}

/** One finding in words. */
export interface Reason {
  readonly severity: Severity
  readonly title: string
  readonly summary: string
  /** Why it counts for less than it could: routine, learning. */
  readonly remarks: readonly string[]
  readonly evidence: readonly Detail[]
  /** Reason of the suppression that covers it, null when none does. */
  readonly silencedBy: string | null
}

export interface CommandSection {
  readonly document: string | null
  readonly hash: string | null
  /** Redacted text, none when there is none to show. */
  readonly lines: readonly string[]
  /** Why there is no text, null when there is or when none is to be expected. */
  readonly missing: string | null
}

export interface Silence {
  /** Day the suggested suppression ends. */
  readonly until: string | null
  /** Lines of one JSON object, ASCII only, to be copied as they are. */
  readonly lines: readonly string[]
}

/**
 * Everything a person is shown about an alert, in the order it is shown: one list, so that all media say the
 * same. Every string is harmless in plain text, terminals and mails (no control characters, no links but
 * `links`); HTML must still be escaped.
 */
export interface AlertSheet {
  readonly id: string
  readonly key: string
  readonly severity: Severity
  readonly risk: number
  /** When, in UTC to the second. */
  readonly time: string
  readonly title: string
  /** Who did what on which machines, where. */
  readonly headline: string
  /** From where, with what outcome. */
  readonly origin: string
  readonly notes: readonly string[]
  readonly reasons: readonly Reason[]
  readonly suppressed: readonly Reason[]
  readonly details: readonly Detail[]
  readonly command: CommandSection
  readonly unseen: readonly string[]
  readonly next: readonly string[]
  readonly links: readonly { readonly label: string; readonly url: string }[]
  /** A suppression to copy, null where there is none to suggest. */
  readonly silence: Silence | null
  /** Why nothing can silence this, null when something can. */
  readonly unsilenceable: string | null
  /** Ids of the activities it stands for, when there is more than one. */
  readonly activities: readonly string[]
  /** `T1651 Cloud Administration Command (Execution)`. */
  readonly attack: readonly string[]
}
