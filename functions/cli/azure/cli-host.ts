import { given, type Host } from '../../azure/host'
import type { Io } from '../io'
import { azTokens } from './az-tokens'

const addressesOf = (account: string) => ({
  AzureWebJobsStorage__tableServiceUri: `https://${account}.table.core.windows.net`,
  AzureWebJobsStorage__blobServiceUri: `https://${account}.blob.core.windows.net`,
})

/**
 * This process as a host of the Azure half: the identity of the platform where there is one (Container Apps, App
 * Service), else the account that is signed in to the Azure CLI. A storage account that is named goes before the
 * addresses of the environment, and these before RUNWARDEN_STORAGE_ACCOUNT.
 */
export const cliHost = ({ environment, home }: Pick<Io, 'environment' | 'home'>, storageAccount?: string): Host => {
  const account = given({ environment }, 'RUNWARDEN_STORAGE_ACCOUNT')
  const found = { ...(account === null ? {} : addressesOf(account)), ...environment }
  const chosen =
    storageAccount === undefined ? found : { ...found, ...addressesOf(storageAccount), AzureWebJobsStorage: undefined }
  const hasIdentity = given({ environment }, 'IDENTITY_ENDPOINT') !== null
  return { environment: chosen, home, ...(hasIdentity ? {} : { tokens: azTokens() }) }
}
