import fc from 'fast-check'
import { chatMessage, jsonMessage, mailMessage, type TopicMessage } from '../../../shared/render/topic-message'
import { alertOf, CONTEXT } from './alert-fixture'

/** SNS counts body and attributes (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). */
const LIMIT = 262_144

const bytes = (text: string): number => new TextEncoder().encode(text).length

const sizeOf = ({ body, attributes }: TopicMessage): number =>
  bytes(body) +
  Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue }]) => sum + bytes(name) + bytes(DataType) + bytes(StringValue),
    0,
  )

const messagesOf = (alert: ReturnType<typeof alertOf>): readonly TopicMessage[] => [
  mailMessage(alert, CONTEXT),
  jsonMessage(alert),
  chatMessage(alert, CONTEXT),
]

describe('what a topic is given', () => {
  it('has attributes for filter policies', () => {
    expect(mailMessage(alertOf({ severity: 'high' }), CONTEXT).attributes).toEqual({
      severity: { DataType: 'String', StringValue: 'high' },
      cloud: { DataType: 'String', StringValue: 'aws' },
      account: { DataType: 'String', StringValue: '123456789012' },
      kind: { DataType: 'String', StringValue: 'alert' },
      rule: { DataType: 'String.Array', StringValue: '["runwarden.cloud.first-seen-caller"]' },
    })
  })

  it.each([
    ['no account', null, 'unknown'],
    ['an empty account', '', 'unknown'],
    ['blanks', ' \u2003', 'unknown'],
    ['half a character', 'a\ud83d', 'a\\ud83d'],
    ['more than an account has', 'x'.repeat(100_000), `${'x'.repeat(61)}...`],
  ])('names an account that the topic takes when the record has %s', (_, account, expected) => {
    for (const { attributes } of messagesOf({ ...alertOf(), account }))
      expect(attributes['account']?.StringValue).toBe(expected)
  })

  it('is never larger than a topic takes, and whole characters only', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\ud83d', '\u{1f600}'.repeat(100_000), '\u0000'.repeat(60_000), 'a'.repeat(300_000)),
    )
    fc.assert(
      fc.property(text, text, text, fc.array(text, { maxLength: 3 }), (script, account, display, ids) => {
        const alert = alertOf({
          account,
          actor: { key: display, kind: 'user', display, session: script },
          command: { document: display, text: script, hash: null, hidden: null },
          targets: { kind: 'listed', ids, selectors: [], total: null },
        })
        for (const message of messagesOf(alert)) {
          expect(sizeOf(message)).toBeLessThanOrEqual(LIMIT)
          for (const part of [
            message.body,
            message.subject ?? '',
            ...Object.values(message.attributes).map(({ StringValue }) => StringValue),
          ])
            expect(part.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})
