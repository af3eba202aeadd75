/**
 * One thing the check has to say about a Bicep file; `code` is the compiler's own, so that it can be looked
 * up, or begins with `runwarden-`.
 */
export interface Finding {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly message: string
}

/** A place in a file, both numbers counted from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

export type Report = (at: Position, code: Code, message: string) => void

export type Code = keyof typeof SEVERITY_OF_CODE

// Codes and levels: https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-core-diagnostics and
// .../linter. Types of resources are known imperfectly, so the compiler only warns about them; a `!` marks
// the same code for our own types.
const SEVERITY_OF_CODE = {
  BCP001: 'error',
  BCP002: 'error',
  BCP004: 'error',
  BCP006: 'error',
  BCP007: 'error',
  BCP009: 'error',
  BCP018: 'error',
  BCP019: 'error',
  BCP022: 'error',
  BCP025: 'error',
  BCP028: 'error',
  BCP029: 'error',
  BCP033: 'error',
  BCP035: 'warning',
  'BCP035!': 'error',
  BCP036: 'warning',
  'BCP036!': 'error',
  BCP037: 'warning',
  'BCP037!': 'error',
  BCP053: 'warning',
  'BCP053!': 'error',
  BCP055: 'error',
  BCP057: 'error',
  BCP065: 'error',
  BCP071: 'error',
  BCP072: 'error',
  BCP073: 'warning',
  BCP077: 'warning',
  BCP078: 'error',
  BCP080: 'error',
  BCP081: 'warning',
  BCP087: 'error',
  BCP091: 'error',
  BCP107: 'error',
  BCP120: 'error',
  BCP134: 'error',
  BCP135: 'error',
  BCP138: 'error',
  BCP139: 'error',
  BCP140: 'error',
  BCP142: 'error',
  BCP145: 'error',
  BCP159: 'error',
  BCP160: 'error',
  BCP169: 'error',
  BCP170: 'error',
  BCP177: 'error',
  BCP178: 'error',
  BCP179: 'warning',
  BCP182: 'error',
  BCP183: 'error',
  BCP236: 'error',
  BCP237: 'error',
  BCP238: 'error',
  BCP240: 'error',
  BCP242: 'error',
  BCP243: 'error',
  BCP258: 'error',
  BCP259: 'error',
  BCP261: 'error',
  BCP302: 'error',
  BCP318: 'warning',
  BCP321: 'warning',
  BCP327: 'warning',
  BCP328: 'warning',
  BCP332: 'warning',
  BCP333: 'warning',
  BCP360: 'error',
  BCP401: 'error',
  BCP422: 'warning',
  'no-hardcoded-env-urls': 'warning',
  'no-hardcoded-location': 'warning',
  'no-unused-existing-resources': 'warning',
  'no-unused-params': 'warning',
  'no-unused-vars': 'warning',
  'outputs-should-not-contain-secrets': 'warning',
  'prefer-interpolation': 'warning',
  'prefer-unquoted-property-names': 'warning',
  'runwarden-description': 'warning',
  'runwarden-unlisted-value': 'warning',
  'secure-parameter-default': 'warning',
  'secure-secrets-in-params': 'warning',
  'simplify-interpolation': 'warning',
  'use-parent-property': 'warning',
} as const

/** The finding for a code; codes marked with `!` lose the mark. */
export function toFinding(file: string, at: Position, code: Code, message: string): Finding {
  return {
    file,
    line: at.line,
    column: at.column,
    code: code.replace('!', ''),
    severity: SEVERITY_OF_CODE[code],
    message,
  }
}
