/** What a renderer knows beside the alert. */
export interface RenderContext {
  /** Names people use for account and subscription ids: the setting RUNWARDEN_ACCOUNT_NAMES. */
  readonly accountNames: Readonly<Record<string, string>>
}

/**
 * The name of an account, null for one without. An account may have any id, even that of a member every object
 * inherits.
 */
export const accountName = (account: string | null, { accountNames }: RenderContext): string | null =>
  account !== null && Object.hasOwn(accountNames, account) ? (accountNames[account] ?? null) : null
