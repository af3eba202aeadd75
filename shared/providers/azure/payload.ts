import type { Payload } from '../../model/activity'
import type { TextSource } from '../../model/operation'
import { asText, asTexts, membersOf } from '../json'
import { valuesOf, type Body, type Part } from './body'

/** What runs, as far as the bodies of request and response show. */
export type PayloadReader = (bodies: readonly Body[]) => Payload

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

const parametersOf = (bodies: readonly Body[]): readonly string[] =>
  valuesOf(bodies, 'own', 'parameters')
    .flatMap((parameters): readonly unknown[] => (Array.isArray(parameters) ? parameters : []))
    .map((parameter) => {
      const members = membersOf(parameter)
      return [asText(members.get('name')), asText(members.get('value'))].filter((part) => part !== null).join('=')
    })
    .filter((line) => line !== '')

/** The operation carries nothing that runs. */
export const noText: PayloadReader = () => ({ kind: 'none' })

/**
 * Text of what runs, where the resource provider logged the body: most do not, and nothing may depend on it. Otherwise
 * `reason` says why the record has no text.
 */
const textOr =
  (reason: string): PayloadReader =>
  (bodies) => {
    // A list of strings is one text: a script comes as its lines, fileUris as addresses.
    const texts = TEXTS.flatMap(([part, name]) =>
      valuesOf(bodies, part, name).map((value) => asTexts(value).join('\n')),
    ).filter((text) => text !== '')
    if (texts.length === 0) return { kind: 'hidden', reason }
    return { kind: 'text', text: [...new Set([...texts, ...parametersOf(bodies)])].join('\n') }
  }

/** Why the Activity Log has no text of what can be read elsewhere. */
const WHERE_ELSE: Partial<Record<TextSource, string>> = {
  'arm:runCommand':
    'the Activity Log does not carry the script of a managed run command; ' +
    'the run command resource does while it exists',
  'arm:extension':
    'the Activity Log does not carry the settings of the extension; ' +
    'the extension resource does, except protected ones',
  'arm:runbook': 'the Activity Log does not carry the text of a runbook; the automation account does',
  'arm:job': 'the Activity Log does not carry the text of the runbook; the job does',
}

/** Text of what runs, else a reason that says where else it can be read. */
export const textReadAt = (source: TextSource): PayloadReader =>
  textOr(WHERE_ELSE[source] ?? 'the Activity Log does not carry what it runs')

/** Text of an action run command. */
export const scriptText: PayloadReader = textOr(
  'the Activity Log never carries the script of an action run command, and no call returns it; ' +
    'it is on the machine only',
)

/** Text of an AKS command invoke. */
export const clusterCommandText: PayloadReader = textOr(
  'the Activity Log never carries the command of an AKS command invoke, and Azure returns only its output',
)
