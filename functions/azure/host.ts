import type { TokenSource } from './identity/managed-identity'

type Environment = Readonly<Record<string, string | undefined>>

/** Where a detector for Azure runs: the function app, or the command line in a container or on premises. */
export interface Host {
  readonly environment: Environment
  /** Folder of the network table. */
  readonly home: string
  /** Stands in for the managed identity outside Azure. */
  readonly tokens?: TokenSource
}

/** The value of a variable that says something: an empty app setting is none. */
export const given = ({ environment }: Pick<Host, 'environment'>, name: string): string | null => {
  const value = environment[name]
  return value === undefined || value === '' ? null : value
}

/** The hub a trigger reads, in which consumer group, and whether there is a hub of process events beside it. */
export const hubsOf = (host: Host): { readonly consumerGroup: string; readonly hasEndpointHub: boolean } => ({
  consumerGroup: given(host, 'HUB_CONSUMER_GROUP') ?? 'runwarden',
  hasEndpointHub: given(host, 'ENDPOINT_HUB_NAME') !== null,
})
