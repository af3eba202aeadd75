import { SSMClient } from '@aws-sdk/client-ssm'
import { resolveTargets } from '../../../../functions/aws/command-text/resolve-targets'
import type { Selector, Targets } from '../../../../shared/model/activity'
import { clientSettings } from '../../../emulators/client-settings'
import { createFaultPlan } from '../../../emulators/fault-plan'
import { startSsmStub, type SsmStub } from '../../../emulators/ssm-stub'
import { machines } from '../../../support/aws-events'

const COMMAND = '00000000-0000-0000-0000-0000000000c1'

const faults = createFaultPlan()
let ssm: SsmStub
let client: SSMClient

beforeAll(async () => {
  ssm = await startSsmStub({ faults })
  client = new SSMClient(clientSettings(ssm.endpoint))
})

afterAll(async () => {
  client.destroy()
  await ssm.stop()
})

beforeEach(() => {
  faults.up()
  ssm.state.invocations.length = 0
  ssm.state.instances.length = 0
  ssm.state.instances.push(
    { InstanceId: 'i-0000000000000web1', Tags: { Role: 'web', Stage: 'prod' } },
    { InstanceId: 'i-0000000000000web2', Tags: { Role: 'web', Stage: 'test' } },
    { InstanceId: 'mi-0000000000000db', Tags: { Role: 'db' } },
    { InstanceId: 'i-00000000000000old' },
  )
})

const chosen = (...selectors: readonly Selector[]): Targets => ({
  kind: 'selected',
  selectors,
  resolved: null,
  total: null,
})
const tag = (key: string, ...values: readonly string[]): Selector => ({ kind: 'tag', key, values })
const resolve = (targets: Targets, commandId: string | null = COMMAND): Promise<Targets> =>
  resolveTargets(client, { targets, commandId }, AbortSignal.timeout(10_000))
const names = async (targets: Targets): Promise<readonly string[] | null> => {
  const resolved = await resolve(targets)
  return resolved.kind === 'selected' ? resolved.resolved : null
}

describe('resolveTargets', () => {
  it.each([
    {
      name: 'a tag',
      targets: chosen(tag('tag:Role', 'web')),
      expected: ['i-0000000000000web1', 'i-0000000000000web2'],
    },
    {
      name: 'a tag whose key is written in another case',
      targets: chosen(tag('Tag:Role', 'web')),
      expected: ['i-0000000000000web1', 'i-0000000000000web2'],
    },
    {
      name: 'any of several values',
      targets: chosen(tag('tag:Role', 'web', 'db')),
      expected: ['i-0000000000000web1', 'i-0000000000000web2', 'mi-0000000000000db'],
    },
    {
      name: 'several tags, which must all be there',
      targets: chosen(tag('tag:Role', 'web'), tag('tag:Stage', 'prod')),
      expected: ['i-0000000000000web1'],
    },
    {
      name: 'a tag that is there at all',
      targets: chosen(tag('tag-key', 'Stage')),
      expected: ['i-0000000000000web1', 'i-0000000000000web2'],
    },
    {
      name: 'every machine',
      targets: chosen({ kind: 'all', key: 'InstanceIds', values: ['*'] }),
      expected: ['i-0000000000000web1', 'i-0000000000000web2', 'mi-0000000000000db', 'i-00000000000000old'],
    },
    { name: 'a tag that no machine has', targets: chosen(tag('tag:Role', 'none')), expected: [] },
  ])('finds the machines of $name', async ({ targets, expected }) => {
    expect(await names(targets)).toEqual(expected)
  })

  it('counts over all pages, and lists fifty', async () => {
    ssm.state.instances.push(...machines(170).map((InstanceId) => ({ InstanceId, Tags: { Fleet: 'a' } })))
    const resolved = await resolve(chosen(tag('tag:Fleet', 'a')))
    expect(resolved).toMatchObject({ kind: 'selected', total: 170 })
    expect(resolved.kind === 'selected' && resolved.resolved?.length).toBe(50)
  })

  it('keeps what it has counted when a later page cannot be had', async () => {
    ssm.state.instances.push(...machines(170).map((InstanceId) => ({ InstanceId, Tags: { Fleet: 'a' } })))
    faults.failAfter(2, 'throttle')
    expect(await resolve(chosen(tag('tag:Fleet', 'a')))).toMatchObject({ total: 100 })
  })

  it('rejects when nothing can be had', async () => {
    faults.failAfter(0, 'throttle')
    await expect(resolve(chosen(tag('tag:Role', 'web')))).rejects.toMatchObject({ name: 'ThrottlingException' })
  })

  const group: Selector = { kind: 'resource-group', key: 'resource-groups:Name', values: ['prod'] }

  it('reads the machines of a resource group from the invocations of the command', async () => {
    ssm.state.invocations.push(
      { CommandId: COMMAND, InstanceId: 'i-0000000000000web1' },
      { CommandId: 'another', InstanceId: 'i-0000000000000web2' },
    )
    expect(await resolve(chosen(group))).toMatchObject({ resolved: ['i-0000000000000web1'], total: 1 })
  })

  it.each([
    ['a resource group whose command was not dispatched yet', chosen(group), COMMAND],
    ['a resource group of something that is no command', chosen(group), null],
    ['machines that were named', { kind: 'listed', ids: ['i-0000000000000web1'] }, COMMAND],
    ['what nobody knows', { kind: 'unknown', reason: 'omitted for size' }, COMMAND],
    ['what is resolved already', { kind: 'selected', selectors: [group], resolved: ['i-1'], total: 1 }, COMMAND],
  ] as const)('leaves %s as it is', async (_what, targets, commandId) => {
    expect(await resolve(targets, commandId)).toEqual(targets)
  })
})
