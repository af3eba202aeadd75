import { fileWrites } from '../tokens/file-writes'
import type { Command } from '../tokens/script'
import { type Category, eachCommand, type Evidence, strong } from './category'
import { isActing } from './purpose'

const PROGRAMS = /^(?:xmrig\S{0,32}|xmr-stak\S{0,16}|minerd|cpuminer\S{0,16}|ccminer|cgminer|bfgminer|ethminer|nbminer|phoenixminer|lolminer|nanominer|teamredminer|srbminer\S{0,16}|t-rex|gminer|wildrig\S{0,16}|kdevtmpfsi|kinsing|moneroocean_miner\S{0,4}|setup_moneroocean_miner\.sh|nicehashquickminer|claymore\S{0,16})$/
const MARKS = /stratum[12]?\+(?:tcp|ssl|tls|udp):|--donate-level|--coin[= ]monero|\b(?:-a|--algo)[= ](?:randomx|cryptonight\S{0,16}|rx\/\d|cn\/\S{1,8}|argon2)|"donate-level"|--randomx-/
/** Pools that miners of Monero and others name; a machine has no other business with them. */
const POOLS = /(?:minexmr|supportxmr|moneroocean|hashvault|c3pool|2miners|f2pool|nanopool|nicehash|herominers|dwarfpool|xmrpool|monerohash|unmineable|minergate|crypto-pool|ethermine|flexpool|hiveon|kryptex|zpool|miningpoolhub|xmr\.pt|xmrfast|skypool)\.(?:com|org|stream|pro|net|io|fr|eu|ca|me|pt|in)\b/

const reason = (text: string): string | null => (MARKS.test(text) ? 'speaks the protocol or the options of a coin miner' : POOLS.test(text) ? 'names a mining pool' : null)

const judge = (command: Command): Evidence | null => {
  const written = fileWrites(command).map(({ content }) => reason(content?.slice(0, 16_384).toLowerCase() ?? '')).find((why) => why !== null)
  if (written !== undefined) return strong(command, written)
  if (!isActing(command)) return null
  if (PROGRAMS.test(command.name)) return strong(command, 'runs a coin miner')
  const why = reason(command.line)
  if (why !== null) return strong(command, why)
  return command.args.some(({ text }) => text.split(/[\\/=]/).some((part) => /^xmrig|^minerd$|^kdevtmpfsi$|^kinsing$/.test(part.toLowerCase()))) ? strong(command, 'handles a coin miner') : null
}

export const miner: Category = { id: 'miner', title: 'Coin miner', find: (script) => eachCommand(script, judge) }
