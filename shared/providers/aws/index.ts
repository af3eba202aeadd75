import type { Provider } from '../../model/provider'
import { unwrapAws } from './envelope'
import { normalizeAws } from './normalize'

/** CloudTrail records and native Systems Manager events, however they are delivered. */
export const awsProvider: Provider = { name: 'aws', unwrap: unwrapAws, normalize: normalizeAws }
