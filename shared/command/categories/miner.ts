import { matchesAny } from '../matches-any'
import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong } from './category'
import { mentions } from './mentions'
import { isActing } from './purpose'

const PROGRAMS = new Set([
  'minerd',
  'ccminer',
  'cgminer',
  'bfgminer',
  'ethminer',
  'nbminer',
  'phoenixminer',
  'lolminer',
  'nanominer',
  'teamredminer',
  't-rex',
  'gminer',
  'kdevtmpfsi',
  'kinsing',
  'setup_moneroocean_miner.sh',
  'nicehashquickminer',
])
const PREFIXES = ['xmrig', 'xmr-stak', 'cpuminer', 'srbminer', 'wildrig', 'claymore', 'moneroocean_miner']
const OPTIONS: readonly RegExp[] = [
  /stratum[12]?\+(?:tcp|ssl|tls|udp):|--?"?donate-level|--coin[= ]monero|--randomx-/,
  /\s(?:-a|--algo)[= ](?:randomx|cryptonight|rx\/|cn\/|argon2)/,
]
/** Pools of Monero and other coins; a machine has no other business with them. */
const POOLS = [
  'minexmr.',
  'supportxmr.',
  'moneroocean.',
  'hashvault.',
  'c3pool.',
  '2miners.',
  'f2pool.',
  'nanopool.',
  'nicehash.',
  'herominers.',
  'dwarfpool.',
  'xmrpool.',
  'monerohash.',
  'unmineable.',
  'minergate.',
  'crypto-pool.',
  'ethermine.',
  'flexpool.',
  'hiveon.',
  'kryptex.',
  'miningpoolhub.',
  'xmrfast.',
  'skypool.',
]
const WRITTEN_MAX = 16_384

const isMiner = (name: string): boolean => PROGRAMS.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix))

const signIn = (text: string): string | null => {
  if (matchesAny(OPTIONS, text) || text.includes('"donate-level"'))
    return 'speaks the protocol or the options of a coin miner'
  return POOLS.some((pool) => mentions(text, pool)) ? 'names a mining pool' : null
}

const judge = (command: Command): Evidence | null => {
  const acts = isActing(command)
  const written = command.writes.map(({ content }) => content?.slice(0, WRITTEN_MAX).toLowerCase() ?? '')
  const why = [...(acts ? [command.line] : []), ...written].map(signIn).find((found) => found !== null)
  if (why !== undefined) return strong(command, why)
  if (!acts) return null
  if (isMiner(command.name)) return strong(command, 'runs a coin miner')
  return command.args.some(({ text }) =>
    text
      .toLowerCase()
      .split(/[\\/=]/)
      .some(isMiner),
  )
    ? strong(command, 'handles a coin miner')
    : null
}

export const miner: Category = { id: 'miner', title: 'Coin miner', find: (script) => eachCommand(script, judge) }
