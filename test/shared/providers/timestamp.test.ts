import fc from 'fast-check'
import { isoTime } from '../../../shared/model/time'
import { firstTimestamp, parseTimestamp } from '../../../shared/providers/timestamp'

describe('parseTimestamp', () => {
  const NARROW_BLANK = '\u202f'

  it.each([
    ['seven fractional digits', '2026-01-09T09:41:00.6816663Z', '2026-01-09T09:41:00.681Z'],
    ['nine fractional digits', '2026-01-09T09:41:00.535404056Z', '2026-01-09T09:41:00.535Z'],
    ['two fractional digits', '2026-01-09T09:41:00.22Z', '2026-01-09T09:41:00.220Z'],
    ['whole seconds', '2026-01-09T09:41:00Z', '2026-01-09T09:41:00.000Z'],
    ['no zone', '2026-01-09T09:41:00', '2026-01-09T09:41:00.000Z'],
    ['offset of zero', '2026-01-09T09:41:00.992099+00:00', '2026-01-09T09:41:00.992Z'],
    ['offset ahead', '2026-01-09T11:41:00+02:00', '2026-01-09T09:41:00.000Z'],
    ['offset behind, without colon', '2026-01-09T04:11:00-0530', '2026-01-09T09:41:00.000Z'],
    ['a blank for the T', '2026-01-09 09:41:00.000000000', '2026-01-09T09:41:00.000Z'],
    ['American, padded', '01/09/2026 09:41:00', '2026-01-09T09:41:00.000Z'],
    ['American, short', '1/9/2026 9:41:00', '2026-01-09T09:41:00.000Z'],
    ['American, morning', '1/9/2026 9:41:00 AM', '2026-01-09T09:41:00.000Z'],
    ['American, with offset', '1/9/2026 10:41:00 AM +01:00', '2026-01-09T09:41:00.000Z'],
    ['portal export', '4/28/2026, 2:32:14.029 PM', '2026-04-28T14:32:14.029Z'],
    ['portal export with a narrow blank', `4/28/2026, 2:32:14.029${NARROW_BLANK}PM`, '2026-04-28T14:32:14.029Z'],
    ['noon', '4/28/2026, 12:00:00 PM', '2026-04-28T12:00:00.000Z'],
    ['midnight', '4/28/2026, 12:00:00 AM', '2026-04-28T00:00:00.000Z'],
    ['29 February of a leap year', '2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('reads %s', (_name, text, expected) => {
    const at = parseTimestamp(text)
    expect(at === null ? null : isoTime(at)).toBe(expected)
  })

  it.each([
    ['a colon for the T', '2023-06-15:54:46'],
    ['29 February of a common year', '2023-02-29T00:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['hour 24', '2026-01-01T24:00:00Z'],
    ['minute 60', '2026-01-01T00:60:00Z'],
    ['13 PM', '1/9/2026 13:41:00 PM'],
    ['offset of 15 hours', '2026-01-01T00:00:00+15:00'],
    ['the zero time of .NET', '0001-01-01T00:00:00Z'],
    ['a date alone', '2026-01-01'],
    ['words', 'yesterday'],
    ['nothing', ''],
  ])('refuses %s', (_name, text) => {
    expect(parseTimestamp(text)).toBeNull()
  })

  it('reads back every time it is given in ISO 8601', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1971), max: Date.UTC(2999) }), (at) => parseTimestamp(isoTime(at)) === at),
    )
  })

  it('refuses long text of any kind', () => {
    fc.assert(fc.property(fc.string(), (text) => parseTimestamp(text.repeat(1_000)) === null))
  })
})

describe('firstTimestamp', () => {
  it('takes the first writing that can be read', () => {
    expect(firstTimestamp([null, 'later', '2026-01-09T09:41:00Z']).at).toBe(Date.UTC(2026, 0, 9, 9, 41))
  })

  it('quotes what it was given, short and on one line', () => {
    expect(firstTimestamp([`a\nb${'c'.repeat(100)}`]).written).toBe(`"a\\nb${'c'.repeat(57)}"`)
    expect(firstTimestamp([null]).written).toBe('none')
  })
})
