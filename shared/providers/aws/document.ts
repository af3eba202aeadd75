import type { DocumentRef } from '../../model/activity'
import { parseArn } from './arn'
import type { CloudTrailRecord } from './cloudtrail'
import { deniedResource } from './denied-resource'
import { childOf, childrenOf, textOf } from './read-field'

/** Operations whose `name` is a document's; elsewhere it is a window's, a rule's or a parameter's. */
const NAMED_BY_NAME: ReadonlySet<string> = new Set([
  'ssm:CreateAssociation',
  'ssm:UpdateAssociation',
  'ssm:DeleteAssociation',
  'ssm:CreateDocument',
  'ssm:UpdateDocument',
  'ssm:UpdateDocumentDefaultVersion',
  'ssm:ModifyDocumentPermission',
  'ssm:DeleteDocument',
  'ssm:GetDocument',
])

/**
 * A document by its plain name or its ARN, whose account is the owner's; AWS's own have none. An automation's ARN ends
 * with a version, and the task of a maintenance window may be a Lambda function or a state machine.
 */
const parseDocument = (text: string, version: string | null): DocumentRef => {
  const arn = parseArn(text)
  if (arn === null) return { name: text, version, owner: null }
  const [, resource = arn.resource] = /^(?:document|automation-definition|function|stateMachine)[/:](.+)$/.exec(arn.resource) ?? []
  const [name = resource, versionInArn] = resource.split(':')
  return { name, version: version ?? versionInArn ?? null, owner: arn.account === '' ? null : arn.account }
}

const fromDenial = (errorMessage: string | null): string | null => {
  const text = deniedResource(errorMessage)
  const resource = parseArn(text ?? '')?.resource ?? ''
  return /^(?:document|automation-definition)\/[^*]+$/.test(resource) ? text : null
}

/** The document that carries what runs, or null when the record names none. */
export const readDocument = ({ request, response, errorMessage }: CloudTrailRecord, operation: string): DocumentRef | null => {
  const command = childOf(response, 'command')
  const part = childrenOf(request, 'runbooks')[0] ?? childrenOf(request, 'entries')[0] ?? null
  const name =
    textOf(request, 'documentName') ??
    (NAMED_BY_NAME.has(operation) ? textOf(request, 'name') : null) ??
    textOf(request, 'taskArn') ??
    textOf(part, 'documentName') ??
    textOf(part, 'name') ??
    textOf(command, 'documentName') ??
    textOf(childOf(response, 'associationDescription'), 'name') ??
    fromDenial(errorMessage)
  const version = textOf(request, 'documentVersion') ?? textOf(part, 'documentVersion') ?? textOf(command, 'documentVersion')
  return name === null ? null : parseDocument(name, version)
}
