import { RULES } from '../../../shared/rules'
import type { Lambda } from '../../emulators/lambda-runtime'
import type { Mail } from '../../emulators/mailbox'
import { MACHINE, machines, startSessionEvent } from '../../support/aws-events'
import { startAwsWorld, taken, type AwsWorld } from '../../support/aws-world'

/** Thresholds of mass execution, by Region: one more machine than that is too many. */
const THRESHOLDS: Readonly<Record<string, number>> = { 'us-east-1': 1, 'us-east-2': 2, 'eu-west-1': 3, 'eu-west-2': 4 }

let world: AwsWorld
let containers: readonly Lambda[]

beforeAll(async () => {
  const others = RULES.map(({ id }) => id).filter((id) => !/mass-execution|first-seen-caller$/.test(id))
  world = await startAwsWorld({
    settings: {
      RUNWARDEN_DISABLED_RULES: JSON.stringify(others),
      RUNWARDEN_OVERRIDES: JSON.stringify(
        Object.entries(THRESHOLDS).map(([region, massTargets]) => ({ region, massTargets })),
      ),
      // Only mass execution is to be reported where orders are compared: everybody is new there.
      RUNWARDEN_SUPPRESSIONS: JSON.stringify([
        {
          caller: 'aws:123456789012:role/Order-*',
          rule: 'runwarden.cloud.first-seen-caller',
          reason: 'a test',
          until: '2099-01-01',
        },
      ]),
      RUNWARDEN_MAX_ALERTS_PER_HOUR: '1000',
    },
  })
  containers = [world.lambda, ...(await Promise.all([1, 2, 3, 4].map(() => world.another())))]
})

afterAll(() => world.stop())

const orders = (items: readonly number[]): readonly (readonly number[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) => orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]))

/** One call on a machine of its own, a minute after the one before. */
const step = (role: string, place: number, region: string) =>
  startSessionEvent(machines(5)[place] ?? MACHINE, { role, region, time: `2026-03-02T10:0${place}:00Z` })

const roleIn = ({ body }: Mail): string => /^Key aws:\d+:role\/([\w-]+)\|/m.exec(body)?.[1] ?? ''

const reportsMass = ({ attributes }: Mail): boolean => attributes['rule']?.includes('mass-execution') === true

/** All mails that arrived, by the role they are about. */
const mailsByRole = async (): Promise<ReadonlyMap<string, readonly Mail[]>> => {
  const byRole = new Map<string, Mail[]>()
  for (const mail of await world.alerts.read()) byRole.set(roleIn(mail), [...(byRole.get(roleIn(mail)) ?? []), mail])
  return byRole
}

describe('one call more than the threshold', () => {
  it.each(Object.entries(THRESHOLDS))(
    'is noticed in every order of arrival (%s: more than %d)',
    async (region, threshold) => {
      const all = orders(Array.from({ length: threshold + 1 }, (_, place) => place))
      const roleOf = (order: readonly number[]): string => `Order-${region}-${order.join('')}`
      const queue = [...all]
      await Promise.all(
        containers.slice(0, 2).map(async (container) => {
          for (let order = queue.shift(); order !== undefined; order = queue.shift())
            for (const place of order) taken(await container.invoke(step(roleOf(order), place, region)))
        }),
      )
      const mails = await mailsByRole()
      const unnoticed = all.filter((order) => mails.get(roleOf(order))?.some(reportsMass) !== true)
      expect(unnoticed).toEqual([])
    },
  )

  it('in the order of time is noticed on the call that completes it', async () => {
    for (const place of [0, 1, 2]) taken(await world.lambda.invoke(step('InTime', place, 'us-east-2')))
    const mails = (await mailsByRole()).get('InTime') ?? []
    expect(mails.filter(reportsMass).map(({ body }) => /2026-03-02 10:0\d/.exec(body)?.[0])).toEqual([
      '2026-03-02 10:02',
    ])
  })

  it('is noticed when all calls are judged at the same time', async () => {
    const rounds = Array.from({ length: 12 }, (_, round) => `Race-${round}`)
    for (const role of rounds) {
      const results = await Promise.all(
        containers.map((container, place) => container.invoke(step(role, place, 'eu-west-2'))),
      )
      expect(results.filter(({ ok }) => !ok)).toEqual([])
    }
    const mails = await mailsByRole()
    expect(rounds.filter((role) => mails.get(role)?.some(reportsMass) !== true)).toEqual([])
  })
})

describe('two calls that race to be the first of their caller', () => {
  it('are reported once or twice, never not at all, and the third is known', async () => {
    const rounds = Array.from({ length: 10 }, (_, round) => `First-${round}`)
    for (const role of rounds) {
      const results = await Promise.all(
        [0, 1].map((place) => containers[place]!.invoke(startSessionEvent(MACHINE, { role }))),
      )
      expect(results.filter(({ ok }) => !ok)).toEqual([])
    }
    const mails = await mailsByRole()
    expect(rounds.filter((role) => (mails.get(role) ?? []).length === 0)).toEqual([])
    for (const role of rounds) await world.deliver(startSessionEvent(MACHINE, { role, time: '2026-03-02T11:30:00Z' }))
    expect(await world.alerts.read()).toEqual([])
  })

  it('being one call delivered twice, carry the same alert id', async () => {
    const rounds = Array.from({ length: 10 }, (_, round) => ({
      role: `Twice-${round}`,
      event: startSessionEvent(MACHINE, { role: `Twice-${round}` }),
    }))
    for (const { event } of rounds) await Promise.all([0, 1].map((place) => containers[place]!.invoke(event)))
    const mails = await mailsByRole()
    const ids = rounds.map(
      ({ role }) => new Set((mails.get(role) ?? []).map(({ body }) => /^Alert (\w+)$/m.exec(body)?.[1])).size,
    )
    expect(new Set(ids)).toEqual(new Set([1]))
  })
})
