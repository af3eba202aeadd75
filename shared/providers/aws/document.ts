import type { DocumentRef } from '../../model/activity'
import type { JsonObject } from '../json'
import { parseArn } from './arn'
import type { CloudTrailRecord } from './cloudtrail'
import { deniedResource } from './denied-resource'
import { childOf, childrenOf, firstTextOf, textOf } from './read-field'

/**
 * The document that carries what runs, or null when the record names none. Of several it is the first that belongs to
 * another account than `account`, that of the call, so that none can hide behind an ordinary one; else the first.
 */
export type DocumentReader = (record: CloudTrailRecord, account: string | null) => DocumentRef | null

/**
 * A document by its plain name or its ARN, whose account is the owner's; AWS's own have none. An automation's ARN ends
 * with a version, and the task of a maintenance window may be a Lambda function or a state machine.
 */
const parseDocument = (text: string, version: string | null): DocumentRef => {
  const arn = parseArn(text)
  if (arn === null) return { name: text, version, owner: null }
  const [, resource = arn.resource] =
    /^(?:document|automation-definition|function|stateMachine)[/:](.+)$/.exec(arn.resource) ?? []
  const [name = resource, versionInArn] = resource.split(':')
  return { name, version: version ?? versionInArn ?? null, owner: arn.account === '' ? null : arn.account }
}

const fromDenial = (errorMessage: string | null): string | null => {
  const text = deniedResource(errorMessage)
  const resource = parseArn(text ?? '')?.resource ?? ''
  return /^(?:document|automation-definition)\/[^*]+$/.test(resource) ? text : null
}

const versioned = (fields: JsonObject | null, name: string | null): readonly DocumentRef[] =>
  name === null ? [] : [parseDocument(name, textOf(fields, 'documentVersion'))]

/** What the request itself names, then its parts: the runbooks of a change request, the entries of a batch. */
const requested = (request: JsonObject | null, keys: readonly string[]): readonly DocumentRef[] => [
  ...versioned(request, firstTextOf(request, keys)),
  ...[...childrenOf(request, 'runbooks'), ...childrenOf(request, 'entries')].flatMap((part) =>
    versioned(part, firstTextOf(part, ['documentName', 'name'])),
  ),
]

const namedIn =
  (keys: readonly string[]): DocumentReader =>
  ({ request, response, errorMessage }, account) => {
    const named = requested(request, keys)
    const foreign = named.find(({ owner }) => owner !== null && owner !== account)
    const command = childOf(response, 'command')
    const denied = fromDenial(errorMessage)
    const others = [
      ...versioned(command, textOf(command, 'documentName')),
      ...versioned(request, textOf(childOf(response, 'associationDescription'), 'name') ?? denied),
    ]
    return foreign ?? named[0] ?? others[0] ?? null
  }

/** The document of a call whose `name`, if it has one, is a window's, a rule's or a parameter's. */
export const namedDocument: DocumentReader = namedIn(['documentName', 'taskArn'])

/** The document of a call whose `name` is the document's. */
export const documentByName: DocumentReader = namedIn(['documentName', 'name', 'taskArn'])
