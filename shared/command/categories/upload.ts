import { matchesAny } from '../matches-any'
import { operands } from '../tokens/options'
import type { Command } from '../tokens/script'
import { hostKind, parseUrl, urlsIn } from '../tokens/urls'
import { type Category, eachCommand, type Evidence, strong, weak } from './category'
import { mentions } from './mentions'

/** Options and methods that take a file to send. */
const FILE_ARGUMENT: readonly RegExp[] = [
  /\s(?:-t|--upload-file|--post-file|-infile)[\s=]|\s(?:-d|--data\S{0,16}|--json)[\s=]"?@\S/,
  /\s(?:-f|--form)[\s=]\S{0,64}=@|\.upload(?:file|data|string)\(/,
]
/** Services where anybody can leave or collect data. */
const DROPS = [
  'transfer.sh',
  'file.io',
  '0x0.st',
  'termbin.com',
  'ix.io',
  'pastebin.com',
  'paste.ee',
  'paste.rs',
  'webhook.site',
  'requestbin',
  'burpcollaborator',
  'oast.fun',
  'oast.pro',
  'oast.live',
  'oast.site',
  'oast.online',
  'oast.me',
  'interact.sh',
  'temp.sh',
  'gofile.io',
  'anonfiles',
  'mega.nz',
  'discord.com/api/webhooks',
  'discordapp.com/api/webhooks',
]

const COPIES = new Set(['copy', 'copyto', 'sync', 'move', 'moveto'])
const READS_INPUT = /@-(?:$|[\s"'])/
/** What they print holds keys and passwords. */
const SHOWS_SECRETS = new Set(['env', 'printenv', 'set', 'export', 'declare', 'history'])

/** A file, or a command's output, goes to a host outside. */
const judge = (command: Command): Evidence | null => {
  const { name, line, args } = command
  if (name === 'rclone' && COPIES.has(args[0]?.text ?? '') && /^[\w-]{2,64}:/.test(operands(command)[2] ?? ''))
    return weak(command, 'copies files to a remote store')
  if (!/^(?:curl|wget|invoke-webrequest|invoke-restmethod|nc|ncat|)$/.test(name)) return null
  if (name !== '' && DROPS.some((service) => mentions(line, service)))
    return weak(command, 'sends to a service where anybody can drop files')
  const urls = urlsIn(line)
  const hosts = urls.length > 0 ? urls : args.map(({ text }) => parseUrl(text)).filter((url) => url !== null)
  const outside = hosts.some(({ host }) => hostKind(host) === 'name' || hostKind(host) === 'public-address')
  if (!outside || !matchesAny(FILE_ARGUMENT, line)) return null
  const isPrivate = READS_INPUT.test(line) && command.upstream.some(({ name: from }) => SHOWS_SECRETS.has(from))
  return isPrivate
    ? strong(command, 'sends environment variables or typed commands to a host outside')
    : weak(command, 'sends a file to a host outside')
}

export const upload: Category = { id: 'upload', title: 'Upload', find: (script) => eachCommand(script, judge) }
