import { arrangeAlert, readAlert } from '../../../shared/contracts/alert-json'
import { encodeQuarantined, readQuarantined } from '../../../shared/contracts/quarantined'
import { readSelftestMessage, selftestEntry, selftestMessage } from '../../../shared/contracts/self-test'
import { encodeTrace, readTrace } from '../../../shared/contracts/trace'
import { SELFTEST } from '../../../shared/state/kinds'
import { olderContract, olderContracts } from '../../support/older-contracts'

const parsed = (text: string): unknown => JSON.parse(text)

/** The value of what could be read; fails where nothing was. */
const found = <T>(value: T | null): T => {
  if (value === null) throw new Error('what 0.1.0 wrote was not read')
  return value
}

/** What is written now must hold all that 0.1.0 wrote and reads; it may hold more. */
const holds = (now: unknown, text: string): void => expect(now).toMatchObject(parsed(text) as object)

describe('what 0.1.0 wrote is read, and what is written now holds all that 0.1.0 reads', () => {
  it.each([...olderContracts('trace')])('trace %s', (_name, text) => {
    holds(parsed(encodeTrace(found(readTrace(parsed(text))))), text)
  })

  it.each([...olderContracts('alerts')])('alert %s', (_name, text) => {
    holds(arrangeAlert(found(readAlert(parsed(text)))), text)
  })

  it.each<[name: string, format: string, body: unknown]>([
    ['aws-message', 'message', '{"schema":'],
    ['aws-packed', 'eventbridge', expect.objectContaining({ eventName: 'StartSession', eventTime: 'yesterday' })],
    ['aws-rejected', 'eventbridge', expect.objectContaining({ eventName: 'StartSession', eventTime: 'yesterday' })],
    ['aws-rejected-process', 'eventbridge-endpoint', expect.objectContaining({ detail: { some: 'thing' } })],
    ['aws-trace', 'digest', expect.objectContaining({ schema: 'runwarden.digest/1', at: 'today' })],
    ['aws-unknown', 'unknown', { some: 'thing' }],
    ['aws-beginning', 'eventbridge', null],
    ['azure-no-json', 'unknown', 'no json'],
    ['azure-rejected', 'event-hub', expect.objectContaining({ time: 'yesterday' })],
    ['azure-rejected-process', 'ecs', expect.objectContaining({ '@timestamp': 'yesterday' })],
    ['azure-unknown', 'unknown', { some: 'thing' }],
    ['azure-unprocessed', 'event-hub', expect.objectContaining({ time: '2026-03-02T10:00:00.1234567Z' })],
  ])('quarantined record %s', (name, format, body) => {
    const text = olderContract('quarantined', name)
    const record = found(readQuarantined(parsed(text)))
    expect(record).toEqual({
      reason: expect.stringMatching(/^[a-z].{10}/),
      format,
      body,
      at: expect.any(Number) as number,
    })
    if (name !== 'aws-packed' && name !== 'aws-beginning') holds(parsed(encodeQuarantined(record)), text)
  })

  it('quarantined records: none is left out above', () => {
    expect([...olderContracts('quarantined').keys()]).toHaveLength(12)
  })

  it('the entry and the message of a self-test', () => {
    holds(selftestEntry('00000000000000000000000000000001'), olderContract('selftest', 'aws-bus-entry'))
    const message = olderContract('selftest', 'azure-message')
    holds(selftestMessage(found(readSelftestMessage(parsed(message)))), message)
  })

  it.each(['aws-report', 'aws-report-of-failure'])('the stored %s of a self-test', (name) => {
    const text = olderContract('selftest', name)
    holds(parsed(SELFTEST.encode(SELFTEST.decode(text))), text)
  })
})
