import type { DocumentRef, Payload } from '../../model/activity'
import type { Family, OperationSpec } from '../../model/operation'
import { asText, asTexts, caselessMember, type JsonObject } from '../json'
import type { ResourceId } from './resource-id'

/** Where request and response bodies carry what runs, or the address it is fetched from. */
const TEXT_PATHS = [
  ['script'],
  ['command'],
  ['source', 'script'],
  ['source', 'scripturi'],
  ['source', 'value'],
  ['settings', 'commandtoexecute'],
  ['settings', 'script'],
  ['settings', 'fileuris'],
  ['contentlink', 'uri'],
] as const

/** Families whose operations carry something that runs. */
const CARRIERS: ReadonlySet<Family> = new Set(['command', 'automation', 'schedule', 'document', 'extension'])

/**
 * Text of what runs, where the resource provider logged the body: most do not, and nothing may depend on it. Otherwise
 * why the record has no text, for operations that carry something that runs.
 */
export const readPayload = (spec: OperationSpec, bodies: readonly JsonObject[]): Payload => {
  if (!CARRIERS.has(spec.family)) return { kind: 'none' }
  const texts = bodies.flatMap((body) => TEXT_PATHS.flatMap((path) => linesOf(holdersOf(body).map((holder) => caselessMember(holder, ...path)))))
  if (texts.length === 0) return { kind: 'hidden', reason: hiddenReason(spec) }
  return { kind: 'text', text: [...new Set([...texts, ...bodies.flatMap(parametersOf)])].join('\n') }
}

/** ARM keeps a resource's own members under `properties`; an action's body has them at the top. */
const holdersOf = (body: JsonObject): readonly unknown[] => [caselessMember(body, 'properties'), body]

/** A list of strings is one text: a script comes as its lines, fileUris as addresses. */
const linesOf = (values: readonly unknown[]): readonly string[] => values.map((value) => asTexts(value).join('\n')).filter((text) => text !== '')

const parametersOf = (body: JsonObject): readonly string[] =>
  holdersOf(body)
    .map((holder) => caselessMember(holder, 'parameters'))
    .flatMap((parameters): readonly unknown[] => (Array.isArray(parameters) ? parameters : []))
    .map((parameter) => [asText(caselessMember(parameter, 'name')), asText(caselessMember(parameter, 'value'))].filter((part) => part !== null).join('='))
    .filter((line) => line !== '')

const hiddenReason = ({ text, family, acts }: OperationSpec): string => {
  switch (text) {
    case 'arm:runCommand':
      return 'the Activity Log does not carry the script of a managed run command; the run command resource does while it exists'
    case 'arm:extension':
      return 'the Activity Log does not carry the settings of the extension; the extension resource does, except protected ones'
    case 'arm:runbook':
      return 'the Activity Log does not carry the text of a runbook; the automation account does'
    case 'arm:job':
      return 'the Activity Log does not carry the text of the runbook; the job does'
    default:
      if (family !== 'command') return 'the Activity Log does not carry what it runs'
      return acts === 'cluster'
        ? 'the Activity Log never carries the command of an AKS command invoke, and Azure returns only its output'
        : 'the Activity Log never carries the script of an action run command, and no call returns it; it is on the machine only'
  }
}

/** The document, runbook, extension or gallery application that carries what runs. */
export const readDocument = ({ family }: OperationSpec, { names, item }: ResourceId, bodies: readonly JsonObject[]): DocumentRef | null => {
  const from = (...path: readonly string[]): string | null =>
    bodies
      .flatMap(holdersOf)
      .map((holder) => asText(caselessMember(holder, ...path)))
      .find((text) => text !== null) ?? null
  const named = (name: string | null, version: string | null): DocumentRef | null => (name === null ? null : { name, version, owner: null })

  switch (family) {
    case 'command':
      return named(from('commandid') ?? from('source', 'commandid'), null)
    case 'extension': {
      const application = names.get('applications')
      if (application !== undefined) return named(`${names.get('galleries')}/${application}`, names.get('versions') ?? null)
      // The name is the writer's choice; publisher and type say which program it is.
      const [publisher, type] = [from('properties', 'publisher'), from('properties', 'type')]
      return publisher === null || type === null ? named(names.get('extensions') ?? null, null) : named(`${publisher}/${type}`, from('properties', 'typehandlerversion'))
    }
    case 'automation':
    case 'schedule':
      return named(names.get('runbooks') ?? from('runbook', 'name') ?? from('scriptname'), null)
    case 'document':
      return named(item, null)
    case 'cleanup':
      return named(names.get('runbooks') ?? names.get('extensions') ?? null, null)
    default:
      return null
  }
}
