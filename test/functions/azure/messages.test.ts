import fc from 'fast-check'
import { readMessages } from '../../../functions/azure/messages'
import { selftestMessage } from '../../../shared/contracts/self-test'

const RECORD = { time: '2026-03-02T10:00:00Z', operationName: 'x' }
const deep = `${'['.repeat(100)}${']'.repeat(100)}`

describe('readMessages', () => {
  it.each<[string, unknown, readonly unknown[]]>([
    ['an object', { records: [RECORD] }, [{ records: [RECORD] }]],
    ['JSON text', JSON.stringify({ records: [RECORD] }), [{ records: [RECORD] }]],
    ['bytes of JSON', Buffer.from(JSON.stringify(RECORD)), [RECORD]],
    ['an array of bytes that is no Buffer', new TextEncoder().encode(JSON.stringify(RECORD)), [RECORD]],
    ['one JSON value a line', `${JSON.stringify(RECORD)}\n${JSON.stringify({ a: 1 })}\n`, [RECORD, { a: 1 }]],
    ['lines ending in CRLF', `${JSON.stringify(RECORD)}\r\n${JSON.stringify({ a: 1 })}\r\n`, [RECORD, { a: 1 }]],
    ['a broken line among good ones', `${JSON.stringify(RECORD)}\n{"a":`, [RECORD, '{"a":']],
    ['text that is no JSON', 'hello', ['hello']],
    ['several lines that are no JSON', 'hello\nworld', ['hello\nworld']],
    ['an empty text', '', ['']],
    ['bytes that are no text', Buffer.from([0xff, 0xfe]), ['\ufffd\ufffd']],
    ['JSON that nests too deep to be walked', deep, [deep]],
    ['null', null, [null]],
    ['a number', 5, [5]],
  ])('%s', (_name, message, values) => {
    expect(readMessages([message])).toEqual({ values, selftests: [] })
  })

  it('keeps the order of messages and takes self tests out', () => {
    expect(
      readMessages([{ a: 1 }, selftestMessage('mark-1'), JSON.stringify(selftestMessage('mark-2')), { b: 2 }]),
    ).toEqual({ values: [{ a: 1 }, { b: 2 }], selftests: ['mark-1', 'mark-2'] })
  })

  it.each([
    ['a mark with a path in it', { source: 'runwarden.selftest', mark: '../x' }],
    ['a mark that is too long', { source: 'runwarden.selftest', mark: 'a'.repeat(65) }],
    ['no mark', { source: 'runwarden.selftest' }],
    ['another source', { source: 'somebody', mark: 'a' }],
  ])('takes %s for a value like any other', (_name, value) => {
    expect(readMessages([value])).toEqual({ values: [value], selftests: [] })
  })

  it('never throws and never loses a message, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.anything(), fc.string(), fc.uint8Array(), fc.json())), (messages) => {
        const { values, selftests } = readMessages(messages)
        expect(values.length + selftests.length).toBeGreaterThanOrEqual(messages.length)
      }),
    )
  })
})
