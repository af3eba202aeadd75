import { BatchUnfinished, takeBatch } from '../../../functions/azure/take-batch'
import type { Quarantined } from '../../../shared/contracts/quarantined'
import { selftestMessage } from '../../../shared/contracts/self-test'
import { activityLogRecord, message, signInRecord, stages, uuid, vmId } from '../../support/azure-events'
import { testDetector } from '../../support/detector'

const quarantine = (fails: (entry: Quarantined) => boolean = () => false) => {
  const entries: Quarantined[] = []
  const put = async (entry: Quarantined): Promise<void> => {
    if (fails(entry)) throw new Error('blob store down')
    entries.push(entry)
  }
  return { entries, port: { put } }
}

const on = (name: string, number: number) =>
  activityLogRecord({
    resourceId: vmId(name),
    correlationId: uuid(number),
    person: number,
    user: `user${number}@example.com`,
  })

/** A detector whose sinks refuse alerts about one machine. */
const refusing = (machine: string, fails?: (entry: Quarantined) => boolean) => {
  const kept = quarantine(fails)
  const sent: string[] = []
  const sink = {
    name: 'test',
    send: async ({ targets }: { readonly targets: { readonly ids: readonly string[] } }): Promise<void> => {
      const id = targets.ids[0] ?? ''
      if (id.endsWith(machine)) throw new Error('refused')
      sent.push(id)
    },
  }
  return { detector: testDetector({}, { sinks: [sink], quarantine: kept.port }), sent, quarantined: kept.entries }
}

describe('takeBatch', () => {
  it('judges what concerns us and counts the rest', async () => {
    const detector = testDetector()
    await takeBatch(detector, [message(signInRecord(), ...stages()), message(...stages())], false)
    expect(detector.alerts).toHaveLength(1)
    expect(detector.metrics).toMatchObject({
      RecordsReceived: 7,
      RecordsIgnored: 1,
      RecordsDuplicate: 5,
      ActivitiesEvaluated: 1,
    })
  })

  it('takes poison to quarantine and goes on', async () => {
    const { entries, port } = quarantine()
    const detector = testDetector({}, { quarantine: port })
    const withoutTime = { ...on('vm-a', 1), time: 'yesterday' }
    await takeBatch(
      detector,
      ['no json', { some: 'thing' }, null, message(withoutTime, 5), message(on('vm-b', 2))],
      false,
    )
    expect(entries.map(({ body }) => body)).toEqual(['no json', { some: 'thing' }, null, withoutTime, 5])
    expect(detector.alerts.map(({ targets }) => targets.ids)).toEqual([[vmId('vm-b').toLowerCase()]])
    expect(detector.metrics.RecordsQuarantined).toBe(5)
  })

  it('rejects after a failure while the batch may come again, with its neighbours done', async () => {
    const { detector, sent, quarantined } = refusing('vm-b')
    await expect(takeBatch(detector, [message(on('vm-a', 1), on('vm-b', 2), on('vm-c', 3))], false)).rejects.toThrow(
      BatchUnfinished,
    )
    expect(sent).toEqual([vmId('vm-a'), vmId('vm-c')].map((id) => id.toLowerCase()))
    expect(quarantined).toEqual([])
  })

  it('puts what is left into quarantine on the last attempt and resolves', async () => {
    const { detector, sent, quarantined } = refusing('vm-b')
    const batch = [message(on('vm-a', 1), on('vm-b', 2))]
    await expect(takeBatch(detector, batch, false)).rejects.toThrow('1 records were not processed')
    await takeBatch(detector, batch, true)
    expect(sent).toHaveLength(1)
    expect(quarantined).toMatchObject([
      {
        format: 'event-hub',
        body: on('vm-b', 2),
        reason: expect.stringContaining('not processed in any attempt: NothingSent') as string,
      },
    ])
  })

  it('rejects on the last attempt when even the quarantine is out of reach, after everything was tried', async () => {
    const { detector, sent, quarantined } = refusing('vm-b', ({ format }) => format === 'event-hub')
    await expect(takeBatch(detector, [message(on('vm-b', 2), on('vm-c', 3)), 'poison'], true)).rejects.toThrow(
      BatchUnfinished,
    )
    expect(sent).toEqual([vmId('vm-c').toLowerCase()])
    expect(quarantined.map(({ body }) => body)).toEqual(['poison'])
  })

  it('does not let poison that cannot be quarantined keep its neighbours waiting', async () => {
    const { detector, sent } = refusing('none', () => true)
    await expect(takeBatch(detector, ['poison', message(on('vm-a', 1))], false)).rejects.toThrow('blob store down')
    expect(sent).toHaveLength(1)
  })

  it('sends a marked test alert for a self test', async () => {
    const detector = testDetector()
    await takeBatch(detector, [selftestMessage('mark-1')], false)
    expect(detector.alerts).toMatchObject([{ id: 'mark-1', kind: 'test' }])
    expect(detector.metrics.RecordsReceived).toBe(0)
  })
})
