import { parseEventTime, parseLocaleTime } from '../../../../shared/providers/aws/event-time'
import { isoTime } from '../../../../shared/model/time'

const written = (at: number | null): string | null => (at === null ? null : isoTime(at))

describe('parseEventTime', () => {
  it.each([
    ['ISO 8601', '2023-07-10T11:57:16Z', '2023-07-10T11:57:16.000Z'],
    ['ISO 8601 with milliseconds', '2023-07-10T11:57:16.049Z', '2023-07-10T11:57:16.049Z'],
    ['nanoseconds and no zone, which is UTC', '2025-02-19 16:32:39.000000000', '2025-02-19T16:32:39.000Z'],
    ['an offset', '2025-02-19T18:32:39+02:00', '2025-02-19T16:32:39.000Z'],
    ['an epoch in seconds', 1_739_982_759, '2025-02-19T16:32:39.000Z'],
    ['an epoch in milliseconds', 1_739_982_759_001, '2025-02-19T16:32:39.001Z'],
    ['an epoch with a fraction', 1_739_982_759.25, '2025-02-19T16:32:39.250Z'],
    ['an epoch as text', '1739982759', '2025-02-19T16:32:39.000Z'],
    ['an epoch in milliseconds as text', '1739982759001', '2025-02-19T16:32:39.001Z'],
    ['a day no calendar has', '2025-02-30T00:00:00Z', null],
    ['an hour no day has', '2025-02-19T24:00:00Z', null],
    ['a date alone', '2025-02-19', null],
    ['words', 'yesterday', null],
    ['an empty text', '', null],
    ['a short number', '173998275', null],
    ['zero', 0, null],
    ['a number before 1970', -1, null],
    ['a number beyond all years', 1e300, null],
    ['no number', Number.NaN, null],
    ['an object', {}, null],
    ['nothing', undefined, null],
  ])('reads %s', (_name, value, expected) => {
    expect(written(parseEventTime(value))).toBe(expected)
  })
})

describe('parseLocaleTime', () => {
  it.each([
    ['the older form', 'Jul 10, 2023 1:57:16 PM', '2023-07-10T13:57:16.000Z'],
    ['the form since 2024, with a second comma', 'Aug 2, 2024, 11:08:56 AM', '2024-08-02T11:08:56.000Z'],
    ['midnight', 'Nov 29, 2024 12:00:01 AM', '2024-11-29T00:00:01.000Z'],
    ['noon', 'Nov 29, 2024 12:00:01 PM', '2024-11-29T12:00:01.000Z'],
    ['a narrow space before the half of the day', 'Nov 29, 2024, 7:43:20\u202FPM', '2024-11-29T19:43:20.000Z'],
    ['an hour no half of a day has', 'Nov 29, 2024 13:00:00 PM', null],
    ['the hour zero', 'Nov 29, 2024 0:00:00 AM', null],
    ['an unknown month', 'Foo 29, 2024 1:00:00 AM', null],
    ['another language', '29. Nov. 2024 19:43:20', null],
  ])('reads %s', (_name, text, expected) => {
    expect(written(parseLocaleTime(text))).toBe(expected)
  })
})
