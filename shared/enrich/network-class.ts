import { ANONYMISERS, CARRIERS_NAMED_VPN, CLOUDS, HOSTERS } from './network-lists'
import type { Network } from './network-table'

/** `anonymiser` is Tor or a public VPN; `unknown` is an address no network announces. */
export type NetworkClass = 'anonymiser' | 'hosting' | 'cloud' | 'other' | 'unknown'

/** Whole words, or one that ends in "vpn": Victor, Torino, TC TOR LLC and Proton Management are other people. */
const ANONYMISER_NAME = new RegExp(
  `vpn\\b|\\b(?:${[
    'tor[ -](?:exits?|relays?|project|servers)',
    'torservers',
    'mullvad',
    'packethub',
    'tefincom',
    'surfshark',
    'windscribe',
    'cyberghost',
    'torguard',
    'hidemyass',
    'private internet access',
    'anonymi[sz]er',
  ].join('|')})\\b`,
  'i',
)

/** "Data centre" is no such word: insurers, carmakers and governments name their own networks so. */
const HOSTER_NAME = /\b(?:(?:web)?hosting|web ?host|dedicated servers?|colocation)\b/i

/** By AS number where one is listed, else by the words of the organisation's name. */
export const classifyNetwork = (network: Network | null): NetworkClass => {
  if (network === null) return 'unknown'
  const { asn, organization } = network
  if (ANONYMISERS.has(asn)) return 'anonymiser'
  if (CLOUDS.has(asn)) return 'cloud'
  if (HOSTERS.has(asn)) return 'hosting'
  if (ANONYMISER_NAME.test(organization) && !CARRIERS_NAMED_VPN.has(asn)) return 'anonymiser'
  return HOSTER_NAME.test(organization) ? 'hosting' : 'other'
}
