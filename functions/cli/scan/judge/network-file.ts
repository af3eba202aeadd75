import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { networkLookup } from '../../../../shared/enrich/network-lookup'
import { parseNetworkTable } from '../../../../shared/enrich/network-table'
import type { NetworkLookup } from '../../../../shared/enrich/source-network'
import type { Io } from '../../io'

/** The bundled address table with the operator's own networks. */
export const readNetworks = async ({ home }: Io, knownNetworks: readonly string[]): Promise<NetworkLookup> =>
  networkLookup(parseNetworkTable(await readFile(join(home, 'networks.bin'))), knownNetworks)
