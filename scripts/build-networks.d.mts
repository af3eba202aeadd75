export function buildNetworks(options: { readonly outFile: string }): Promise<{ readonly source: string; readonly built: boolean }>
