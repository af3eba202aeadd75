import { parseAddress } from '../../enrich/ip-address'

/**
 * The first of several writings of the caller's address that is one: bare, with a port, in brackets, with a zone id,
 * mapped into IPv6, or a range in CIDR form, of which the first address stands for the whole because they share a
 * network. Ports are stripped, IPv6 is in lower case. Null when none is an address.
 */
export const callerAddress = (writings: readonly (string | null)[]): string | null => {
  for (const writing of writings) {
    const address = bareAddress(writing ?? '')
    if (parseAddress(address) !== null) return address
  }
  return null
}

const bareAddress = (writing: string): string => {
  const text = writing
    .trim()
    .toLowerCase()
    .replace(/\/\d{1,3}$/, '')
    .replace(/%.*$/, '')
  const bracketed = /^\[([0-9a-f:.]+)\](?::\d{1,5})?$/.exec(text)?.[1]
  const withPort = /^([\d.]+):\d{1,5}$/.exec(text)?.[1]
  return (bracketed ?? withPort ?? text).replace(/^::ffff:(?=\d+\.)/, '')
}
