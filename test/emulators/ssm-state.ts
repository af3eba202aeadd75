import type {
  AssociationDescription,
  AutomationExecution,
  Command,
  CommandInvocation,
  DocumentDescription,
  GetMaintenanceWindowTaskResult,
  InstanceInformation,
} from '@aws-sdk/client-ssm'

/** One version of a document; other versions of the same name are entries of their own. */
export type StubDocument = DocumentDescription & { readonly Name: string; readonly Content: string }

/** A managed node; its tags serve filters and are never returned. */
export type StubInstance = InstanceInformation & { readonly Tags?: Readonly<Record<string, string>> }

/** A trail of CloudTrail. */
export interface StubTrail {
  readonly Name: string
  readonly TrailARN: string
  readonly HomeRegion: string
  readonly IsMultiRegionTrail: boolean
  readonly IsLogging: boolean
}

/** What the stub answers from. A test sets it up, may change it at any time, and SendCommand adds to it. */
export interface SsmState {
  readonly commands: Command[]
  readonly invocations: CommandInvocation[]
  readonly documents: StubDocument[]
  readonly associations: AssociationDescription[]
  readonly maintenanceWindowTasks: GetMaintenanceWindowTaskResult[]
  readonly automations: AutomationExecution[]
  readonly instances: StubInstance[]
  readonly trails: StubTrail[]
  /** Parameter Store: name to value. */
  readonly parameters: Map<string, string>
  /**
   * For each command, so many ListCommands return an empty list before it is seen: the
   * service is eventually consistent.
   */
  emptyFor: number
}

export function createSsmState(given: Partial<SsmState>): SsmState {
  return {
    commands: [],
    invocations: [],
    documents: [],
    associations: [],
    maintenanceWindowTasks: [],
    automations: [],
    instances: [],
    trails: [],
    parameters: new Map(),
    emptyFor: 0,
    ...given,
  }
}
