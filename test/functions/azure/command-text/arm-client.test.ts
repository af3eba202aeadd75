import { armClient, TextUnavailable } from '../../../../functions/azure/command-text/arm-client'
import { createFaultPlan, type FaultPlan } from '../../../emulators/fault-plan'
import { startArmStub, type ArmStub } from '../../../support/arm-stub'
import { vmId } from '../../../support/azure-events'
import { testClock } from '../../../support/clock'

const COMMAND = `${vmId('vm-web-01').toLowerCase()}/runcommands/update`

let arm: ArmStub | undefined
let faults: FaultPlan
const scopes: string[] = []

const client = async (pauseMs?: number) => {
  faults = createFaultPlan()
  arm = await startArmStub(faults)
  arm.resources.set(COMMAND, { properties: {} })
  scopes.length = 0
  const tokens = {
    getToken: async (scope: string | string[]) => {
      scopes.push(String(scope))
      return { token: 'token', expiresOnTimestamp: 0 }
    },
  }
  const time = testClock()
  const pauses: number[] = []
  const sleep = (ms: number): Promise<void> => {
    pauses.push(ms)
    return time.sleep(pauseMs ?? ms)
  }
  const clock = { ...time, now: time.now, sleep }
  return { arm, pauses, get: armClient({ endpoint: arm.endpoint, tokens }, clock).get }
}

afterEach(async () => arm?.stop())

describe('armClient', () => {
  it.each([
    ['microsoft.compute', COMMAND, '2024-07-01'],
    [
      'microsoft.hybridcompute',
      '/subscriptions/x/resourcegroups/rg/providers/microsoft.hybridcompute/machines/m/runcommands/c',
      '2025-01-13',
    ],
    [
      'microsoft.automation',
      '/subscriptions/x/resourcegroups/rg/providers/Microsoft.Automation/automationAccounts/a/jobs/j',
      '2023-11-01',
    ],
  ])('reads %s in a version that has it', async (_provider, path, version) => {
    const { get, arm: stub } = await client()
    stub.resources.set(path.toLowerCase(), 'text')
    expect(await get(path, 'instanceView')).toBe('text')
    expect(stub.calls).toEqual([{ path: path.toLowerCase(), expand: 'instanceView', version }])
  })

  it("asks for a token of the endpoint's own audience", async () => {
    const { get, arm: stub } = await client()
    await get(COMMAND)
    expect(scopes).toEqual([`${stub.endpoint}/.default`])
  })

  it.each([
    [404, 'it is deleted already', 1],
    [403, 'the role "Runwarden command reader" is missing', 1],
    [400, 'Azure Resource Manager answered 400', 1],
    [500, 'Azure Resource Manager answered 500', 3],
    [429, 'is asked too much', 3],
  ])('says what status %s means', async (status, problem, calls) => {
    const { get, arm: stub } = await client()
    stub.resources.set(COMMAND, status)
    await expect(get(COMMAND)).rejects.toThrow(problem)
    await expect(get(COMMAND)).rejects.toThrow(TextUnavailable)
    expect(stub.calls).toHaveLength(2 * calls)
  })

  it('goes on after a fault that passes', async () => {
    const { get } = await client()
    faults.failAfter(0, 'reset', { times: 1 })
    faults.failAfter(1, 'error', { times: 1 })
    expect(await get(COMMAND)).toBe('{"properties":{}}')
  })

  it('waits as long as it is asked to between its tries, and not after the last', async () => {
    const { get, pauses, arm: stub } = await client()
    stub.resources.set(COMMAND, 429)
    await expect(get(COMMAND)).rejects.toThrow('is asked too much')
    // Before the second and the third try: the own pause, then what the service asked for, which is nothing here.
    expect(pauses.map((ms) => ms > 0)).toEqual([true, false, true, false])
  })

  it('does not wait longer than the text is worth', async () => {
    const { get, arm: stub } = await client(11_000)
    stub.resources.set(COMMAND, 500)
    await expect(get(COMMAND)).rejects.toThrow('answered 500')
    expect(stub.calls).toHaveLength(2)
  })

  it.each([
    ['a provider that nobody reads', '/subscriptions/x/providers/microsoft.keyvault/vaults/v/secrets/s'],
    ['a way up', `${vmId('vm-web-01')}/runCommands/..`],
    ['a way up in the middle', '/subscriptions/x/../providers/microsoft.compute/virtualmachines/v'],
    ['no resource', ''],
    ['a name with half a character', `${COMMAND}\ud83d`],
  ])('asks nobody for %s', async (_name, path) => {
    const { get, arm: stub } = await client()
    await expect(get(path)).rejects.toThrow('the record names no resource that can be read')
    expect(stub.calls).toEqual([])
  })

  it('keeps every name one segment', async () => {
    const { get, arm: stub } = await client()
    await expect(get(`${COMMAND}?api-version=1#x`)).rejects.toThrow('deleted')
    expect(stub.calls).toEqual([{ path: `${COMMAND}?api-version=1#x`, expand: null, version: '2024-07-01' }])
  })
})
