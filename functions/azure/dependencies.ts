import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadSettings, type SettingProblem } from '../../shared/config/load'
import type { Settings } from '../../shared/config/settings'
import { networkLookup } from '../../shared/enrich/network-lookup'
import { parseNetworkTable } from '../../shared/enrich/network-table'
import type { NetworkLookup } from '../../shared/enrich/source-network'
import type { Clock } from '../../shared/model/clock'
import type { CommandTextPort } from '../../shared/pipeline/ports'
import { systemClock } from '../adapters/system-clock'
import { armClient } from './command-text/arm-client'
import { armCommandText } from './command-text/arm-command-text'
import { given, type Host } from './host'
import { managedIdentity, type TokenSource } from './identity/managed-identity'

/** What every detector for Azure stands on, wherever it keeps its state. */
export interface Dependencies {
  readonly settings: Settings
  readonly problems: readonly SettingProblem[]
  readonly clock: Clock
  readonly tokens: TokenSource
  readonly text: CommandTextPort
  /** Read from its file beside everything else that is begun. */
  readonly network: Promise<NetworkLookup>
}

export const dependenciesOf = (host: Host): Dependencies => {
  const clock = systemClock
  const own = Object.fromEntries(Object.entries(host.environment).filter(([name]) => name.startsWith('RUNWARDEN_')))
  const { settings, problems } = loadSettings([{ origin: 'environment', values: own }])
  const tokens = host.tokens ?? identityOf(host, settings, clock)
  const arm = armClient(
    { endpoint: given(host, 'RESOURCE_MANAGER_ENDPOINT') ?? 'https://management.azure.com', tokens },
    clock,
  )
  const network = readFile(join(host.home, 'networks.bin')).then((bytes) =>
    networkLookup(parseNetworkTable(bytes), settings.knownNetworks),
  )
  // It is awaited where it is needed, and rejects there when it cannot be read.
  network.catch(() => undefined)
  return { settings, problems, clock, tokens, text: armCommandText(arm), network }
}

const identityOf = (host: Host, { identityClientId: clientId }: Settings, clock: Clock): TokenSource => {
  const [endpoint, header] = [given(host, 'IDENTITY_ENDPOINT'), given(host, 'IDENTITY_HEADER')]
  if (endpoint !== null && header !== null) return managedIdentity({ endpoint, header, clientId }, clock)
  return {
    getToken: () =>
      Promise.reject(
        new Error(
          'this host has no managed identity: got no IDENTITY_ENDPOINT and IDENTITY_HEADER, expected them from ' +
            'the platform; assign an identity',
        ),
      ),
  }
}
