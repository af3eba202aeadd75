import type { TokenSource } from '../../../../functions/azure/identity/managed-identity'
import { azTokens } from '../../../../functions/cli/azure/az-tokens'
import { cliHost } from '../../../../functions/cli/azure/cli-host'
import { hubAddress, type HubOptions } from '../../../../functions/cli/azure/hub-address'

const CONNECTION = 'Endpoint=sb://ns.example.com;SharedAccessKeyName=listen;SharedAccessKey=example'
const credential: TokenSource = { getToken: async () => ({ token: 't', expiresOnTimestamp: 0 }) }

describe('hubAddress', () => {
  it.each<[string, HubOptions, Record<string, string>, object]>([
    [
      'the options alone',
      { namespace: 'ns', hub: 'h' },
      {},
      { namespace: 'ns.servicebus.windows.net', hub: 'h', credential },
    ],
    [
      'a host name of a sovereign cloud',
      { namespace: 'ns.servicebus.chinacloudapi.cn' },
      {},
      { namespace: 'ns.servicebus.chinacloudapi.cn', hub: 'activity', credential },
    ],
    [
      'the app settings',
      {},
      { EventHubConnection__fullyQualifiedNamespace: 'ns.servicebus.windows.net', ACTIVITY_HUB_NAME: 'log' },
      { namespace: 'ns.servicebus.windows.net', hub: 'log', credential },
    ],
    ['a connection string', {}, { EventHubConnection: CONNECTION }, { connectionString: CONNECTION, hub: 'activity' }],
    [
      'a connection string of one hub',
      {},
      { EventHubConnection: `${CONNECTION};EntityPath=mine` },
      { connectionString: CONNECTION, hub: 'mine' },
    ],
    [
      'a connection string of one hub, and another hub',
      { hub: 'other' },
      { EventHubConnection: `${CONNECTION};EntityPath=mine` },
      { connectionString: CONNECTION, hub: 'other' },
    ],
    [
      'a namespace before a connection string',
      { namespace: 'ns' },
      { EventHubConnection: CONNECTION },
      { namespace: 'ns.servicebus.windows.net', hub: 'activity', credential },
    ],
    [
      'settings that are empty',
      { namespace: 'ns' },
      { EventHubConnection: '', ACTIVITY_HUB_NAME: '' },
      { namespace: 'ns.servicebus.windows.net', hub: 'activity', credential },
    ],
  ])('takes %s', (_name, options, environment, expected) => {
    expect(hubAddress(options, { environment, home: '' }, credential)).toEqual(expected)
  })

  it('says what is missing', () => {
    expect(() => hubAddress({}, { environment: {}, home: '' }, credential)).toThrow(
      '--namespace: got none, expected the Event Hubs namespace',
    )
  })
})

describe('cliHost', () => {
  it('finds the tables and blobs of a named account', () => {
    expect(cliHost({ environment: { RUNWARDEN_STORAGE_ACCOUNT: 'acct' }, home: '/x' }).environment).toMatchObject({
      AzureWebJobsStorage__tableServiceUri: 'https://acct.table.core.windows.net',
      AzureWebJobsStorage__blobServiceUri: 'https://acct.blob.core.windows.net',
    })
  })

  it('lets given addresses stand', () => {
    const environment = {
      RUNWARDEN_STORAGE_ACCOUNT: 'acct',
      AzureWebJobsStorage__tableServiceUri: 'https://acct.table.core.chinacloudapi.cn',
    }
    expect(cliHost({ environment, home: '/x' }).environment['AzureWebJobsStorage__tableServiceUri']).toBe(
      'https://acct.table.core.chinacloudapi.cn',
    )
  })

  it('uses the identity of the platform where there is one', () => {
    expect(cliHost({ environment: { IDENTITY_ENDPOINT: 'http://127.0.0.1' }, home: '/x' }).tokens).toBeUndefined()
    expect(cliHost({ environment: {}, home: '/x' }).tokens).toBeDefined()
  })
})

describe('azTokens', () => {
  const asked: string[] = []
  const answer = (expires: number) => async (resource: string) => {
    asked.push(resource)
    return JSON.stringify({ accessToken: `token-${asked.length}`, expires_on: expires })
  }
  beforeEach(() => void asked.splice(0))

  it('asks for the resource of a scope, and keeps the token until five minutes before it ends', async () => {
    let now = 0
    const tokens = azTokens(() => now, answer(3_600))
    expect(await tokens.getToken('https://storage.azure.com/.default')).toEqual({
      token: 'token-1',
      expiresOnTimestamp: 3_600_000,
    })
    now = 3_299_999
    expect((await tokens.getToken(['https://storage.azure.com/.default'])).token).toBe('token-1')
    now = 3_300_000
    expect((await tokens.getToken('https://storage.azure.com/.default')).token).toBe('token-2')
    expect(asked).toEqual(['https://storage.azure.com', 'https://storage.azure.com'])
  })

  it('says that nobody is signed in', async () => {
    const tokens = azTokens(Date.now, () => Promise.reject(new Error("Command failed\nERROR: Please run 'az login'")))
    await expect(tokens.getToken('x')).rejects.toThrow(
      "the Azure CLI gave no token: got ERROR: Please run 'az login', expected somebody signed in; run: az login",
    )
  })

  it('says that the Azure CLI is not installed', async () => {
    const tokens = azTokens(Date.now, () =>
      Promise.reject(Object.assign(new Error('spawn az ENOENT'), { code: 'ENOENT' })),
    )
    await expect(tokens.getToken('x')).rejects.toThrow(
      'the Azure CLI gave no token: got no program az on the path, expected the Azure CLI; install it, and run: ' +
        'az login',
    )
  })

  it('says that the Azure CLI is too old', async () => {
    await expect(
      azTokens(Date.now, async () => '{"accessToken":"t","expiresOn":"2026-01-01"}').getToken('x'),
    ).rejects.toThrow('run: az upgrade')
  })
})
