import { readChangeWindows, readSuppressions, SUPPRESSION_FIELDS } from '../../../shared/config/suppressions'

const silence = (given: Readonly<Record<string, unknown>>) =>
  readSuppressions([{ reason: 'CHG-1042', until: '2026-12-31', ...given }])
const faults = (
  result: ReturnType<typeof readSuppressions> | ReturnType<typeof readChangeWindows>,
): readonly string[] => ('faults' in result ? result.faults : [])

describe('readSuppressions', () => {
  it.each(SUPPRESSION_FIELDS.filter((field) => field !== 'changeWindow'))(
    'reads %s as one glob or a list of them',
    (field) => {
      for (const value of ['a*', ['a*', 'b']])
        expect(silence({ [field]: value })).toEqual({
          value: [{ reason: 'CHG-1042', until: Date.UTC(2026, 11, 31), [field]: [value].flat() }],
        })
    },
  )

  it.each([
    { until: '2026-12-31', at: Date.UTC(2026, 11, 31) },
    { until: '2026-12-31T12:00Z', at: Date.UTC(2026, 11, 31, 12) },
    { until: '2026-12-31T12:00:00.250Z', at: Date.UTC(2026, 11, 31, 12, 0, 0, 250) },
    { until: '2026-12-31T12:00:00+02:00', at: Date.UTC(2026, 11, 31, 10) },
  ])('reads the time $until', ({ until, at }) => {
    expect(readSuppressions([{ reason: 'x', until, caller: 'a' }])).toEqual({
      value: [{ reason: 'x', until: at, caller: ['a'] }],
    })
  })

  it.each([
    { name: 'no reason', given: { reason: undefined, caller: 'a' }, path: '0.reason' },
    { name: 'an empty reason', given: { reason: '', caller: 'a' }, path: '0.reason' },
    { name: 'no end', given: { until: undefined, caller: 'a' }, path: '0.until' },
    { name: 'an end without zone', given: { until: '2026-12-31T12:00', caller: 'a' }, path: '0.until' },
    { name: 'an end that no calendar has', given: { until: '2026-13-31', caller: 'a' }, path: '0.until' },
    { name: 'an end in words', given: { until: 'next week', caller: 'a' }, path: '0.until' },
    { name: 'an empty glob', given: { caller: '' }, path: '0.caller' },
    { name: 'an empty list', given: { caller: [] }, path: '0.caller' },
    { name: 'a number for a glob', given: { caller: 1 }, path: '0.caller' },
    { name: 'a misspelt field', given: { caler: 'a', rule: 'b' }, path: '0.caler' },
  ])('refuses $name', ({ given, path }) => {
    expect(faults(silence(given)).some((fault) => fault.startsWith(path))).toBe(true)
  })

  it('refuses one that says nothing of what it silences', () => {
    expect(faults(silence({}))).toEqual([`0: give at least one of ${SUPPRESSION_FIELDS.join(', ')}`])
  })

  it.each([null, 'text', {}, [null], [[]]])('refuses %j', (value) => {
    expect(faults(readSuppressions(value)).length).toBeGreaterThan(0)
  })

  it('names the faults of every entry', () => {
    expect(
      faults(
        readSuppressions([
          { reason: 'x', until: 'soon', caller: 'a' },
          { reason: 'x', until: '2026-12-31', caler: 'a' },
        ]),
      ).map((fault) => fault.split(':')[0]),
    ).toEqual(['0.until', '1.caler'])
  })
})

describe('readChangeWindows', () => {
  const weekly = { name: 'patching', zone: 'Europe/Paris', days: ['sat'], from: '22:00', to: '04:00' }
  const once = { name: 'move', start: '2026-03-01T20:00Z', end: '2026-03-02T04:00Z' }

  it('reads both kinds', () => {
    expect(readChangeWindows([weekly, once])).toEqual({
      value: [weekly, { name: 'move', start: Date.UTC(2026, 2, 1, 20), end: Date.UTC(2026, 2, 2, 4) }],
    })
  })

  it.each([
    { name: 'a zone that does not exist', window: { ...weekly, zone: 'Europe/Atlantis' } },
    { name: 'a weekday in full', window: { ...weekly, days: ['saturday'] } },
    { name: 'no weekday', window: { ...weekly, days: [] } },
    { name: 'an hour that does not exist', window: { ...weekly, from: '24:00' } },
    { name: 'an hour without minutes', window: { ...weekly, to: '4' } },
    { name: 'a mixture of both kinds', window: { ...weekly, ...once } },
    { name: 'no name', window: { ...once, name: '' } },
    { name: 'a start without zone', window: { ...once, start: '2026-03-01T20:00' } },
  ])('refuses $name', ({ window }) => {
    expect(faults(readChangeWindows([window])).length).toBeGreaterThan(0)
  })
})
