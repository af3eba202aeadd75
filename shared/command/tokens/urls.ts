import { matchesAny } from '../matches-any'
import { isPrivateAddress, parseAddress } from '../../enrich/ip-address'

export interface Url {
  readonly scheme: string
  /** Lower case, without port and user. */
  readonly host: string
  /** Path with query, lower case, beginning with a slash. */
  readonly path: string
}

export type HostKind =
  | 'loopback'
  | 'metadata'
  | 'private-address'
  | 'public-address'
  | 'internal-name'
  | 'name'
  | 'unknown'

const URL_TEXT = /\b(?:https?|ftp):\/\/[^\s'"()<>|;,`]{1,2048}/gi
const INTERNAL = /\.(?:internal|local|localdomain|lan|corp|intranet|home|private|test)$/
const BARE_HOST: readonly RegExp[] = [
  /^(?:\d{1,3}\.){3}\d{1,3}(?:[:/]|$)|^localhost(?:[:/]|$)|^\[[0-9a-f:.]{2,45}\]/i,
  /^[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){1,8}(?::\d{1,5})?(?:\/|$)/i,
]
/**
 * Link-local address of the metadata services of AWS and Azure, in the forms that tools accept, and the
 * name that resolves to it on EC2.
 */
const METADATA_HOSTS = new Set([
  '169.254.169.254',
  '2852039166',
  '0xa9fea9fe',
  '0xa9.0xfe.0xa9.0xfe',
  '[fd00:ec2::254]',
  '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]',
  'instance-data',
  'metadata.google.internal',
])

/** Reads a URL, or a bare host with a path as curl takes it; null for anything else, a variable for instance. */
export const parseUrl = (text: string): Url | null => {
  const separator = text.indexOf('://')
  if (separator > 8 || (separator === -1 && !matchesAny(BARE_HOST, text.slice(0, 512)))) return null
  const rest = separator === -1 ? text : text.slice(separator + 3)
  const end = rest.search(/[/?#\\]/)
  const authority = (end === -1 ? rest : rest.slice(0, end)).toLowerCase()
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d{0,5}$/, '')
  const path = end === -1 ? '/' : rest.slice(end).toLowerCase()
  return {
    scheme: separator === -1 ? 'http' : text.slice(0, separator).toLowerCase(),
    host,
    path: path.startsWith('/') ? path : `/${path}`,
  }
}

/** Every URL with a scheme in a text. */
export const urlsIn = (text: string): readonly Url[] =>
  [...text.matchAll(URL_TEXT)].map(([url]) => parseUrl(url)).filter((url) => url !== null)

export const hostKind = (host: string): HostKind => {
  if (METADATA_HOSTS.has(host)) return 'metadata'
  if (host === '' || /[$%{}*]/.test(host)) return 'unknown'
  if (
    host === 'localhost' ||
    host === '0.0.0.0' ||
    host.startsWith('127.') ||
    host === '[::1]' ||
    host.endsWith('.localhost')
  )
    return 'loopback'
  const address = parseAddress(host.replace(/^\[|\]$/g, ''))
  if (address !== null) return isPrivateAddress(address) ? 'private-address' : 'public-address'
  if (/^(?:0x[0-9a-f]{1,8}|\d{1,10})$/.test(host)) return 'public-address'
  return INTERNAL.test(host) || !host.includes('.') ? 'internal-name' : 'name'
}
