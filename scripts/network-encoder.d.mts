/** One announced range, both ends inclusive: 32-bit numbers for IPv4, 128-bit ones for IPv6. */
export interface NetworkRange {
  readonly start: bigint
  readonly end: bigint
  readonly asn: number
  readonly organization: string
}

export const HEADER_BYTES: number

export function encodeNetworkTable(ranges: {
  readonly source: string
  readonly v4: Iterable<NetworkRange>
  readonly v6: Iterable<NetworkRange>
}): Uint8Array

export function readTableSource(bytes: Uint8Array): string | null
