import {
  readSelftestEvent,
  readSelftestMessage,
  selftestEntry,
  selftestMessage,
} from '../../../shared/contracts/self-test'

const MARK = '0123456789abcdef0123456789abcdef'

/** An entry of PutEvents as the bus delivers it. */
const delivered = ({ Source, DetailType, Detail }: ReturnType<typeof selftestEntry>) => ({
  source: Source,
  'detail-type': DetailType,
  detail: JSON.parse(Detail) as unknown,
})

describe('a marked event', () => {
  it('gives the mark back', () => {
    expect(readSelftestEvent(delivered(selftestEntry(MARK)))).toBe(MARK)
  })

  it.each([['../../etc'], [17], [null], [undefined], ['A'.repeat(32)]])(
    'has a mark in the form of one, whatever was sent (%p)',
    (mark) => {
      const found = readSelftestEvent({ source: 'runwarden.selftest', detail: { mark } })
      expect(found).toMatch(/^[0-9a-f]{32}$/)
      expect(readSelftestEvent({ source: 'runwarden.selftest', detail: { mark } })).toBe(found)
    },
  )

  it.each([[{ source: 'aws.ssm', detail: { mark: MARK } }], [null], ['runwarden.selftest']])('is not %p', (event) => {
    expect(readSelftestEvent(event)).toBeNull()
  })
})

describe('a marked message', () => {
  it('gives the mark back', () => {
    expect(readSelftestMessage(JSON.parse(JSON.stringify(selftestMessage('mark-1'))))).toBe('mark-1')
  })

  it.each([
    ['a mark with a path in it', { source: 'runwarden.selftest', mark: '../x' }],
    ['a mark that is too long', { source: 'runwarden.selftest', mark: 'a'.repeat(65) }],
    ['no mark', { source: 'runwarden.selftest' }],
    ['another source', { source: 'somebody', mark: 'a' }],
  ])('is none with %s', (_name, value) => {
    expect(readSelftestMessage(value)).toBeNull()
  })
})
