import type { Principal, Step } from '../../model/activity'
import { parseArn } from './arn'
import type { CloudTrailRecord } from './cloudtrail'
import { readOutcome } from './outcome'
import { childOf, childrenOf, textOf } from './read-field'

type StepOperation = Step['operation']

/** Calls that are no activity but a step of a sequence (semantics.md, "Steps of a sequence"). */
export const STEP_OPERATIONS: readonly StepOperation[] = ['ec2:StopInstances', 'ec2:StartInstances', 'sts:AssumeRole']

export const findStep = (name: string): StepOperation | undefined =>
  STEP_OPERATIONS.find((operation) => operation === name)

/** What a step was done to, or why it is ignored. */
export type StepSubjects = { readonly subjects: readonly string[] } | { readonly ignored: string }

const instances = ({ request }: CloudTrailRecord): StepSubjects => {
  const subjects = childrenOf(childOf(request, 'instancesSet'), 'items').flatMap(
    (item) => textOf(item, 'instanceId') ?? [],
  )
  return subjects.length === 0 ? { ignored: 'the call names no instance' } : { subjects }
}

/**
 * Only an access key that crosses accounts says where a later call came from; service roles and own roles are everyday.
 * The role's own account counts, because the trail of the caller's account records the call too.
 */
const issuedKey = ({ request, response }: CloudTrailRecord, actor: Principal, account: string | null): StepSubjects => {
  if (actor.kind === 'service' && actor.homeAccount === null) return { ignored: 'a service assumed its role' }
  const roleAccount = parseArn(textOf(request, 'roleArn') ?? '')?.account ?? account
  if (actor.homeAccount === null || actor.homeAccount === roleAccount)
    return { ignored: 'the role was assumed inside its account' }
  const key = textOf(childOf(response, 'credentials'), 'accessKeyId')
  return key === null ? { ignored: 'the call issued no access key' } : { subjects: [key] }
}

/** Subjects of a step that succeeded: instance ids, or the access key that was issued to another account. */
export const readStepSubjects = (
  record: CloudTrailRecord,
  operation: StepOperation,
  actor: Principal,
  account: string | null,
): StepSubjects => {
  if (readOutcome(record) !== 'succeeded') return { ignored: 'the call did not succeed' }
  return operation === 'sts:AssumeRole' ? issuedKey(record, actor, account) : instances(record)
}
