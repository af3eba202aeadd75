import fc from 'fast-check'
import type { Stage } from '../../../../shared/model/normalized'
import { foldStages, mergeStage, startNumber } from '../../../../shared/providers/azure/fold-stages'
import { activityId } from '../../../../shared/providers/azure/activity-id'
import { ALICE, ALICE_CLAIMS, CLI, hubRecord, stageOf, SUBSCRIPTION, TENANT, TENANT_ID, VM } from './records'

type Overrides = Record<string, unknown>

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 31, 9, minute)).toISOString()
const time = (minute: number): number => Date.UTC(2026, 0, 31, 9, minute)
const ANONYMOUS = { identity: {}, callerIpAddress: '' }

const start = (minute: number, overrides: Overrides = {}): Stage =>
  stageOf(hubRecord({ time: at(minute), ...overrides }))
const accept = (minute: number, overrides: Overrides = {}): Stage =>
  stageOf(
    hubRecord({ time: at(minute), resultType: 'Accept', resultSignature: 'Accepted.', ...ANONYMOUS, ...overrides }),
  )
const success = (minute: number, overrides: Overrides = {}): Stage =>
  stageOf(
    hubRecord({ time: at(minute), resultType: 'Success', resultSignature: 'Succeeded.', ...ANONYMOUS, ...overrides }),
  )
const failure = (minute: number, overrides: Overrides = {}): Stage =>
  stageOf(
    hubRecord({
      time: at(minute),
      resultType: 'Failure',
      resultSignature: 'Failed.Conflict',
      ...ANONYMOUS,
      ...overrides,
    }),
  )

const { foldKey } = start(0)

describe('foldStages', () => {
  it.each<[string, readonly Stage[], readonly (readonly [number, string])[]]>([
    ['nothing', [], []],
    ['a Start alone', [start(0)], [[time(0), 'pending']]],
    ['a whole operation', [start(0), accept(1), accept(2), success(3)], [[time(0), 'succeeded']]],
    ['an operation that failed', [start(0), failure(1)], [[time(0), 'failed']]],
    ['a final stage alone', [success(3)], [[time(3), 'succeeded']]],
    ['stages whose Start is missing', [success(3), accept(1)], [[time(1), 'succeeded']]],
    ['a Start exported twice', [start(0), start(0), success(1)], [[time(0), 'succeeded']]],
    ['a Start exported in two shapes', [start(0), start(0, { durationMs: 1 })], [[time(0), 'pending']]],
    [
      'a correlation id that came again',
      [start(0), success(1), start(10), failure(11)],
      [
        [time(0), 'succeeded'],
        [time(10), 'failed'],
      ],
    ],
    [
      'a final stage between two Starts',
      [start(0), start(10), success(5)],
      [
        [time(0), 'succeeded'],
        [time(10), 'pending'],
      ],
    ],
    ['a stage before its Start', [accept(0), start(1)], [[time(1), 'pending']]],
    [
      'a stage at the time of its Start',
      [start(0), start(10), success(10)],
      [
        [time(0), 'pending'],
        [time(10), 'succeeded'],
      ],
    ],
  ])('%s', (_name, stages, expected) => {
    const activities = foldStages(stages)
    expect(activities.map((activity) => [activity.at, activity.outcome])).toEqual(expected)
    expect(activities.map(({ id }) => id)).toEqual(expected.map((_, number) => activityId(foldKey, number)))
  })

  it('takes address and claims of Start, and fills what it lacks from later stages', () => {
    const [merged] = foldStages([
      success(3, {
        callerIpAddress: '203.0.113.200',
        identity: { claims: { ...ALICE_CLAIMS, appid: 'other' } },
        properties: { responseBody: { commandId: 'RunShellScript', script: ['id'] } },
      }),
      start(0, { identity: { claims: ALICE_CLAIMS }, callerIpAddress: '' }),
    ])
    expect(merged).toMatchObject({
      clientId: CLI,
      source: { kind: 'address', ip: '203.0.113.200' },
      payload: { kind: 'text', text: 'id' },
      document: { name: 'RunShellScript' },
      actor: { key: `azure:${ALICE}` },
    })
  })

  it('fills what Start does not say of the place', () => {
    const [merged] = foldStages([start(0, { properties: {} }), success(1, { location: 'westeurope' })])
    expect(merged?.scope).toEqual({
      account: SUBSCRIPTION,
      region: 'westeurope',
      tenant: TENANT,
      resourceGroup: 'rg-prod',
    })
    expect(foldStages([start(0, { resourceId: '', identity: {}, properties: {} })])[0]?.scope).toEqual({
      account: null,
      region: null,
      tenant: null,
      resourceGroup: null,
    })
  })

  it('adds what another record says of the same caller', () => {
    const [merged] = foldStages([
      start(0),
      accept(1, {
        identity: { claims: ALICE_CLAIMS, authorization: { scope: VM, evidence: { principalType: 'ForeignGroup' } } },
        caller: 'alice@corp.example.com',
      }),
    ])
    expect(merged?.actor).toMatchObject({
      assignedTo: 'ForeignGroup',
      aliases: expect.arrayContaining(['alice@corp.example.com']) as string[],
    })
  })

  it('prefers the document that a body names to the name in the path', () => {
    const extension = {
      operationName: 'microsoft.compute/virtualmachines/extensions/write',
      resourceId: `${VM}/extensions/Backup`,
    }
    const body = {
      properties: { publisher: 'Microsoft.Compute', type: 'CustomScriptExtension', typeHandlerVersion: '1.10' },
    }
    const [merged] = foldStages([start(0, extension), accept(1, { ...extension, properties: { responseBody: body } })])
    expect(merged?.document?.name).toBe('Microsoft.Compute/CustomScriptExtension')
  })

  it('keeps the better known caller when Start names none', () => {
    const [merged] = foldStages([start(0, ANONYMOUS), success(1, { identity: { claims: ALICE_CLAIMS } })])
    expect(merged?.actor).toMatchObject({ key: `azure:${ALICE}`, display: 'alice@example.com' })
  })

  it('never mixes two callers', () => {
    const [merged] = foldStages([
      start(0),
      success(1, { identity: { claims: { appid: CLI, idtyp: 'app', [TENANT_ID]: 'other' } } }),
    ])
    expect(merged?.actor).toEqual(start(0).activity.actor)
  })

  it('names a correlation id once', () => {
    expect(foldStages([start(0), success(1)])[0]?.origin.records).toEqual(['00000000-0000-0000-0000-0000000000a1'])
  })

  const anyStage = fc
    .tuple(
      fc.constantFrom(start, accept, success, failure),
      fc.integer({ min: 0, max: 8 }),
      fc.constantFrom<Overrides>(
        {},
        ANONYMOUS,
        { callerIpAddress: '203.0.113.9' },
        { identity: { claims: { appid: CLI, idtyp: 'app' } } },
        { properties: { requestbody: '{"script":["id"]}' } },
        { resourceId: VM },
      ),
    )
    .map(([make, minute, overrides]) => make(minute, overrides))

  it('depends neither on order nor on repetition', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyStage, { maxLength: 8 })
          .chain((stages) =>
            fc.tuple(
              fc.constant(stages),
              fc.shuffledSubarray([...stages, ...stages], { minLength: stages.length * 2 }),
            ),
          ),
        ([stages, shuffled]) => {
          expect(foldStages(shuffled)).toEqual(foldStages(stages))
        },
      ),
    )
  })

  it('numbers activities as they are numbered live, when stages come in time order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(20), { minLength: 1 }), fc.nat(20), (minutes, minute) => {
        const starts = minutes.toSorted((a, b) => a - b).map(time)
        const ended = foldStages([...minutes.map((each) => start(each)), success(minute)]).findIndex(
          ({ outcome }) => outcome === 'succeeded',
        )
        expect(ended).toBe(startNumber(starts, time(minute)))
      }),
    )
  })

  it('gives what merging one by one gives when stages come in time order', () => {
    fc.assert(
      fc.property(
        fc.array(anyStage, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 8 }),
        (others, minute) => {
          const later = others
            .filter(({ stage, activity }) => stage !== 'start' && activity.at >= time(minute))
            .sort(
              (a, b) =>
                a.activity.at - b.activity.at ||
                (a.stage < b.stage ? -1 : a.stage > b.stage ? 1 : 0) ||
                (a.activity.origin.hash < b.activity.origin.hash ? -1 : 1),
            )
          const live = later.reduce((known, stage) => mergeStage(known, stage).stage, start(minute))
          expect([live.activity]).toEqual(foldStages([start(minute), ...later]))
        },
      ),
    )
  })
})

describe('startNumber', () => {
  it.each([
    ['before all Starts', [10, 20], 5, 0],
    ['at the first', [10, 20], 10, 0],
    ['between two', [10, 20], 15, 0],
    ['at the second', [10, 20], 20, 1],
    ['after all', [10, 20], 99, 1],
    ['Starts numbered as they arrived, not by time', [20, 10], 15, 1],
    ['no Start yet', [], 15, 0],
  ])('%s', (_name, starts, when, expected) => {
    expect(startNumber(starts, when)).toBe(expected)
  })
})

describe('mergeStage', () => {
  it.each<[string, Stage, Stage, readonly string[]]>([
    ['nothing from a repeat', start(0), start(0), []],
    ['nothing from a bare Accept', start(0), accept(1), []],
    ['the outcome', start(0), success(1), ['outcome']],
    ['the address', start(0, { callerIpAddress: '' }), accept(1, { callerIpAddress: '203.0.113.9' }), ['address']],
    ['the caller', start(0, { identity: {} }), accept(1, { identity: { claims: ALICE_CLAIMS } }), ['caller']],
    ['the text of the request', start(0), accept(1, { properties: { requestbody: { script: ['id'] } } }), ['text']],
    ['what its Start knows, when that comes later', accept(1), start(0), ['address', 'caller']],
    [
      'a Start that says less',
      success(1, { callerIpAddress: '203.0.113.9' }),
      start(0, { callerIpAddress: '' }),
      ['caller'],
    ],
  ])('learns %s', (_name, known, later, learned) => {
    expect(mergeStage(known, later).learned).toEqual(learned)
  })

  it('takes the time of Start, whichever came first', () => {
    expect(mergeStage(accept(1), start(2)).stage).toMatchObject({ stage: 'start', activity: { at: time(2) } })
    expect(mergeStage(start(2), accept(1)).stage).toMatchObject({ stage: 'start', activity: { at: time(2) } })
  })

  it('keeps the id under which the activity is known', () => {
    const known = start(10)
    const second = { ...known, activity: { ...known.activity, id: activityId(foldKey, 1) } }
    expect(mergeStage(second, success(11)).stage.activity.id).toBe(activityId(foldKey, 1))
  })
})
