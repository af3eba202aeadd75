import { errorMessage } from '../../../shared/model/errors'
import { dependenciesOf, type Dependencies } from '../../azure/dependencies'
import { given, type Host } from '../../azure/host'
import { UsageError, type Io } from '../io'
import { describeProblem } from '../settings-sources'
import { azdLocations } from './azd-environment'
import { cliHost } from './cli-host'
import { hubAddress, type HubAddress, type HubOptions } from './hub-address'

/**
 * Where a deployed installation is found: flags, then the app settings in the environment,
 * then the outputs that azd keeps.
 */
export interface AzureInstallationOptions extends HubOptions {
  readonly storageAccount?: string
  readonly azdEnvironment?: string
}

/** What a verb asks of the installation beside its hub. */
export interface Needs {
  /** State, quarantine and kept alerts. */
  readonly storage?: boolean
  /** The tuning is used, so it must be right. */
  readonly settings?: boolean
  /** Alerts are sent: there must be somewhere to send them. */
  readonly wayOut?: boolean
}

export interface AzureInstallation {
  readonly host: Host
  readonly dependencies: Dependencies
  readonly address: HubAddress
}

const EVENT_HUBS = 'https://eventhubs.azure.net/.default'

/**
 * The installation that a verb works on. Throws one UsageError with everything that is missing or
 * wrong, before anything is begun.
 */
export const findAzure = async (
  options: AzureInstallationOptions,
  { storage = false, settings = false, wayOut = false }: Needs,
  io: Io,
): Promise<AzureInstallation> => {
  const problems: string[] = []
  const kept = await azdLocations(options.azdEnvironment, io.environment).catch((cause: unknown) => {
    problems.push(wordsOf(cause))
    return {}
  })
  const host = cliHost({ environment: { ...kept, ...io.environment }, home: io.home }, options.storageAccount)
  const dependencies = dependenciesOf(host)
  const address = hubOf(options, host, dependencies, problems)
  if (storage) problems.push(...storageProblems(options, host))
  if (settings) problems.push(...dependencies.problems.map(describeProblem))
  if (wayOut && dependencies.settings.topicArn === null && dependencies.settings.actionGroupId === null)
    problems.push(
      'RUNWARDEN_TOPIC_ARN: got none, expected the topic that alerts go to; set it, or leave out --serve to see ' +
        'the alerts here',
    )
  if (problems.length > 0 || address === null) throw new UsageError(problems.join('\n'))
  // Without a token the hub's client would ask for one again and again.
  if ('credential' in address) await dependencies.tokens.getToken(EVENT_HUBS).catch(withoutToken)
  return { host, dependencies, address }
}

const withoutToken = (cause: unknown): never => {
  if (cause instanceof UsageError) throw cause
  throw new UsageError(
    `the identity of this host gave no token: got ${errorMessage(cause)}, expected an answer of ` +
      'IDENTITY_ENDPOINT; assign an identity, or remove the variable to use the Azure CLI',
  )
}

const hubOf = (options: HubOptions, host: Host, { tokens }: Dependencies, problems: string[]): HubAddress | null => {
  try {
    return hubAddress(options, host, tokens)
  } catch (cause) {
    problems.push(wordsOf(cause))
    return null
  }
}

/** Throws what is no UsageError. */
const wordsOf = (cause: unknown): string => {
  if (cause instanceof UsageError) return cause.message
  throw cause
}

const storageProblems = ({ storageAccount }: AzureInstallationOptions, host: Host): readonly string[] => {
  if (storageAccount !== undefined)
    return /^[a-z0-9]{3,24}$/.test(storageAccount)
      ? []
      : [
          `--storage-account: got ${storageAccount}, expected 3 to 24 small letters and digits; azd env ` +
            'get-values shows it as RUNWARDEN_STORAGE_ACCOUNT',
        ]
  const connection = given(host, 'AzureWebJobsStorage')
  if (connection !== null) {
    const isReadable =
      /^UseDevelopmentStorage=true;?$/i.test(connection) ||
      /(?:^|;)(?:AccountName|BlobEndpoint)=[^;]+/i.test(connection)
    return isReadable
      ? []
      : [
          'AzureWebJobsStorage: got something else, expected a connection string ' +
            '(DefaultEndpointsProtocol=...;AccountName=...;...); remove it, and give --storage-account',
        ]
  }
  const addresses = ['AzureWebJobsStorage__tableServiceUri', 'AzureWebJobsStorage__blobServiceUri']
  const missing = addresses.filter((name) => given(host, name) === null)
  if (missing.length === addresses.length)
    return [
      '--storage-account: got none, expected the storage account of the installation; azd env get-values shows ' +
        'it as RUNWARDEN_STORAGE_ACCOUNT',
    ]
  return [
    ...missing.map(
      (name) => `${name}: got none, expected an address beside the other one; set it, or give --storage-account`,
    ),
    ...addresses.flatMap((name) => {
      const address = given(host, name)
      return address === null || URL.canParse(address)
        ? []
        : [
            `${name}: got ${address}, expected an address such as https://<account>.blob.core.windows.net; ` +
              'correct it, or give --storage-account',
          ]
    }),
  ]
}
