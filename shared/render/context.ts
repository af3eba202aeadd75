/** What a renderer knows beside the alert. */
export interface RenderContext {
  /** Names people use for account and subscription ids: the setting RUNWARDEN_ACCOUNT_NAMES. */
  readonly accountNames: Readonly<Record<string, string>>
}
