import type { Family, OperationSpec } from '../../model/operation'
import type { Principal } from '../../model/activity'
import type { CloudTrailRecord } from './cloudtrail'
import { ROLE_POLICY_OPERATIONS } from './protection'
import { textOf } from './read-field'
import { userDataOf } from './user-data'

/** Under which family a call concerns us, or why it does not. */
export type Relevance = { readonly family: Family } | { readonly ignored: string }

/** Names of AWS's own policies and roles for Systems Manager, and what people call theirs. */
const SSM_NAME = /ssm|systems-?manager/i
/** Actions of the services that reach into machines; IAM reads their names in any case. */
const SSM_ACTION = /\b(?:ssm|ssmmessages|ec2messages|ssm-guiconnect|ec2-instance-connect):|\becs:ExecuteCommand\b/i

const IAM_FIELDS = ['policyArn', 'policyName', 'instanceProfileName', 'roleName'] as const

const concernsSystemsManager = ({ request }: CloudTrailRecord): boolean =>
  IAM_FIELDS.some((field) => SSM_NAME.test(textOf(request, field) ?? '')) ||
  SSM_ACTION.test(textOf(request, 'policyDocument') ?? '')

/** The Systems Manager agent fetches the documents it is told to run, with the credentials of its own machine. */
const isAgent = ({ userAgent }: CloudTrailRecord, actor: Principal): boolean =>
  actor.instance !== null && (userAgent?.includes('amazon-ssm-agent/') ?? false)

/** Whether a call of a known operation concerns us: most always do, some only by what they ask for. */
export const relevanceOf = (record: CloudTrailRecord, { name, family }: OperationSpec, actor: Principal): Relevance => {
  if (family === 'boot')
    return record.omitted || userDataOf(record.request) !== null
      ? { family }
      : { ignored: 'the call sets no user data' }
  if (name.startsWith('iam:') && family === 'identity') {
    if (concernsSystemsManager(record)) return { family }
    return ROLE_POLICY_OPERATIONS.has(name)
      ? { family: 'protection' }
      : { ignored: 'the call does not concern Systems Manager' }
  }
  if (name === 'ssm:GetDocument' && isAgent(record, actor))
    return { ignored: 'background of the Systems Manager agent' }
  return { family }
}
