import type { DocumentRef, Payload } from '../../model/activity'
import type { Family, OperationSpec } from '../../model/operation'
import { asText, asTexts, membersOf, type JsonObject, type Members } from '../json'
import type { ResourceId } from './resource-id'

/** A request or response body, opened once: the resource's own members, and those of the parts that say what runs. */
export interface Body {
  readonly holders: readonly { readonly own: Members; readonly parts: Readonly<Record<Part, Members>> }[]
}

const PARTS = ['source', 'settings', 'contentlink', 'runbook'] as const

type Part = (typeof PARTS)[number]

/** ARM keeps a resource's own members under `properties`; an action's body has them at the top. */
export const openBody = (body: JsonObject): Body => {
  const top = membersOf(body)
  const holders = [membersOf(top.get('properties')), top]
  return {
    holders: holders.map((own) => ({
      own,
      parts: Object.fromEntries(PARTS.map((part) => [part, membersOf(own.get(part))])) as Record<Part, Members>,
    })),
  }
}

/** Where bodies carry what runs, or the address it is fetched from. */
const TEXTS: readonly (readonly [Part | 'own', string])[] = [
  ['own', 'script'],
  ['own', 'command'],
  ['source', 'script'],
  ['source', 'scripturi'],
  ['source', 'value'],
  ['settings', 'commandtoexecute'],
  ['settings', 'script'],
  ['settings', 'fileuris'],
  ['contentlink', 'uri'],
]

/** Families whose operations carry something that runs. */
const CARRIERS: ReadonlySet<Family> = new Set(['command', 'automation', 'schedule', 'document', 'extension'])

/**
 * Text of what runs, where the resource provider logged the body: most do not, and nothing may depend on it. Otherwise
 * why the record has no text, for operations that carry something that runs.
 */
export const readPayload = (spec: OperationSpec, bodies: readonly Body[]): Payload => {
  if (!CARRIERS.has(spec.family)) return { kind: 'none' }
  // A list of strings is one text: a script comes as its lines, fileUris as addresses.
  const texts = TEXTS.flatMap(([part, name]) =>
    valuesOf(bodies, part, name).map((value) => asTexts(value).join('\n')),
  ).filter((text) => text !== '')
  if (texts.length === 0) return { kind: 'hidden', reason: hiddenReason(spec) }
  return { kind: 'text', text: [...new Set([...texts, ...parametersOf(bodies)])].join('\n') }
}

const valuesOf = (bodies: readonly Body[], part: Part | 'own', name: string): readonly unknown[] =>
  bodies.flatMap(({ holders }) => holders.map(({ own, parts }) => (part === 'own' ? own : parts[part]).get(name)))

const parametersOf = (bodies: readonly Body[]): readonly string[] =>
  valuesOf(bodies, 'own', 'parameters')
    .flatMap((parameters): readonly unknown[] => (Array.isArray(parameters) ? parameters : []))
    .map((parameter) => {
      const members = membersOf(parameter)
      return [asText(members.get('name')), asText(members.get('value'))].filter((part) => part !== null).join('=')
    })
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
export const readDocument = (
  { family }: OperationSpec,
  { names, item }: ResourceId,
  bodies: readonly Body[],
): DocumentRef | null => {
  const from = (part: Part | 'own', name: string): string | null =>
    valuesOf(bodies, part, name)
      .map(asText)
      .find((text) => text !== null) ?? null
  const named = (name: string | null, version: string | null): DocumentRef | null =>
    name === null ? null : { name, version, owner: null }

  switch (family) {
    case 'command':
      return named(from('own', 'commandid') ?? from('source', 'commandid'), null)
    case 'extension': {
      const application = names.get('applications')
      if (application !== undefined)
        return named(`${names.get('galleries')}/${application}`, names.get('versions') ?? null)
      // The name is the writer's choice; publisher and type say which program it is.
      for (const { holders } of bodies) {
        const own = holders[0]?.own
        const [publisher, type] = [asText(own?.get('publisher')), asText(own?.get('type'))]
        if (publisher !== null && type !== null)
          return named(`${publisher}/${type}`, asText(own?.get('typehandlerversion')))
      }
      return named(names.get('extensions') ?? null, null)
    }
    case 'automation':
    case 'schedule':
      return named(names.get('runbooks') ?? from('runbook', 'name') ?? from('own', 'scriptname'), null)
    case 'document':
      return named(item, null)
    case 'cleanup':
      return named(names.get('runbooks') ?? names.get('extensions') ?? null, null)
    default:
      return null
  }
}
