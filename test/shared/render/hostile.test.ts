import { chatNotification } from '../../../shared/render/chat'
import { alertSubject } from '../../../shared/render/mail-subject'
import { alertsTable } from '../../../shared/render/table'
import { alertText } from '../../../shared/render/text'
import { reportHtml } from '../../../shared/render/html'
import { FIELDS, HIDDEN, PAYLOADS, withTextIn } from './hostile'
import { CONTEXT } from './alert-fixture'

/** Own links stand alone in their lines; what else looks like one came from a caller. */
const LINK = /https?:\/\/|\bwww\.[a-z0-9-]+\.|evil\.(?:example|com|co)\b|\\\\evil/i
const isOwn = (line: string): boolean => /^ {4}https:\/\//.test(line)

/** Lines that no renderer writes: a caller who gets one to begin like this has forged a part of the alert. */
const FORGED = /^(?:Alert forged|Subject:)/m

const PEOPLE_READ: Readonly<Record<string, (field: string, payload: string) => string>> = {
  subject: (field, payload) => alertSubject(withTextIn(field, payload), CONTEXT),
  mail: (field, payload) => alertText(withTextIn(field, payload), CONTEXT, { maxBytes: 262_144 }),
  terminal: (field, payload) => alertsTable([withTextIn(field, payload)], { ...CONTEXT, color: false, width: 100 }),
  chat: (field, payload) => {
    const { content, metadata } = chatNotification(withTextIn(field, payload), CONTEXT)
    return [
      content.title,
      content.description.replaceAll(/: (https:\/\/\S+)$/gm, ':\n    $1'),
      ...content.nextSteps,
      ...content.keywords,
      metadata.summary,
      ...metadata.relatedResources,
    ].join('\n')
  },
}

it('tries at least fifty payloads', () => {
  expect(Object.keys(PAYLOADS).length).toBeGreaterThanOrEqual(50)
})

describe.each(Object.keys(PEOPLE_READ))('in a %s', (medium) => {
  const render = PEOPLE_READ[medium] as (field: string, payload: string) => string

  it.each(Object.entries(PAYLOADS))('nothing is forged, hidden or linked: %s', (_, payload) => {
    for (const field of Object.keys(FIELDS)) {
      const shown = render(field, payload)
      const lines = shown.split('\n').filter((line) => !isOwn(line))
      expect(lines.join('')).not.toMatch(HIDDEN)
      expect(shown).not.toMatch(FORGED)
      if (medium !== 'subject') expect(lines.filter((line) => LINK.test(line))).toEqual([])
    }
  })
})

it('links nothing in a page that a caller wrote', () => {
  for (const payload of Object.values(PAYLOADS)) {
    const page = reportHtml(
      { summary: {}, alerts: [withTextIn('links.url', payload), withTextIn('links.label', payload)] },
      CONTEXT,
    )
    for (const [, address = ''] of page.matchAll(/href="([^"]*)"/g))
      expect(['#main', 'https://console.aws.amazon.com/', 'https://evil.example']).toContain(address)
  }
})
