import type { Family } from './operation'
import type { EpochMs } from './time'

export type Cloud = 'aws' | 'azure'

export type Outcome = 'succeeded' | 'failed' | 'denied' | 'pending' | 'unknown'

export type PrincipalKind =
  | 'user'
  | 'role'
  | 'sso-user'
  | 'root'
  | 'federated'
  | 'account'
  | 'service'
  | 'guest'
  | 'service-principal'
  | 'managed-identity'
  | 'unknown'

/** Who called. `key` outlives sessions, tokens and display names (semantics.md, "Callers"). */
export interface Principal {
  readonly key: string
  readonly kind: PrincipalKind
  /** What a person recognises: `role/Deploy`, `alice@example.com`. */
  readonly display: string
  /** Role session name, kept beside the key, never in it. */
  readonly session: string | null
  readonly human: boolean | null
  readonly mfa: boolean | null
  /** AWS account the identity belongs to. */
  readonly homeAccount: string | null
  /** Azure tenant the identity signed in to. */
  readonly homeTenant: string | null
  /** The AWS service that made the call on somebody's behalf. */
  readonly viaService: string | null
  /** Instance id when the credentials are those of an instance role. */
  readonly instance: string | null
  /** Access key the call was signed with; joins a call to the sts:AssumeRole that issued it. */
  readonly accessKeyId: string | null
  /** Azure role assignment's principal type: User, Group, ServicePrincipal, ForeignGroup. */
  readonly assignedTo: string | null
  /** Every other form a caller list may name it by: ARN, UPN, object id, application id. */
  readonly aliases: readonly string[]
}

/** What is not known of a caller: what a provider's reader starts from. */
export const NOTHING_KNOWN = {
  session: null,
  human: null,
  mfa: null,
  homeAccount: null,
  homeTenant: null,
  viaService: null,
  instance: null,
  accessKeyId: null,
  assignedTo: null,
} as const satisfies Partial<Principal>

export type Source =
  | { readonly kind: 'address'; readonly ip: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'unknown' }

/** Where the machines are. On Azure `account` is the subscription. */
export interface Scope {
  readonly account: string | null
  readonly region: string | null
  readonly tenant: string | null
  readonly resourceGroup: string | null
}

/** One way of choosing machines without naming them. */
export interface Selector {
  readonly kind: 'tag' | 'resource-group' | 'all' | 'other'
  readonly key: string
  readonly values: readonly string[]
}

/** What was aimed at. An unresolved selector counts as no machine; rule broad-target-selector reports it. */
export type Targets =
  | { readonly kind: 'listed'; readonly ids: readonly string[] }
  | {
      readonly kind: 'selected'
      readonly selectors: readonly Selector[]
      /** Machines the cloud named for the selectors; null while nobody asked. */
      readonly resolved: readonly string[] | null
      /** How many there are in all, when more exist than were listed. */
      readonly total: number | null
    }
  | { readonly kind: 'unknown'; readonly reason: 'not in the record' | 'omitted for size' }

/** The document, runbook or extension that carries what runs. */
export interface DocumentRef {
  readonly name: string
  readonly version: string | null
  /** Owner account of a document named by its ARN. */
  readonly owner: string | null
}

export type Payload =
  | { readonly kind: 'text'; readonly text: string }
  /** `hash` is that of a text that was known once and is not kept. */
  /** `again`: worth asking for once more, because the service was busy or did not know it yet. */
  | { readonly kind: 'hidden'; readonly reason: string; readonly hash?: string; readonly again?: boolean }
  | { readonly kind: 'none' }

/** `maxConcurrency` and `maxErrors` of a command, as the provider writes them: "50", "100%". */
export interface RateControl {
  readonly concurrency: string | null
  readonly errors: string | null
}

/** A process that a guest agent's script runner started. */
export interface GuestProcess {
  readonly agent: 'ssm' | 'azure-run-command' | 'azure-extension' | 'azure-other'
  readonly machineNames: readonly string[]
  readonly executable: string
  readonly commandLine: string
  readonly parents: readonly string[]
  /** AWS command id, from the orchestration path. */
  readonly commandId: string | null
  /** The path or executable looks like the agent's own ordinary background work. */
  readonly background: boolean
}

/** Pointer to the raw record, never the record. */
export interface Origin {
  readonly format: string
  /** Sorted distinct provider ids of the records it was made from. */
  readonly records: readonly string[]
  /** The provider sent it as a correction of an earlier record with the same id. */
  readonly addendum: boolean
  /** SHA-256 of the canonical record; decides between two records with one id. */
  readonly hash: string
}

/** The normalised form of a record that concerns us: the unit every rule sees. */
export interface Activity {
  readonly id: string
  readonly cloud: Cloud
  /** Provider's own name, as in the operation table: `ssm:SendCommand`. */
  readonly operation: string
  readonly family: Family
  readonly at: EpochMs
  readonly outcome: Outcome
  /** Provider's error code, when there is one. */
  readonly errorCode: string | null
  readonly actor: Principal
  readonly source: Source
  readonly userAgent: string | null
  /** Azure application id of the client that held the token. */
  readonly clientId: string | null
  readonly scope: Scope
  readonly targets: Targets
  readonly document: DocumentRef | null
  readonly payload: Payload
  readonly rates: RateControl | null
  /** AWS command id; joins CloudTrail, the native status event and the guest's process. */
  readonly commandId: string | null
  /** Name of the resource beneath the machine or account: run command, extension, runbook, job, association. */
  readonly item: string | null
  /** Systems Manager made this call for an association, a maintenance window or an automation: listed, not judged. */
  readonly automatic: boolean
  /** The provider dropped parameters because they were too large: an evasion as much as an accident. */
  readonly omitted: boolean
  /** Set on activities of family `process` only. */
  readonly process: GuestProcess | null
  readonly origin: Origin
}

/** Calls that are no activity but a step of a sequence (semantics.md, "Steps of a sequence"). */
export interface Step {
  readonly id: string
  readonly at: EpochMs
  readonly operation: 'ec2:StopInstances' | 'ec2:StartInstances' | 'sts:AssumeRole'
  readonly actor: Principal
  readonly account: string | null
  /** Instance ids, or the access key id that was issued. */
  readonly subjects: readonly string[]
}

/** The machines a rule may count or look up: listed or resolved ones, none otherwise. */
export const machinesOf = (activity: Activity): readonly string[] => {
  const { targets } = activity
  if (targets.kind === 'listed') return targets.ids
  if (targets.kind === 'selected') return targets.resolved ?? []
  return []
}

/**
 * Whether the call took effect as far as is known: denied and failed calls neither teach nor count (semantics.md,
 * "Outcome").
 */
export const tookEffect = ({ outcome }: Activity): boolean => outcome !== 'denied' && outcome !== 'failed'
