/** The operation families (semantics.md, "Operations and families"). */
export const FAMILIES = [
  'command',
  'session',
  'automation',
  'schedule',
  'document',
  'extension',
  'boot',
  'configuration',
  'identity',
  'discovery',
  'cleanup',
  'protection',
  'process',
] as const

export type Family = (typeof FAMILIES)[number]

/** Where the text of a command can be read, for the docs and for the command text adapters. */
export type TextSource =
  | 'record'
  | 'ssm:ListCommands'
  | 'ssm:GetDocument'
  | 'ssm:DescribeAssociation'
  | 'ssm:GetMaintenanceWindowTask'
  | 'ssm:GetAutomationExecution'
  | 'arm:runCommand'
  | 'arm:extension'
  | 'arm:runbook'
  | 'arm:job'
  | 'arm:userData'
  | 'none'

/** One row of the operation table. */
export interface OperationSpec {
  /** AWS: eventSource up to the first dot, a colon, eventName. Azure: the lower-cased operation name. */
  readonly name: string
  readonly family: Family
  /** What the operation makes run, in words that fit into "it runs ...". */
  readonly runs: string
  readonly text: TextSource
  /**
   * CloudTrail marks the call readOnly, so EventBridge delivers it only to rules that ask for all management events.
   */
  readonly readOnly?: true
  /** Kind of the things it acts on; decides what counts as a machine. */
  readonly acts: 'machine' | 'cluster' | 'container' | 'automation-account' | 'resource'
}
