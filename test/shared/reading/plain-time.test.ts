import fc from 'fast-check'
import { plainTime } from '../../../shared/reading/plain-time'
import { parseTimestamp } from '../../../shared/providers/timestamp'

const read = (text: string): number => {
  const bytes = Buffer.from(`x${text}x`)
  return plainTime(bytes, 1, bytes.length - 1)
}

const digits = (value: number, length: number): string => String(value).padStart(length, '0')

describe('plainTime', () => {
  it.each([
    { text: '2026-01-10T03:14:00Z', at: Date.UTC(2026, 0, 10, 3, 14) },
    { text: '2026-01-10T03:14:00.5Z', at: Date.UTC(2026, 0, 10, 3, 14, 0, 500) },
    { text: '2026-01-10T03:14:00.1239999Z', at: Date.UTC(2026, 0, 10, 3, 14, 0, 123) },
    { text: '2024-02-29T23:59:59.999999999Z', at: Date.UTC(2024, 1, 29, 23, 59, 59, 999) },
    { text: '1969-12-31T23:59:59Z', at: -1000 },
    { text: '2000-03-01T00:00:00Z', at: Date.UTC(2000, 2, 1) },
    { text: '9999-12-31T23:59:59Z', at: Date.UTC(9999, 11, 31, 23, 59, 59) },
  ])('reads $text', ({ text, at }) => {
    expect(read(text)).toBe(at)
  })

  it.each([
    { name: 'a day no calendar has', text: '2026-02-29T00:00:00Z' },
    { name: 'the 29th of a century that is no leap year', text: '2100-02-29T00:00:00Z' },
    { name: 'day 0', text: '2026-01-00T00:00:00Z' },
    { name: 'month 13', text: '2026-13-01T00:00:00Z' },
    { name: 'month 0', text: '2026-00-01T00:00:00Z' },
    { name: 'hour 24', text: '2026-01-01T24:00:00Z' },
    { name: 'a leap second', text: '2026-06-30T23:59:60Z' },
    { name: 'a year before 1000', text: '0999-01-01T00:00:00Z' },
    { name: 'an offset', text: '2026-01-10T03:14:00+00:00' },
    { name: 'no zone', text: '2026-01-10T03:14:00' },
    { name: 'a blank between date and time', text: '2026-01-10 03:14:00Z' },
    { name: 'a small z', text: '2026-01-10T03:14:00z' },
    { name: 'a comma before the fraction', text: '2026-01-10T03:14:00,5Z' },
    { name: 'a point without digits', text: '2026-01-10T03:14:00.Z' },
    { name: 'ten digits of a second', text: '2026-01-10T03:14:00.1234567890Z' },
    { name: 'a letter among the digits', text: '2O26-01-10T03:14:00Z' },
    { name: 'colons for dashes', text: '2026:01:10T03:14:00Z' },
    { name: 'nothing', text: '' },
  ])('leaves $name to a parser', ({ text }) => {
    expect(read(text)).toBeNaN()
  })

  it('says what the parser of the providers says, or nothing', () => {
    const part = (length: number) => fc.integer({ min: 0, max: 10 ** length - 1 }).map((value) => digits(value, length))
    const time = fc.tuple(
      part(4),
      part(2),
      part(2),
      part(2),
      part(2),
      part(2),
      fc.constantFrom('', '.1', '.123', '.1234567'),
    )
    fc.assert(
      fc.property(time, ([year, month, day, hour, minute, second, fraction]) => {
        const text = `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`
        const at = read(text)
        if (!Number.isNaN(at)) expect(at).toBe(parseTimestamp(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('reads every day of eight centuries as the calendar has it', () => {
    const wrong: string[] = []
    for (let at = Date.UTC(1600, 0, 1); at < Date.UTC(2400, 0, 1); at += 86_400_000) {
      const text = new Date(at).toISOString().replace('.000', '')
      if (read(text) !== at) wrong.push(text)
    }
    expect(wrong).toEqual([])
  })
})
