import type { Provider, RawRecord } from '../model/provider'
import { awsProvider } from './aws'
import { azureProvider } from './azure'
import { endpointProvider } from './endpoint'

/** Every provider, in the order in which a value is offered to them. */
export const PROVIDERS: readonly Provider[] = [awsProvider, azureProvider, endpointProvider]

export interface Unwrapped {
  readonly provider: Provider
  readonly records: readonly RawRecord[]
}

/** The records of a parsed value by the first of the providers that knows its format; null when none does. */
export const unwrapBy = (providers: readonly Provider[], value: unknown): Unwrapped | null => {
  for (const provider of providers) {
    const records = provider.unwrap(value)
    if (records !== null) return { provider, records }
  }
  return null
}
