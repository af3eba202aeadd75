import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { azdLocations } from '../../../functions/cli/azure/azd-environment'
import { findAzure } from '../../../functions/cli/azure/installation'
import { UsageError, type Io } from '../../../functions/cli/io'
import { refusalOf, reportingRefusals } from '../../../functions/cli/cloud-refusals'
import { folderOf, runwarden } from '../../support/command-line'

const GIVEN = { AZURE_ENV_NAME: 'no-such-environment' }
const CONNECTION = 'Endpoint=sb://127.0.0.1;SharedAccessKeyName=listen;SharedAccessKey=example'

/** Lines written to stderr by a command that ends with a usage error. */
const complaints = async (
  words: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> => {
  const { code, stdout, stderr } = await runwarden(words.split(' '), { ...GIVEN, ...environment })
  expect([code, stdout]).toEqual([2, ''])
  return stderr.trim().split('\n')
}

const startsOf = (lines: readonly string[]): readonly string[] => lines.map((line) => line.split(':')[0] ?? '')

describe('a verb of AWS', () => {
  it.each([
    ['selftest aws', ['--topic-arn', '--table']],
    ['replay aws', ['--quarantine-queue-url', '--failure-queue-url']],
    ['baseline push', ['--table']],
  ])('%s offers the pieces of the installation that it needs, and no others', async (words, expected) => {
    const { stdout } = await runwarden([...words.split(' '), '--help'], GIVEN)
    expect(
      [...stdout.matchAll(/^ {2}(--[a-z-]+) <(?:arn|name|url)>/gm)]
        .map(([, flag]) => flag)
        .filter((flag) => flag !== '--stack'),
    ).toEqual(expected)
    expect(stdout).toMatch(/cdk\.out\/outputs\.json[\s\S]*Example:/)
  })
})

describe('a verb of Azure', () => {
  it.each([
    ['selftest azure', ['--namespace', '--storage-account']],
    ['replay azure', ['--namespace', '--storage-account']],
    ['tail azure', ['--namespace']],
    ['tail azure --serve', ['--namespace', '--storage-account', 'RUNWARDEN_TOPIC_ARN']],
  ])('%s names all that is missing at once', async (words, expected) => {
    const lines = await complaints(words)
    expect(startsOf(lines)).toEqual(expected)
    for (const line of lines) expect(line).toMatch(/: got none, expected [^;]+; \w/)
  })

  it.each<[string, string, Record<string, string>, readonly string[]]>([
    [
      'flags of another form',
      'selftest azure --namespace a/b --storage-account No_Account',
      {},
      ['--namespace', '--storage-account'],
    ],
    [
      'connection strings of another form',
      'replay azure',
      { EventHubConnection: 'x', AzureWebJobsStorage: 'nonsense' },
      ['EventHubConnection', 'AzureWebJobsStorage'],
    ],
    [
      'one storage address of two',
      'replay azure',
      { EventHubConnection: CONNECTION, AzureWebJobsStorage__blobServiceUri: 'https://example.com' },
      ['AzureWebJobsStorage__tableServiceUri'],
    ],
    [
      'an address of another form',
      'replay azure',
      {
        EventHubConnection: CONNECTION,
        AzureWebJobsStorage__blobServiceUri: 'blobs',
        AzureWebJobsStorage__tableServiceUri: 'https://example.com',
      },
      ['AzureWebJobsStorage__blobServiceUri'],
    ],
    [
      'settings beside the installation',
      'tail azure',
      { RUNWARDEN_PRESET: 'loud', RUNWARDEN_HISTORY_DAYS: '0' },
      ['--namespace', 'RUNWARDEN_PRESET', 'RUNWARDEN_HISTORY_DAYS'],
    ],
    [
      'an azd environment that is not there',
      'selftest azure --azd-environment nowhere --storage-account acct',
      {},
      ['--azd-environment', '--namespace'],
    ],
    ['a day of another form', 'replay azure --day yesterday', {}, ['--day']],
    ['no minutes', 'selftest azure --minutes 0', {}, ['--minutes']],
  ])('refuses %s', async (_name, words, environment, expected) => {
    expect(startsOf(await complaints(words, environment))).toEqual(expected)
  })

  it('never prints a connection string, which holds a key', async () => {
    expect(
      (
        await complaints('replay azure', {
          EventHubConnection: 'SharedAccessKey=example-secret',
          AzureWebJobsStorage: 'AccountKey=example-secret',
        })
      ).join('\n'),
    ).not.toContain('example-secret')
  })

  it('takes only formats that it knows', async () => {
    expect((await complaints('tail azure --format xml')).join('\n')).toContain('Allowed choices are text, jsonl')
  })
})

describe('a verb of AWS', () => {
  it.each([
    ['selftest aws', '--topic-arn, --table, --region'],
    ['replay aws', '--quarantine-queue-url, --failure-queue-url, --region'],
  ])('%s names all that is missing at once', async (words, flags) => {
    expect(await complaints(words)).toEqual([expect.stringContaining(`got no ${flags}, expected`)])
  })

  it('names what is missing and what has another form at once', async () => {
    const lines = await complaints('selftest aws --topic-arn topic --region nowhere')
    expect(startsOf(lines)).toEqual([
      'which installation? got no --table, expected these flags, or --outputs with the outputs of the stack',
      '--topic-arn',
      '--region',
    ])
  })

  it('refuses queues and tables of another form', async () => {
    expect(
      startsOf(await complaints('replay aws --quarantine-queue-url q --failure-queue-url f --region eu-west-1')),
    ).toEqual(['--quarantine-queue-url', '--failure-queue-url'])
    const file = join(
      folderOf({ 'usual.json': { schema: 'runwarden.baseline/1', start: 0, terms: [], withheld: [] } }),
      'usual.json',
    )
    expect((await complaints(`baseline push aws ${file} --table a/b --region eu-west-1`)).at(-1)).toContain(
      '--table: got a/b',
    )
  })

  it('pushes baselines to AWS only', async () => {
    expect(await complaints('baseline push gcp usual.json')).toEqual(['baseline push got "gcp", expected aws'])
  })
})

describe('azdLocations', () => {
  const folder = folderOf({ 'config.json': { version: 1, defaultEnvironment: 'usual' } })
  const outputs =
    'AZURE_ENV_NAME="x"\nRUNWARDEN_STORAGE_ACCOUNT="acct"\nRUNWARDEN_HUB_HOST=' +
    '"ns.servicebus.windows.net"\nRUNWARDEN_HUB_NAME="activity"\nRUNWARDEN_SETTINGS=' +
    '"{\\"preset\\":\\"quiet\\"}"\n'
  const found = {
    RUNWARDEN_STORAGE_ACCOUNT: 'acct',
    EventHubConnection__fullyQualifiedNamespace: 'ns.servicebus.windows.net',
    ACTIVITY_HUB_NAME: 'activity',
  }
  const keep = (...names: readonly string[]): void => {
    for (const name of names) {
      mkdirSync(join(folder, name), { recursive: true })
      writeFileSync(join(folder, name, '.env'), outputs.replace('acct', `acct${name}`))
    }
  }

  it('takes the environment that is named, else that of the variable, else the default one', async () => {
    keep('usual', 'other', 'third')
    const account = async (...args: Parameters<typeof azdLocations>): Promise<unknown> =>
      (await azdLocations(...args))['RUNWARDEN_STORAGE_ACCOUNT']
    expect(await account(undefined, {}, folder)).toBe('acctusual')
    expect(await account(undefined, { AZURE_ENV_NAME: 'third' }, folder)).toBe('acctthird')
    expect(await account('other', { AZURE_ENV_NAME: 'third' }, folder)).toBe('acctother')
    expect(await azdLocations('other', {}, folder)).toEqual({ ...found, RUNWARDEN_STORAGE_ACCOUNT: 'acctother' })
  })

  it('is empty where azd never ran', async () => {
    expect(await azdLocations(undefined, {}, join(folder, 'nowhere'))).toEqual({})
    await expect(azdLocations('usual', {}, join(folder, 'nowhere'))).rejects.toThrow(UsageError)
  })
})

describe('findAzure', () => {
  const ioWith = (environment: Readonly<Record<string, string>>): Io =>
    ({ environment: { ...GIVEN, ...environment }, home: folderOf({}) }) as unknown as Io

  it('lets flags go before the environment', async () => {
    const io = ioWith({ EventHubConnection: CONNECTION, AzureWebJobsStorage: 'UseDevelopmentStorage=true' })
    const { host, address } = await findAzure({ storageAccount: 'acct', hub: 'other' }, { storage: true }, io)
    expect(address).toEqual({ hub: 'other', connectionString: CONNECTION })
    expect(host.environment).toMatchObject({
      AzureWebJobsStorage: undefined,
      AzureWebJobsStorage__blobServiceUri: 'https://acct.blob.core.windows.net',
    })
  })

  it('says that the identity of the host gives no token', async () => {
    const io = ioWith({ IDENTITY_ENDPOINT: 'http://127.0.0.1:1/msi/token', IDENTITY_HEADER: 'x' })
    await expect(findAzure({ namespace: 'ns' }, {}, io)).rejects.toThrow(
      /^the identity of this host gave no token: got no token for https:\/\/eventhubs\.azure\.net: .+; assign/,
    )
  })
})

describe('a refusal by a cloud', () => {
  const errorOf = (name: string, message: string, more: object = {}): Error =>
    Object.assign(new Error(message), { name }, more)

  it.each<[string, Error, string]>([
    [
      'credentials of AWS',
      errorOf('CredentialsProviderError', 'Could not load credentials from any providers'),
      'AWS did not do it: got CredentialsProviderError: Could not load',
    ],
    [
      'an answer of AWS',
      errorOf('AccessDeniedException', 'not authorized to perform: dynamodb:GetItem\nmore', { $metadata: {} }),
      'AWS did not do it: got AccessDeniedException: not authorized to perform: dynamodb:GetItem, expected',
    ],
    [
      'an answer of Azure storage',
      errorOf('RestError', 'This request is not authorized', {
        statusCode: 403,
        code: 'AuthorizationPermissionMismatch',
      }),
      'Azure did not do it: got 403 AuthorizationPermissionMismatch, expected an identity with the roles of an ' +
        'operator',
    ],
    [
      'an answer of the hub',
      errorOf('MessagingError', 'Unauthorized access', { code: 'UnauthorizedError' }),
      'Azure did not do it: got UnauthorizedError, expected',
    ],
    [
      'no way to a host',
      errorOf('RestError', 'getaddrinfo ENOTFOUND acct.blob.core.windows.net', { code: 'ENOTFOUND' }),
      'the installation cannot be reached: got ENOTFOUND: getaddrinfo ENOTFOUND acct.blob.core.windows.net, expected',
    ],
  ])('is reported for %s', async (_name, cause, expected) => {
    expect(refusalOf(cause)).toContain(expected)
    await expect(reportingRefusals(() => Promise.reject(cause))()).rejects.toThrow(UsageError)
  })

  it('is not made of a fault of our own', async () => {
    const fault = new TypeError('x is not a function')
    expect(refusalOf(fault)).toBeNull()
    await expect(reportingRefusals(() => Promise.reject(fault))()).rejects.toBe(fault)
  })
})
