import type { Command } from '../tokens/script'
import { hostKind, parseUrl, urlsIn } from '../tokens/urls'
import { type Category, eachCommand, type Evidence, weak } from './category'

const FILE_ARGUMENT = /(?:^|\s)(?:-t|--upload-file)\s|(?:-d|--data\S{0,16}|--json)[\s=]"?@[^\s]|(?:-f|--form)[\s=]\S{0,64}=@|--post-file|-infile\s|\.uploadfile\(|\.uploaddata\(|\.uploadstring\(/
const DROPS = /transfer\.sh|file\.io|0x0\.st|termbin\.com|ix\.io|paste(?:bin|\.ee|\.rs)|webhook\.site|requestbin|burpcollaborator|oast\.(?:fun|pro|live|site|online|me)|interact\.sh|temp\.sh|gofile\.io|anonfiles|mega\.nz|discord(?:app)?\.com\/api\/webhooks/

/** A file, or a command's output, goes to a host outside. */
const judge = (command: Command): Evidence | null => {
  const { name, line, args } = command
  if (!/^(?:curl|wget|invoke-webrequest|invoke-restmethod|nc|ncat|)$/.test(name)) return null
  if (name !== '' && DROPS.test(line)) return weak(command, 'sends to a service where anybody can drop files')
  const urls = urlsIn(line)
  const hosts = urls.length > 0 ? urls : args.map(({ text }) => parseUrl(text)).filter((url) => url !== null)
  const outside = hosts.some(({ host }) => hostKind(host) === 'name' || hostKind(host) === 'public-address')
  return outside && FILE_ARGUMENT.test(line) ? weak(command, 'sends a file to a host outside') : null
}

export const upload: Category = { id: 'upload', title: 'Upload', find: (script) => eachCommand(script, judge) }
