import * as fc from 'fast-check'
import { chatNotification } from '../../../shared/render/chat'
import { jsonText } from '../../../shared/render/json-text'
import { expectGolden } from './golden'
import { anyAlert, HIDDEN } from './hostile'
import { alertOf, CONTEXT, finding } from './alert-fixture'
import { SAMPLES } from './sample-alerts'

/** What Slack, Teams or Markdown would act on. */
const MARKUP = /[<>`[\]*~|]|https?:|(?<!\w)@/i

/** What is put into links to break them, whole or cut off at the end. */
const BROKEN_LINK = /\[(?:[.:]|\\\\)\]|\[(?:[.:]|\\{1,2})?(?=\.\.\.$)/g

const isOwnLink = (line: string): boolean => /^.{0,60}: https:\/\/[!-~]+$/.test(line)

describe('chatNotification', () => {
  it('looks as it always did', () => {
    expectGolden(
      'chat.json',
      `${jsonText(
        Object.values(SAMPLES).map((alert) => chatNotification(alert, CONTEXT)),
        1,
      )}\n`,
    )
  })

  it('has the form that Amazon Q takes', () => {
    expect(chatNotification(alertOf(), CONTEXT)).toMatchObject({
      version: '1.0',
      source: 'custom',
      content: { textType: 'client-markdown' },
    })
  })

  it('threads alerts of one key and no others', () => {
    const thread = (key: string): string => chatNotification(alertOf({ key }), CONTEXT).metadata.threadId
    expect(thread('a')).toBe(thread('a'))
    expect(thread('a')).not.toBe(thread('b'))
  })

  it('keeps a long message within one section and ends with the id', () => {
    const { description } = chatNotification(
      alertOf({ findings: Array.from({ length: 30 }, () => finding('cloud.x', 'low', 'y'.repeat(400))) }),
      CONTEXT,
    ).content
    expect(description.length).toBeLessThanOrEqual(2_900)
    expect(description.endsWith('\nAlert 0123456789abcdef0123456789abcdef')).toBe(true)
  })

  it('brings no markup, mention or link but its own, for any alert', () => {
    fc.assert(
      fc.property(anyAlert, (alert) => {
        const { content, metadata } = chatNotification(alert, CONTEXT)
        const texts = [
          content.title,
          ...content.nextSteps,
          ...content.keywords,
          ...content.description.split('\n').filter((line) => !isOwnLink(line)),
          metadata.summary,
          ...metadata.relatedResources,
          ...Object.values(metadata.additionalContext),
        ]
        for (const text of texts) {
          expect(text.replaceAll(BROKEN_LINK, '')).not.toMatch(MARKUP)
          expect(text).not.toMatch(HIDDEN)
        }
        expect(content.description.length).toBeLessThanOrEqual(2_900)
      }),
    )
  })
})
