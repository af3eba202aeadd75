import { given, type Host } from '../../azure/host'
import type { Io } from '../io'
import { azTokens } from './az-tokens'

/**
 * This process as a host of the Azure half: the identity of the platform where there is one (Container Apps, App Service), else whoever
 * is signed in to the Azure CLI. RUNWARDEN_STORAGE_ACCOUNT names the storage where its addresses are not given.
 */
export const cliHost = ({ environment, home }: Pick<Io, 'environment' | 'home'>): Host => {
  const account = given({ environment }, 'RUNWARDEN_STORAGE_ACCOUNT')
  const addresses = account === null ? {} : { AzureWebJobsStorage__tableServiceUri: `https://${account}.table.core.windows.net`, AzureWebJobsStorage__blobServiceUri: `https://${account}.blob.core.windows.net` }
  const hasIdentity = given({ environment }, 'IDENTITY_ENDPOINT') !== null
  return { environment: { ...addresses, ...environment }, home, ...(hasIdentity ? {} : { tokens: azTokens() }) }
}
