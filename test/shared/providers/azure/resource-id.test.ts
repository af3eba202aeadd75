import fc from 'fast-check'
import { parseResourceId } from '../../../../shared/providers/azure/resource-id'
import { ACCOUNT, GROUP, SUBSCRIPTION, VM } from './records'

const SCALE_SET = `${GROUP}/providers/Microsoft.Compute/virtualMachineScaleSets/Web`
const ARC = `${GROUP}/providers/Microsoft.HybridCompute/machines/Db-01`
const CLUSTER = `${GROUP}/providers/Microsoft.ContainerService/managedClusters/Shop`

const parsed = (id: string) => parseResourceId(id, [])

describe('parseResourceId', () => {
  it.each([
    ['a virtual machine', VM, { machine: VM.toLowerCase(), item: null }],
    ['a managed run command', `${VM}/runCommands/Fix`, { machine: VM.toLowerCase(), item: 'Fix' }],
    ['an extension', `${VM}/extensions/Agent`, { machine: VM.toLowerCase(), item: 'Agent' }],
    [
      'a scale-set instance',
      `${SCALE_SET}/virtualMachines/3`,
      { machine: `${SCALE_SET}/virtualMachines/3`.toLowerCase(), cluster: SCALE_SET.toLowerCase(), item: null },
    ],
    [
      'a run command on a scale-set instance',
      `${SCALE_SET}/virtualMachines/3/runCommands/Fix`,
      { machine: `${SCALE_SET}/virtualMachines/3`.toLowerCase(), item: 'Fix' },
    ],
    [
      'an extension of a scale set',
      `${SCALE_SET}/extensions/Agent`,
      { machine: null, cluster: SCALE_SET.toLowerCase(), item: 'Agent' },
    ],
    ['a run command on an Arc machine', `${ARC}/runCommands/Fix`, { machine: ARC.toLowerCase(), item: 'Fix' }],
    ['an AKS cluster', CLUSTER, { machine: null, cluster: CLUSTER.toLowerCase(), item: null }],
    ['a runbook', `${ACCOUNT}/runbooks/Clean`, { machine: null, account: ACCOUNT.toLowerCase(), item: 'Clean' }],
    [
      'the draft of a runbook',
      `${ACCOUNT}/runbooks/Clean/draft/testJob`,
      { account: ACCOUNT.toLowerCase(), item: 'Clean' },
    ],
    ['an automation account', ACCOUNT, { account: ACCOUNT.toLowerCase(), item: null }],
    [
      'a serial port beneath a machine',
      `${VM}/providers/Microsoft.SerialConsole/serialPorts/0`,
      { machine: VM.toLowerCase(), item: '0' },
    ],
    [
      'a serial port by itself',
      `${GROUP}/providers/Microsoft.SerialConsole/serialPorts/0`,
      { machine: null, item: null },
    ],
    [
      'a type that only looks like a machine',
      `${GROUP}/providers/Microsoft.Example/virtualMachines/x`,
      { machine: null },
    ],
    ['a machine without a name', `${GROUP}/providers/Microsoft.Compute/virtualMachines`, { machine: null, item: null }],
    ['a trailing slash', `${VM}/`, { id: VM.toLowerCase(), machine: VM.toLowerCase() }],
  ])('%s', (_name, id, expected) => {
    expect(parsed(id)).toMatchObject(expected)
  })

  it('names subscription and resource group in lower case', () => {
    expect(parsed(VM.toUpperCase())).toMatchObject({ subscription: SUBSCRIPTION, resourceGroup: 'rg-prod' })
    expect(parsed('/TeNaNtS/x/providers/Microsoft.aadiam')).toMatchObject({ subscription: null, resourceGroup: null })
    expect(parsed('')).toMatchObject({ id: '', subscription: null, machine: null, item: null })
  })

  it('takes the case of names from another writing of the same id', () => {
    expect(parseResourceId(`${VM}/extensions/Agent`.toUpperCase(), [VM, `${VM}/extensions/Agent`]).item).toBe('Agent')
  })

  it('leaves names in lower case when every writing is in capitals', () => {
    expect(parsed(`${VM}/extensions/Agent`.toUpperCase()).item).toBe('agent')
  })

  it('keeps a name that is written in capitals in an id that is not', () => {
    expect(parsed(`${VM}/extensions/AGENT`).item).toBe('AGENT')
  })

  it('finds the names of every type', () => {
    const { names } = parsed(`${GROUP}/providers/Microsoft.Compute/galleries/Tools/applications/Agent/versions/1.0.0`)
    expect([...names]).toEqual([
      ['galleries', 'Tools'],
      ['applications', 'Agent'],
      ['versions', '1.0.0'],
    ])
  })

  it('says the same whatever the case and never throws', () => {
    const segment = fc.constantFrom(
      'subscriptions',
      'resourceGroups',
      'providers',
      'Microsoft.Compute',
      'virtualMachines',
      'virtualMachineScaleSets',
      'extensions',
      'Microsoft.Automation',
      'automationAccounts',
      'a',
      '',
    )
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const id = `/${segments.join('/')}`
        const { names: _names, item: _item, ...rest } = parsed(id)
        const { names: _upperNames, item: _upperItem, ...upper } = parsed(id.toUpperCase())
        expect(upper).toEqual(rest)
      }),
    )
  })
})
