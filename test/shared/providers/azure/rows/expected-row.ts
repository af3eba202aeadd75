/**
 * What one row of the operation table says and how it reads one record, all written by hand: nothing here may be
 * computed from the code that it judges.
 */
export interface ExpectedRow {
  /** Family, what it acts on, where its text can be read. */
  readonly is: string
  /** Resource id beneath the providers of the resource group, or a whole one, in the case of its owner. */
  readonly at: string
  /** Body of the request, where the resource provider logs it. */
  readonly body?: Readonly<Record<string, unknown>>
  readonly reads: {
    readonly item: string | null
    /** `name` or `name:version`. */
    readonly document: string | null
    /** Resource id beneath the providers of the resource group, or a whole one; else `unknown`. */
    readonly targets: string
    readonly payload: 'text' | 'hidden' | 'none'
  }
}
