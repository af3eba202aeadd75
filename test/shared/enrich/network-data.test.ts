import fc from 'fast-check'
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildNetworks } from '../../../scripts/build-networks.mjs'
import { isPrivateAddress, parseAddress } from '../../../shared/enrich/ip-address'
import { classifyNetwork } from '../../../shared/enrich/network-class'
import { ANONYMISERS, HOSTERS } from '../../../shared/enrich/network-lists'
import { type Network, type NetworkTable, lookupNetwork, parseNetworkTable } from '../../../shared/enrich/network-table'

const DATA = dirname(require.resolve('@ip-location-db/asn/package.json'))
const SAMPLE = { seed: 20260617, numRuns: 4000 }

interface Row {
  /** Both ends, without the bits the table drops. */
  readonly start: bigint
  readonly end: bigint
  readonly network: Network
}

/** The data set read again by other means than the build's, rows in the order of the file. */
const readRows = async (file: string, droppedBits: bigint): Promise<readonly Row[]> => {
  const csv = await readFile(join(DATA, file), 'utf8')
  return csv.split('\n').flatMap((line) => {
    const [, start, end, asn, quoted, plain] = /^(\d+),(\d+),(\d+),(?:"(.*)"|(.*))$/.exec(line) ?? []
    if (start === undefined || end === undefined) return []
    const organization = (quoted?.replaceAll('""', '"') ?? plain ?? '').trim()
    return [
      {
        start: BigInt(start) >> droppedBits,
        end: BigInt(end) >> droppedBits,
        network: { asn: Number(asn), organization },
      },
    ]
  })
}

/** Who announces a place: the first row of the file that covers it. */
const announcer = (rows: readonly Row[]): ((place: bigint) => Network | null) => {
  const furthest: bigint[] = []
  for (const { end } of rows) furthest.push(furthest.length > 0 && furthest.at(-1)! > end ? furthest.at(-1)! : end)
  return (place) => {
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (furthest[middle]! < place) low = middle + 1
      else high = middle
    }
    const row = rows[low]
    return row !== undefined && row.start <= place ? row.network : null
  }
}

const v4Text = (place: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (place >> shift) & 0xffn).join('.')
const v6Text = (prefix: bigint, rest: string): string =>
  `${[48n, 32n, 16n, 0n].map((shift) => ((prefix >> shift) & 0xffffn).toString(16)).join(':')}:${rest}`

let folder: string
let outFile: string
let table: NetworkTable
let v4Rows: readonly Row[]
let v6Rows: readonly Row[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runwarden-networks-'))
  outFile = join(folder, 'networks.bin')
  await buildNetworks({ outFile })
  table = parseNetworkTable(await readFile(outFile))
  v4Rows = await readRows('asn-ipv4-num.csv', 0n)
  v6Rows = await readRows('asn-ipv6-num.csv', 64n)
}, 60_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the compiled table', () => {
  const mismatches = (rows: readonly Row[], texts: (place: bigint) => readonly string[]) => {
    const expectedAt = announcer(rows)
    const sample = fc.sample(fc.noBias(fc.nat(rows.length - 1)), SAMPLE)
    const places = sample.map((index) => rows[index]!).flatMap(({ start, end }) => [start - 1n, start, end, end + 1n])
    return places.flatMap((place) =>
      texts(place).flatMap((ip) => {
        const expected = isPrivateAddress(parseAddress(ip)!) ? null : expectedAt(place)
        const actual = lookupNetwork(table, ip)
        return JSON.stringify(actual) === JSON.stringify(expected) ? [] : [{ ip, actual, expected }]
      }),
    )
  }

  it('answers like the data set at both sides of IPv4 range ends', () => {
    expect(mismatches(v4Rows, (place) => [v4Text(place)])).toEqual([])
  })

  it('answers like the data set at both sides of IPv6 range ends, all over each /64', () => {
    expect(mismatches(v6Rows, (prefix) => [v6Text(prefix, ':'), v6Text(prefix, 'ffff:ffff:ffff:ffff')])).toEqual([])
  })
})

describe('the network lists against the data set', () => {
  const organizations = (): ReadonlyMap<number, string> =>
    new Map([...v4Rows, ...v6Rows].map(({ network }) => [network.asn, network.organization]))

  it('name only networks that announce addresses', () => {
    const announced = organizations()
    expect([...ANONYMISERS, ...HOSTERS].filter((asn) => !announced.has(asn))).toEqual([])
  })

  // When the data set is renewed, a person looks at each name that joins this list.
  it('leave these anonymisers to their names', () => {
    const byName = [...organizations()].filter(
      ([asn, organization]) => !ANONYMISERS.has(asn) && classifyNetwork({ asn, organization }) === 'anonymiser',
    )
    expect(byName.toSorted(([a], [b]) => a - b)).toEqual([
      [49134, '10VPN Research Network LTD'],
      [208765, 'Bullet Proof VPN Ltd'],
      [213163, 'FREE UNLIMITED VPN LTD'],
      [215905, '10VPN Research Network LTD'],
      [394104, 'IPLOCKVPN.COM'],
      [397282, 'Castle VPN'],
    ])
  })
})

describe('buildNetworks', () => {
  it('names the package and version in the table', async () => {
    const { version } = JSON.parse(await readFile(join(DATA, 'package.json'), 'utf8')) as { readonly version: string }
    expect(table.source).toBe(`@ip-location-db/asn@${version}`)
  })

  it('leaves a fresh table alone', async () => {
    expect((await buildNetworks({ outFile })).built).toBe(false)
  })

  it.each([
    ['older than the scripts', () => utimes(outFile, 0, 0)],
    ['of another version', async () => writeFile(outFile, (await readFile(outFile)).fill('9', 24, 64))],
  ])(
    'builds a table again that is %s',
    async (_, spoil) => {
      await spoil()
      expect((await buildNetworks({ outFile })).built).toBe(true)
      expect(parseNetworkTable(await readFile(outFile)).source).toBe(table.source)
    },
    60_000,
  )
})
