interface Built {
  readonly source: string
  readonly built: boolean
}

export function buildNetworks(options: { readonly outFile: string }): Promise<Built>
