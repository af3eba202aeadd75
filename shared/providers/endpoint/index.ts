import type { Provider } from '../../model/provider'
import { unwrapEndpoint } from './envelope'
import { normalizeEndpoint } from './normalize'

/** Process events in the Elastic Common Schema: Elastic Defend, Sysmon and 4688 through winlogbeat, auditd. */
export const endpointProvider: Provider = { name: 'endpoint', unwrap: unwrapEndpoint, normalize: normalizeEndpoint }
