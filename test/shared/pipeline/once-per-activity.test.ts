import { redactAlert } from '../../../shared/command/redact-alert'
import { oncePerActivity } from '../../../shared/pipeline/once-per-activity'
import type { Alert } from '../../../shared/model/alert'
import type { RedactedAlert } from '../../../shared/model/redacted-alert'
import { sampleAlert } from '../../../shared/pipeline/sample-alert'

const alert = (given: Partial<Alert> = {}): RedactedAlert => redactAlert({ ...sampleAlert(0, 'alert'), ...given })
const degraded = alert({ degraded: 'history could not be read' })

const sinkOf = (failures = 0) => {
  const sent: string[] = []
  let left = failures
  const send = async ({ id }: RedactedAlert): Promise<void> => {
    if (left-- > 0) throw new Error('down')
    sent.push(id)
  }
  return { sent, sink: oncePerActivity()({ name: 'test', send }) }
}

describe('withoutDegradedRepeats', () => {
  it('sends a degraded alert once', async () => {
    const { sent, sink } = sinkOf()
    await sink.send(degraded)
    await sink.send(degraded)
    expect(sent).toHaveLength(1)
  })

  it('sends every other alert as often as it is asked to', async () => {
    const { sent, sink } = sinkOf()
    await sink.send(alert())
    await sink.send(alert())
    expect(sent).toHaveLength(2)
  })

  it('sends a degraded alert again that failed', async () => {
    const { sent, sink } = sinkOf(1)
    await expect(sink.send(degraded)).rejects.toThrow('down')
    await sink.send(degraded)
    expect(sent).toHaveLength(1)
  })

  it('sends a degraded alert that has another finding', async () => {
    const { sent, sink } = sinkOf()
    await sink.send(degraded)
    await sink.send({ ...degraded, findings: degraded.findings.slice(0, 1) })
    expect(sent).toHaveLength(2)
  })

  it('distinguishes ways out', async () => {
    const wrap = oncePerActivity()
    const sent: string[] = []
    for (const name of ['a', 'b']) await wrap({ name, send: async () => void sent.push(name) }).send(degraded)
    expect(sent).toEqual(['a', 'b'])
  })

  it('remembers a bounded number', async () => {
    const { sent, sink } = sinkOf()
    for (let number = 0; number <= 1_000; number++) await sink.send({ ...degraded, id: String(number) })
    await sink.send({ ...degraded, id: '0' })
    expect(sent).toHaveLength(1_002)
  })
})
