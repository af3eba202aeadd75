/** `forwarder` takes everything; `global` only IAM and STS, whose global events appear in one Region of a partition. */
export const FORWARDER_KINDS = ['forwarder', 'global'] as const

export type ForwarderKind = (typeof FORWARDER_KINDS)[number]

/** Services whose global events appear in one Region only. */
export const GLOBAL_SERVICES: readonly string[] = ['iam', 'sts']
