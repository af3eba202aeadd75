import { sha256 } from '../model/hash'
import type { RedactedAlert } from '../model/redacted-alert'
import type { RenderContext } from './context'
import type { AlertSheet } from './sheet'
import { alertSheet } from './alert-sheet'
import { markdown } from './neutralize'
import { alertSubject } from './mail-subject'

/**
 * A section of a Slack message takes 3,000 characters
 * (https://docs.slack.dev/reference/block-kit/blocks/section-block).
 */
const MAX_DESCRIPTION = 2_900

const MAX_LINE = 400
const MAX_KEYWORD = 60
const MAX_RESOURCES = 10

/**
 * A custom notification of Amazon Q Developer in chat applications; anything else on its
 * topic is dropped without a word.
 */
export interface ChatNotification {
  readonly version: '1.0'
  readonly source: 'custom'
  readonly id: string
  readonly content: {
    readonly textType: 'client-markdown'
    readonly title: string
    readonly description: string
    readonly nextSteps: readonly string[]
    readonly keywords: readonly string[]
  }
  readonly metadata: {
    /** Equal for all alerts of one key, so that they stand in one thread. */
    readonly threadId: string
    readonly summary: string
    readonly eventType: string
    readonly relatedResources: readonly string[]
    readonly additionalContext: Readonly<Record<string, string>>
  }
}

const descriptionOf = (sheet: AlertSheet): string => {
  const { headline, time, origin, notes, reasons, command, links, id } = sheet
  const lines = [
    markdown(headline, MAX_LINE),
    markdown(`${time}, ${origin}`, MAX_LINE),
    ...notes.map((note) => markdown(note, MAX_LINE)),
    ...reasons.map(({ title, severity, summary }) => `- ${markdown(`${title} (${severity}): ${summary}`, MAX_LINE)}`),
    ...(command.missing === null ? [] : [markdown(`No command text: ${command.missing}`, MAX_LINE)]),
    ...links.map(({ label, url }) => `${markdown(label, MAX_KEYWORD)}: ${url}`),
  ]
  const reference = `Alert ${id}`
  let left = MAX_DESCRIPTION - reference.length
  const fitting = lines.filter((line) => line.length + 1 <= left && (left -= line.length + 1) >= 0)
  return [...fitting, reference].join('\n')
}

/**
 * The alert as a chat message: short, threaded by its key, without markup that anybody
 * else wrote. The mail has the rest.
 */
export const chatNotification = (alert: RedactedAlert, context: RenderContext): ChatNotification => {
  const sheet = alertSheet(alert, context)
  return {
    version: '1.0',
    source: 'custom',
    id: alert.id,
    content: {
      textType: 'client-markdown',
      title: markdown(alertSubject(alert, context).replaceAll(/[[\]]/g, ''), 120),
      description: descriptionOf(sheet),
      nextSteps: sheet.next.map((step) => markdown(step, MAX_LINE)),
      keywords: [alert.severity, ...new Set(sheet.attack.map((technique) => markdown(technique, MAX_KEYWORD)))],
    },
    metadata: {
      threadId: sha256(alert.key).slice(0, 32),
      summary: markdown(sheet.headline, 250),
      eventType: 'RunwardenAlert',
      relatedResources: alert.targets.ids.slice(0, MAX_RESOURCES).map((id) => markdown(id, MAX_LINE)),
      additionalContext: {
        severity: alert.severity,
        cloud: alert.cloud,
        account: markdown(alert.account ?? 'unknown', MAX_KEYWORD),
        kind: alert.kind,
      },
    },
  }
}
