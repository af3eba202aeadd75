import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { checkBicep } from './check-bicep'
import type { Finding } from './finding'

/** What the check says about one file of a set written to a temporary folder. */
export async function checkSnippet(
  checked: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bicep-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    return await checkBicep([join(folder, checked)])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Findings as `<line> <code>`, the form the case tables use. */
export function inShort(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ line, code }) => `${line} ${code}`)
}

/** A text for `main.bicep`, with files beside it, in which the check finds nothing. */
export interface AcceptedCase {
  readonly name: string
  readonly text: string
  readonly files?: Readonly<Record<string, string>>
}

/** The same with what the check must say: lines and codes. */
export interface RejectedCase extends AcceptedCase {
  readonly expected: readonly string[]
}

/** The decorator every parameter needs. */
export const DESCRIBED = "@description('d')\n"

export const KIND = "  kind: 'StorageV2'"
export const SKU = "  sku: { name: 'Standard_LRS' }"

/** A storage account whose body ends with the given lines. */
export function account(...lines: readonly string[]): string {
  return [
    "resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {",
    "  name: 'runwarden'",
    '  location: resourceGroup().location',
    ...lines,
    '}',
    '',
  ].join('\n')
}
