import fc from 'fast-check'
import { encodeTrace, readTrace, traceOf, type Trace } from '../../../shared/contracts/trace'
import type { Activity } from '../../../shared/model/activity'
import { agentProcess, awsActivity, azureActivity, azureUser, NOON } from '../../support/activity'

const person = azureActivity({ id: 'a-0' })

describe('traceOf', () => {
  it('says who, from where and what', () => {
    expect(traceOf(person, 64_496)).toEqual({
      schema: 'runwarden.digest/1',
      id: 'a-0',
      at: NOON,
      human: 'alice@example.com',
      address: '192.0.2.10',
      asn: 64_496,
      family: 'command',
    })
  })

  it('does not name an application as a person', () => {
    const application = azureActivity({ actor: azureUser({ human: false, display: 'app/1' }) })
    expect(traceOf(application, null)).toMatchObject({ human: null, address: '192.0.2.10' })
  })

  it.each<[string, Activity]>([
    [
      'an application without an address',
      azureActivity({ actor: azureUser({ human: false }), source: { kind: 'unknown' } }),
    ],
    ['a process on a machine', agentProcess()],
    ['an activity in AWS, of which the Azure half asks nothing', awsActivity()],
  ])('is null for %s', (_name, activity) => {
    expect(traceOf(activity, null)).toBeNull()
  })
})

describe('a trace as a message', () => {
  it('reads back as it was written', () => {
    const text = (max: number) => fc.string({ maxLength: max })
    const traces = fc.record<Trace>({
      schema: fc.constant('runwarden.digest/1'),
      id: text(512),
      at: fc.nat(),
      human: fc.option(text(512)),
      address: fc.option(text(64)),
      asn: fc.option(fc.nat()),
      family: text(32),
    })
    fc.assert(fc.property(traces, (trace) => expect(readTrace(JSON.parse(encodeTrace(trace)))).toEqual(trace)))
  })

  it('may have members that a later version adds', () => {
    const trace = traceOf(person, null)
    expect(readTrace({ ...trace, device: 'x' })).toEqual(trace)
  })

  it.each<[string, unknown]>([
    ['no object', 'runwarden.digest/1'],
    ['another schema', { ...traceOf(person, null), schema: 'runwarden.digest/2' }],
    ['a time that is a text', { ...traceOf(person, null), at: 'today' }],
    ['a time before 1970', { ...traceOf(person, null), at: -1 }],
    ['no family', { ...traceOf(person, null), family: undefined }],
    ['a name of no length that people have', { ...traceOf(person, null), human: 'a'.repeat(513) }],
  ])('is none with %s', (_name, message) => {
    expect(readTrace(message)).toBeNull()
  })
})
