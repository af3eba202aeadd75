import type { DocumentRef } from '../../model/activity'
import { asText } from '../json'
import { textIn, type Body } from './body'
import type { ResourceId } from './resource-id'

/** The document, runbook, extension or gallery application that carries what runs. */
export type DocumentReader = (resource: ResourceId, bodies: readonly Body[]) => DocumentRef | null

const named = (name: string | null, version: string | null = null): DocumentRef | null =>
  name === null ? null : { name, version, owner: null }

/** The operation names none. */
export const noDocument: DocumentReader = () => null

/** The built-in command that is run: RunShellScript and the like. */
export const builtInCommand: DocumentReader = (_resource, bodies) =>
  named(textIn(bodies, 'own', 'commandid') ?? textIn(bodies, 'source', 'commandid'))

/**
 * A gallery application with its version, or an extension: its name is the writer's choice; publisher and type say
 * which program it is.
 */
export const extensionOrApplication: DocumentReader = ({ names }, bodies) => {
  const application = names.get('applications')
  if (application !== undefined) return named(`${names.get('galleries')}/${application}`, names.get('versions') ?? null)
  for (const { holders } of bodies) {
    const own = holders[0]?.own
    const [publisher, type] = [asText(own?.get('publisher')), asText(own?.get('type'))]
    if (publisher !== null && type !== null)
      return named(`${publisher}/${type}`, asText(own?.get('typehandlerversion')))
  }
  return named(names.get('extensions') ?? null)
}

/** The runbook that is run, now or by a schedule. */
export const runbook: DocumentReader = ({ names }, bodies) =>
  named(names.get('runbooks') ?? textIn(bodies, 'runbook', 'name') ?? textIn(bodies, 'own', 'scriptname'))

/** What is written is what lies directly beneath the automation account: runbook, module, source control. */
export const writtenItem: DocumentReader = ({ item }) => named(item)

/** The runbook or extension that is removed. */
export const removedDocument: DocumentReader = ({ names }) =>
  named(names.get('runbooks') ?? names.get('extensions') ?? null)
