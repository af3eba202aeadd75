import type { Provider } from '../../shared/model/provider'
import { awsProvider } from '../../shared/providers/aws'
import { endpointProvider } from '../../shared/providers/endpoint'
import { asObject } from '../../shared/providers/json'

/** Source of events whose detail is one process event of a guest. */
const SOURCE = 'runwarden.endpoint'

const WRAPPED = 'eventbridge-endpoint'

/**
 * Process events as the bus carries them. Anyone who may put events can send these, so the detail is read as a process
 * event and nothing else: what pretends to be a CloudTrail record in there is rejected.
 */
const endpointEvents: Provider = {
  name: 'endpoint',
  unwrap: (value) => {
    const event = asObject(value)
    if (event?.['source'] !== SOURCE) return null
    return endpointProvider.unwrap(event['detail']) ?? [{ format: WRAPPED, body: value, account: null }]
  },
  normalize: (raw) =>
    raw.format === WRAPPED
      ? {
          kind: 'rejected',
          problem: `the detail of the event is no process event, expected one in the Elastic Common Schema`,
          at: null,
        }
      : endpointProvider.normalize(raw),
}

/** What the bus delivers: calls and commands of AWS, and process events of guests. */
export const BUS_PROVIDERS: readonly Provider[] = [endpointEvents, awsProvider]

/** Formats of process events outside their bus event, as the quarantine holds them. */
const ENDPOINT_FORMATS: readonly string[] = ['ecs', 'winlogbeat']

/** Who may read a record again that was put aside in a format: a process event stays one. */
export const providersFor = (format: string): readonly Provider[] =>
  ENDPOINT_FORMATS.includes(format) ? [endpointProvider] : BUS_PROVIDERS
