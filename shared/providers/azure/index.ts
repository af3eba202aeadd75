import type { Provider } from '../../model/provider'
import { unwrapAzure } from './envelope'
import { normalizeAzure } from './normalize'
import { surelyIgnores } from './surely-ignores'

/** The Azure Activity Log: Event Hubs and storage exports, REST lists, Log Analytics rows. */
export const azureProvider: Provider = { name: 'azure', unwrap: unwrapAzure, normalize: normalizeAzure, surelyIgnores }
