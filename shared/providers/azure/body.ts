import { asText, membersOf, type JsonObject, type Members } from '../json'

/** A request or response body, opened once: the resource's own members, and those of the parts that say what runs. */
export interface Body {
  readonly holders: readonly { readonly own: Members; readonly parts: Readonly<Record<Part, Members>> }[]
}

export type Part = 'source' | 'settings' | 'contentlink' | 'runbook'

const partsOf = (own: Members): Readonly<Record<Part, Members>> => ({
  source: membersOf(own.get('source')),
  settings: membersOf(own.get('settings')),
  contentlink: membersOf(own.get('contentlink')),
  runbook: membersOf(own.get('runbook')),
})

/** ARM keeps a resource's own members under `properties`; an action's body has them at the top. */
export const openBody = (body: JsonObject): Body => {
  const top = membersOf(body)
  const holders = [membersOf(top.get('properties')), top]
  return { holders: holders.map((own) => ({ own, parts: partsOf(own) })) }
}

/** What all bodies hold under a name, of the resource itself or of one part; undefined where one holds nothing. */
export const valuesOf = (bodies: readonly Body[], part: Part | 'own', name: string): readonly unknown[] =>
  bodies.flatMap(({ holders }) => holders.map(({ own, parts }) => (part === 'own' ? own : parts[part]).get(name)))

/** The first text that a body holds under a name, else null. */
export const textIn = (bodies: readonly Body[], part: Part | 'own', name: string): string | null =>
  valuesOf(bodies, part, name)
    .map(asText)
    .find((text) => text !== null) ?? null
