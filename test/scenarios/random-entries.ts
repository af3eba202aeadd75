import fc from 'fast-check'
import type { Activity, Outcome, Payload, Step, Targets } from '../../shared/model/activity'
import { DAY, MINUTE } from '../../shared/model/time'
import { placeOf, type Entry } from '../../functions/cli/scan/judge/assemble-entries'
import { agentProcess, awsActivity, azureActivity, azureUser, NOON, principal, SUBSCRIPTION } from '../support/activity'

/** What one random activity is made of; everything is drawn from few values, so that activities meet. */
interface Draw {
  readonly shape: (typeof SHAPES)[number]
  readonly caller: number
  readonly address: string
  readonly first: number
  readonly count: number
  readonly outcome: Outcome
  readonly script: string | null
  readonly day: number
  readonly minute: number
  readonly ms: number
}

const SHAPES = [
  'send',
  'tag',
  'session',
  'run',
  'extension',
  'process',
  'ssm process',
  'runbook',
  'job',
  'assume',
  'stop',
  'user data',
  'state manager',
] as const

/** Access, VPN and hosting networks of the test detector. */
const ADDRESSES = ['192.0.2.10', '192.0.2.11', '198.51.100.7', '203.0.113.5']

const SCRIPTS = [null, null, null, 'systemctl restart nginx', 'whoami', 'cat /etc/shadow']

/** Some of the values, so that the facts of one stream meet often. */
const some = <T>(values: readonly T[], most: number): fc.Arbitrary<readonly T[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: most })

/** Shapes that belong together. */
const STORIES: readonly (readonly Draw['shape'][])[] = [
  ['run', 'process'],
  ['send', 'ssm process'],
  ['runbook', 'job'],
  ['assume', 'send', 'session'],
  ['stop', 'user data'],
  ['send'],
  ['tag'],
]

/** What one stream is drawn from. */
const pool = fc.record({
  shapes: fc.oneof(some(SHAPES, 4), fc.constantFrom(...STORIES)),
  firsts: some([0, 1, 2, 3, 4, 5], 3),
  counts: some([1, 2, 3, 4], 2),
  callers: some([0, 1, 2], 2),
  addresses: some(ADDRESSES, 2),
  scripts: some(SCRIPTS, 2),
  days: some([0, 1, 2, 3, 4, 7, 8, 12], 5),
  minutes: some([0, 1, 2, 30, 59, 60, 61, 90], 3),
})

const draws = pool.chain(({ shapes, firsts, counts, callers, addresses, scripts, days, minutes }) =>
  fc.array(
    fc.record<Draw>({
      shape: fc.constantFrom(...shapes),
      caller: fc.constantFrom(...callers),
      address: fc.constantFrom(...addresses),
      first: fc.constantFrom(...firsts),
      count: fc.constantFrom(...counts),
      outcome: fc.constantFrom<Outcome>('succeeded', 'succeeded', 'succeeded', 'pending', 'denied', 'failed'),
      script: fc.constantFrom(...scripts),
      day: fc.constantFrom(...days),
      minute: fc.constantFrom(...minutes),
      ms: fc.constantFrom(0, 0, 0, 1, 59_999),
    }),
    { minLength: 1, maxLength: 30 },
  ),
)

const KEY = 'ASIAEXAMPLEKEY000001'

const instance = (number: number): string => `i-${String(number % 7).padStart(17, '0')}`
const vm = (number: number): string =>
  `/subscriptions/${SUBSCRIPTION}/resourcegroups/prod/providers/microsoft.compute/virtualmachines/web0${number % 7}`
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourcegroups/prod`
const ACCOUNT = `${GROUP}/providers/microsoft.automation/automationaccounts/ops`

const names = ({ first, count }: Draw, name: (number: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, place) => name(first + place))
const listed = (ids: readonly string[]): Targets => ({ kind: 'listed', ids })

const entryOf = (drawn: Draw, number: number): Entry => {
  const id = `${(number * 7919) % 10_007}-${number}`
  const at = NOON + drawn.day * DAY + drawn.minute * MINUTE + drawn.ms
  const payload: Payload =
    drawn.script === null ? { kind: 'hidden', reason: 'not in the record' } : { kind: 'text', text: drawn.script }
  const common = {
    id,
    at,
    outcome: drawn.outcome,
    source: { kind: 'address', ip: drawn.address },
    payload,
    origin: { format: 'test', records: [id], addendum: false, hash: id },
  } as const
  const role = principal({
    key: `aws:123456789012:role/R${drawn.caller}`,
    display: `role/R${drawn.caller}`,
    accessKeyId: drawn.caller === 0 ? KEY : null,
  })
  const user = azureUser({ key: `azure:00000000-0000-0000-0000-0000000000c${drawn.caller}`, human: drawn.caller > 0 })
  const aws = (given: Partial<Activity>): Entry => ({
    kind: 'activity',
    activity: awsActivity({ ...common, actor: role, ...given }),
  })
  const azure = (given: Partial<Activity>): Entry => ({
    kind: 'activity',
    activity: azureActivity({ ...common, actor: user, ...given }),
  })
  const step = (given: Pick<Step, 'operation' | 'subjects' | 'actor'>): Entry => ({
    kind: 'step',
    step: { id, at, account: '123456789012', ...given },
  })
  switch (drawn.shape) {
    case 'send':
      return aws({ targets: listed(names(drawn, instance)), commandId: `command-${drawn.first}-${drawn.day}` })
    case 'tag':
      return aws({
        targets: {
          kind: 'selected',
          selectors: [{ kind: 'tag', key: 'tag:Role', values: ['web'] }],
          resolved: null,
          total: null,
        },
      })
    case 'session':
      return aws({ operation: 'ssm:StartSession', family: 'session', targets: listed([instance(drawn.first)]) })
    case 'state manager':
      return aws({ automatic: true, targets: listed(names(drawn, instance)) })
    case 'user data':
      return aws({ operation: 'ec2:ModifyInstanceAttribute', family: 'boot', targets: listed([instance(drawn.first)]) })
    case 'run':
      return azure({ targets: listed([vm(drawn.first)]) })
    case 'extension':
      return azure({
        operation: 'microsoft.compute/virtualmachines/extensions/write',
        family: 'extension',
        item: 'CustomScript',
        actor: azureUser({ key: 'azure:00000000-0000-0000-0000-0000000000d1', human: false }),
        targets: listed([vm(drawn.first)]),
      })
    case 'runbook':
      return azure({
        operation: 'microsoft.automation/automationaccounts/runbooks/write',
        family: 'document',
        targets: listed([ACCOUNT]),
      })
    case 'job':
      return azure({
        operation: 'microsoft.automation/automationaccounts/jobs/write',
        family: 'automation',
        targets: listed([ACCOUNT]),
      })
    case 'process':
      return {
        kind: 'activity',
        activity: agentProcess(
          { ...common, outcome: 'succeeded', source: { kind: 'unknown' } },
          { machineNames: [`web0${drawn.first % 7}`] },
        ),
      }
    case 'ssm process': {
      const commandId = `command-${drawn.first}-${drawn.day}`
      return {
        kind: 'activity',
        activity: agentProcess(
          { ...common, cloud: 'aws', outcome: 'succeeded', source: { kind: 'unknown' }, commandId },
          { agent: 'ssm', commandId, machineNames: [instance(drawn.first)] },
        ),
      }
    }
    case 'assume':
      return step({
        operation: 'sts:AssumeRole',
        subjects: [KEY],
        actor: principal({ homeAccount: drawn.caller === 0 ? '444455556666' : '123456789012' }),
      })
    case 'stop':
      return step({ operation: 'ec2:StopInstances', subjects: [instance(drawn.first)], actor: role })
  }
}

const compare = (a: Entry, b: Entry): number => {
  const [atA, kindA, idA] = placeOf(a)
  const [atB, kindB, idB] = placeOf(b)
  return atA - atB || kindA - kindB || (idA < idB ? -1 : 1)
}

/** Random facts in the total order. */
export const entries: fc.Arbitrary<readonly Entry[]> = draws.map((drawn) => drawn.map(entryOf).toSorted(compare))
