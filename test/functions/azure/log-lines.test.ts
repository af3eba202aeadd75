import { alertBlob } from '../../../functions/azure/alert-archive'
import type { LogLine } from '../../../functions/azure/log'
import { logHealth } from '../../../functions/azure/log-health'
import { monitorSink } from '../../../functions/azure/monitor-sink'
import { runCounts } from '../../../functions/azure/run-counts'
import { redactAlert } from '../../../shared/command/redact-alert'
import { sampleAlert } from '../../../shared/pipeline/sample-alert'

const alert = sampleAlert(Date.UTC(2026, 2, 2, 10), 'alert')

const collect = () => {
  const lines: [string, LogLine][] = []
  return { lines, log: (level: string, line: LogLine): void => void lines.push([level, line]) }
}

describe('the lines that alert rules and the workbook ask for', () => {
  it('sum the counts of one run', () => {
    const counts = runCounts()
    counts.count('RecordsReceived', 3)
    counts.count('AlertsSent')
    counts.count('AlertsSent')
    expect(counts.line({ function: 'activityLog' })).toEqual({
      event: 'Run',
      function: 'activityLog',
      RecordsReceived: 3,
      AlertsSent: 2,
    })
  })

  it('name the received records even when there were none, by which the workbook finds the line', () => {
    expect(runCounts().line({})).toEqual({ event: 'Run', RecordsReceived: 0 })
  })

  it('summarise an alert in words that are harmless wherever they are shown', async () => {
    const { lines, log } = collect()
    const hostile = { ...alert, title: 'a\n\u202e<b>', actor: { ...alert.actor, display: 'x\u001b[31m' } }
    await monitorSink(log, { accountNames: {} }).send(redactAlert(hostile))
    expect(lines).toEqual([
      [
        'info',
        {
          event: 'AlertSent',
          alert: alert.id,
          kind: 'alert',
          severity: alert.severity,
          title: expect.stringMatching(/^[ -~]{1,99}$/) as string,
        },
      ],
    ])
  })

  it('carry notices about Runwarden itself as errors', async () => {
    const { lines, log } = collect()
    await logHealth(log).notice('A setting cannot be read', 'RUNWARDEN_PRESET: expected one of ...')
    expect(lines).toEqual([
      [
        'error',
        { event: 'HealthNotice', title: 'A setting cannot be read', detail: 'RUNWARDEN_PRESET: expected one of ...' },
      ],
    ])
  })
})

describe('alertBlob', () => {
  it('keeps all that was said of an activity together, each word once', () => {
    expect(alertBlob(alert)).toBe(`${alert.id}/alert-2026-03-02T100000.000Z.json`)
    expect(alertBlob({ ...alert, kind: 'update' })).toBe(`${alert.id}/update-2026-03-02T100000.000Z.json`)
  })
})
