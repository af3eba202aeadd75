import type { Principal } from '../../model/activity'
import type { Family } from '../../model/operation'
import type { CloudTrailRecord } from './cloudtrail'
import { textOf } from './read-field'
import { userDataOf } from './user-data'

/** Under which family a call concerns us, or why it does not. */
type Relevance = { readonly family: Family } | { readonly ignored: string }

/** Whether a call of a known operation concerns us; `family` is that of the operation. */
export type RelevanceReader = (record: CloudTrailRecord, actor: Principal, family: Family) => Relevance

/** Names of AWS's own policies and roles for Systems Manager, and what people call theirs. */
const SSM_NAME = /ssm|systems-?manager/i
/** Actions of the services that reach into machines; IAM reads their names in any case. */
const SSM_ACTION = /\b(?:ssm|ssmmessages|ec2messages|ssm-guiconnect|ec2-instance-connect):|\becs:ExecuteCommand\b/i

const IAM_FIELDS = ['policyArn', 'policyName', 'instanceProfileName', 'roleName'] as const

const concernsSystemsManager = ({ request }: CloudTrailRecord): boolean =>
  IAM_FIELDS.some((field) => SSM_NAME.test(textOf(request, field) ?? '')) ||
  SSM_ACTION.test(textOf(request, 'policyDocument') ?? '')

/** The Systems Manager agent fetches the documents it is to run, with the credentials of its own machine. */
const isAgent = ({ userAgent }: CloudTrailRecord, actor: Principal): boolean =>
  actor.instance !== null && (userAgent?.includes('amazon-ssm-agent/') ?? false)

/** Most operations always concern us. */
export const always: RelevanceReader = (_record, _actor, family) => ({ family })

/** A call that sets user data; it may hide in parameters that were left out for their size. */
export const whenUserDataIsSet: RelevanceReader = ({ omitted, request }, _actor, family) =>
  omitted || userDataOf(request) !== null ? { family } : { ignored: 'the call sets no user data' }

/** A call of IAM that gives somebody the use of Systems Manager. */
export const whenSystemsManagerIsGranted: RelevanceReader = (record, _actor, family) =>
  concernsSystemsManager(record) ? { family } : { ignored: 'the call does not concern Systems Manager' }

/** A policy of a role: one that grants nothing of Systems Manager may still break a role of Runwarden. */
export const grantOrTampering: RelevanceReader = (record, _actor, family) => ({
  family: concernsSystemsManager(record) ? family : 'protection',
})

/** A read that the Systems Manager agent makes by itself means nothing. */
export const unlessByAgent: RelevanceReader = (record, actor, family) =>
  isAgent(record, actor) ? { ignored: 'background of the Systems Manager agent' } : { family }
