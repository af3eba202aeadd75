import { type NetworkClass, classifyNetwork } from '../../../shared/enrich/network-class'
import { ANONYMISERS, CARRIERS_NAMED_VPN, CLOUDS, HOSTERS } from '../../../shared/enrich/network-lists'

const UNLISTED = 64500

describe('classifyNetwork', () => {
  it('does not know the network of an address nobody announces', () => {
    expect(classifyNetwork(null)).toBe('unknown')
  })

  it.each<[name: string, asn: number, organization: string, expected: NetworkClass]>([
    ['a Tor exit operator', 60729, 'Stiftung Erneuerbare Freiheit', 'anonymiser'],
    ['a VPN whose network does not bear its name', 209854, 'Cyberzone S.A.', 'anonymiser'],
    ['a VPN that is also on the hosting lists', 22781, 'Strong Technology, LLC.', 'anonymiser'],
    ['a hoster that VPNs rent from', 9009, 'M247 Europe SRL', 'hosting'],
    ['another hoster that VPNs rent from', 212238, 'Datacamp Limited', 'hosting'],
    ['a hoster', 24940, 'Hetzner Online GmbH', 'hosting'],
    ['a carrier that leases to hosters', 6939, 'Hurricane Electric LLC', 'other'],
    ['a carrier on a VPN list', 9002, 'RETN Limited', 'other'],
    ['a content delivery network', 20940, 'Akamai International B.V.', 'other'],
    ['a security gateway for company staff', 398391, 'Check Point Software Technologies Inc.', 'other'],
    ['an access provider', 7922, 'Comcast Cable Communications, LLC', 'other'],
    ['an access provider on a fraud list', 29465, 'MTN NIGERIA Communication limited', 'other'],
    ['Amazon', 16509, 'Amazon.com, Inc.', 'cloud'],
    ['Amazon in Virginia', 14618, 'Amazon.com, Inc.', 'cloud'],
    ['Microsoft', 8075, 'Microsoft Corporation', 'cloud'],
    ['Google Cloud', 396982, 'Google LLC', 'cloud'],
    ['Google', 15169, 'Google LLC', 'cloud'],
    ['Azure in China', 58593, 'Shanghai Blue Cloud Technology Co.,Ltd', 'cloud'],
  ])('by number: %s', (_, asn, organization, expected) => {
    expect(classifyNetwork({ asn, organization })).toBe(expected)
  })

  it.each<[organization: string, expected: NetworkClass]>([
    ['Bullet Proof VPN Ltd', 'anonymiser'],
    ['NordVPN', 'anonymiser'],
    ['IPLOCKVPN.COM', 'anonymiser'],
    ['MULLVAD VPN AB', 'anonymiser'],
    ['PacketHub S.A.', 'anonymiser'],
    ['Surfshark Ltd.', 'anonymiser'],
    ['Example Tor Exit', 'anonymiser'],
    ['Example tor-relays', 'anonymiser'],
    ['Anonymizer, LLC', 'anonymiser'],
    ['Private Internet Access, Inc', 'anonymiser'],
    ['VPN Hosting Ltd', 'anonymiser'],
    ['Private Internet', 'other'],
    ['VPNET INC', 'other'],
    ['Victor Telecom', 'other'],
    ['Torino Servizi S.p.A.', 'other'],
    ['TC TOR LLC', 'other'],
    ['Castor Networks Corporation', 'other'],
    ['Motor Project GmbH', 'other'],
    ['Director Exit Consulting', 'other'],
    ['The Packet Hub', 'other'],
    ['Proton66 OOO', 'other'],
    ['METRO Anonymi Emporiki Etaireia', 'other'],
    ['Example Hosting Ltd', 'hosting'],
    ['D-hosting GmbH', 'hosting'],
    ['Example Webhosting', 'hosting'],
    ['Colocation America Corporation', 'hosting'],
    ['DEDICATED SERVERS AUSTRALIA', 'hosting'],
    ['Host Hotels and Resorts, L.P.', 'other'],
    ['American International Group Data Center, Inc.', 'other'],
    ['Ghosting Ventures', 'other'],
    ['', 'other'],
  ])('by name: %s is %s', (organization, expected) => {
    expect(classifyNetwork({ asn: UNLISTED, organization })).toBe(expected)
  })

  it.each([...CARRIERS_NAMED_VPN])('takes AS%d for the carrier it is, in spite of its name', (asn) => {
    expect(classifyNetwork({ asn, organization: 'VPN INFRAESTRUTURA DE REDES LTDA.' })).toBe('other')
  })
})

describe('the network lists', () => {
  it('share no number', () => {
    const all = [...ANONYMISERS, ...CLOUDS, ...HOSTERS, ...CARRIERS_NAMED_VPN]
    expect(new Set(all).size).toBe(all.length)
  })

  it('stay short enough to review', () => {
    expect(HOSTERS.size).toBeLessThanOrEqual(900)
    expect(ANONYMISERS.size).toBeLessThanOrEqual(60)
  })

  it('keep the hosters in order, each once', () => {
    const hosters = [...HOSTERS]
    expect(hosters).toEqual(hosters.toSorted((a, b) => a - b))
  })

  it('hold the main numbers of the watched clouds', () => {
    const main = [16509, 14618, 8068, 8069, 8070, 8071, 8072, 8073, 8074, 8075, 3598, 12076, 6584, 15169, 396982]
    expect(main.filter((asn) => !CLOUDS.has(asn))).toEqual([])
  })
})
