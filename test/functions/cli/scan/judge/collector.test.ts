import { collector } from '../../../../../functions/cli/scan/judge/collector'
import { redactAlert } from '../../../../../shared/command/redact-alert'
import { sampleAlert } from '../../../../../shared/pipeline/sample-alert'
import { NOON } from '../../../../support/activity'

describe('collector', () => {
  it('no longer counts an alert as kept once an update of it is sent', async () => {
    const { sink, observer, sent, kept } = collector()
    const alert = sampleAlert(NOON, 'alert')
    observer.kept(alert)
    expect(kept()).toEqual([alert])
    await sink.send(redactAlert({ ...alert, kind: 'update' }))
    expect(kept()).toEqual([])
    expect(sent()).toHaveLength(1)
  })
})
