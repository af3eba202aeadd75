import { managedIdentity } from '../../../../functions/azure/identity/managed-identity'
import { createFaultPlan } from '../../../emulators/fault-plan'
import {
  startManagedIdentity,
  type ManagedIdentity,
  type ManagedIdentityOptions,
} from '../../../emulators/managed-identity'
import { testClock } from '../../../support/clock'

const CLIENT = '00000000-0000-0000-0000-00000000000e'
const STORAGE = 'https://storage.azure.com/.default'

let server: ManagedIdentity | undefined

const identity = async (options: ManagedIdentityOptions = {}, clientId: string | null = CLIENT) => {
  server = await startManagedIdentity({ clientId: CLIENT, ...options })
  const clock = testClock(Date.now())
  return {
    clock,
    server,
    tokens: managedIdentity(
      { endpoint: server.env.IDENTITY_ENDPOINT, header: server.env.IDENTITY_HEADER, clientId },
      clock,
    ),
  }
}

afterEach(async () => server?.stop())

describe('managedIdentity', () => {
  it('asks for the resource of a scope', async () => {
    const { tokens, server: endpoint } = await identity()
    await tokens.getToken(STORAGE)
    await tokens.getToken([STORAGE])
    await tokens.getToken('api://00000000-0000-0000-0000-00000000000d')
    expect(endpoint.issued).toEqual(['https://storage.azure.com', 'api://00000000-0000-0000-0000-00000000000d'])
  })

  it('asks as the system-assigned identity when none is named', async () => {
    server = await startManagedIdentity()
    const { token } = await managedIdentity(
      { endpoint: server.env.IDENTITY_ENDPOINT, header: server.env.IDENTITY_HEADER, clientId: null },
      testClock(),
    ).getToken(STORAGE)
    expect(token).not.toBe('')
  })

  it('keeps a token until five minutes before it ends', async () => {
    const { tokens, clock, server: endpoint } = await identity({ lifetimeSeconds: 3_600 })
    const { expiresOnTimestamp } = await tokens.getToken(STORAGE)
    clock.time = expiresOnTimestamp - 300_001
    await tokens.getToken(STORAGE)
    expect(endpoint.issued).toHaveLength(1)
    clock.time += 1
    await tokens.getToken(STORAGE)
    expect(endpoint.issued).toHaveLength(2)
  })

  it('shares a call among those who ask at the same time', async () => {
    const { tokens, server: endpoint } = await identity()
    await Promise.all(Array.from({ length: 5 }, () => tokens.getToken(STORAGE)))
    expect(endpoint.issued).toHaveLength(1)
  })

  it.each(['error', 'reset'] as const)('tries again after a fault of kind %s', async (kind) => {
    const faults = createFaultPlan()
    faults.failAfter(0, kind, { times: 2 })
    const { tokens, server: endpoint } = await identity({ faults })
    await tokens.getToken(STORAGE)
    expect(endpoint.issued).toHaveLength(1)
  })

  it('gives up after three tries, and asks again for the next caller', async () => {
    const faults = createFaultPlan()
    faults.failAfter(0, 'error', { times: 3 })
    const { tokens } = await identity({ faults })
    await expect(tokens.getToken(STORAGE)).rejects.toThrow(
      'no token for https://storage.azure.com: the identity endpoint answered 500',
    )
    expect(faults.counts()['identity:GetToken']?.calls).toBe(3)
    await tokens.getToken(STORAGE)
  })

  it('does not ask again when it is refused', async () => {
    const faults = createFaultPlan()
    const { tokens } = await identity({ faults }, '00000000-0000-0000-0000-0000000000ff')
    await expect(tokens.getToken(STORAGE)).rejects.toThrow('answered 400')
    expect(faults.counts()['identity:GetToken']?.calls).toBe(1)
  })
})
