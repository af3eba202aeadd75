import type { Family, OperationSpec } from '../model/operation'
import type { RedactedAlert } from '../model/redacted-alert'
import { readable } from './neutralize'
import { operationSpec } from './operation-spec'
import { targetName } from './target-name'

/** What a call of each family is to a person: done, attempted, and what is done when no document names it. */
const DEEDS: Readonly<Partial<Record<Family, readonly [done: string, attempted: string, object: string]>>> = {
  command: ['ran', 'run', 'a command'],
  session: ['opened', 'open', 'a session'],
  automation: ['started', 'start', 'an automation'],
  schedule: ['scheduled', 'schedule', 'a task'],
  document: ['wrote', 'write', 'a document'],
  extension: ['deployed', 'deploy', 'an extension'],
  boot: ['changed', 'change', 'what runs at start'],
}

const KINDS: Readonly<Record<OperationSpec['acts'], string>> = {
  machine: 'machine',
  cluster: 'cluster',
  container: 'container',
  'automation-account': 'automation account',
  resource: 'resource',
}

/** Operations that are no deed of their family's. */
const OWN_DEEDS: ReadonlyMap<string, readonly [done: string, attempted: string, object: string]> = new Map([
  ['ssm:ModifyDocumentPermission', ['changed who may use', 'change who may use', 'a document']],
  ['ssm:UpdateDocumentDefaultVersion', ['changed the version of', 'change the version of', 'a document']],
])

/** Operation of a process that a guest agent started: a fact of the machine, not a call. */
export const PROCESS_START = 'process:start'

/** Most targets that a sentence names one by one. */
const MAX_NAMED = 3

const MAX_NAME = 80

export const countOf = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`

const selectorText = ({ key, values, kind }: RedactedAlert['targets']['selectors'][number]): string =>
  kind === 'all'
    ? 'everything'
    : `${readable(key, MAX_NAME)}=${values
        .slice(0, MAX_NAMED)
        .map((value) => readable(value, MAX_NAME))
        .join(',')}${values.length > MAX_NAMED ? ',...' : ''}`

/**
 * "machines i-1 and i-2", "12 machines", "machines chosen by tag:Env=prod (12 machines)",
 * or "" where nothing is aimed at.
 */
const targetsPhrase = ({ targets, operation }: RedactedAlert): string => {
  const kind = KINDS[operationSpec(operation)?.acts ?? 'machine']
  const total = targets.total ?? targets.ids.length
  // A document or a gallery's application is written, not aimed at anything.
  if (targets.kind === 'unknown') return kind === 'resource' ? '' : `${kind}s the record does not name`
  if (targets.kind === 'selected') {
    const isEverything = targets.selectors.length > 0 && targets.selectors.every((selector) => selector.kind === 'all')
    const chosen = isEverything
      ? `every ${kind}`
      : `${kind}s chosen by ${targets.selectors.slice(0, MAX_NAMED).map(selectorText).join(' and ')}`
    return targets.total === null ? chosen : `${chosen} (${countOf(total, kind)})`
  }
  if (total === 0) return ''
  const named = targets.ids.map((id) => readable(targetName(id), MAX_NAME))
  return total > MAX_NAMED ? countOf(total, kind) : named.join(named.length > 2 ? ', ' : ' and ')
}

const objectPhrase = (family: Family, object: string, document: string | null): string => {
  if (document === null) return object
  const name = readable(document, MAX_NAME)
  return family === 'session' ? `a session with ${name}` : name
}

/**
 * What the call was, without who made it: "ran AWS-RunShellScript on 12 machines", "tried to open a session on i-1".
 */
export const actionPhrase = (alert: RedactedAlert): string => {
  const { operation, outcome, command } = alert
  const family = operationSpec(operation)?.family ?? 'process'
  const deed = OWN_DEEDS.get(operation) ?? DEEDS[family]
  const prevented = outcome === 'denied' || outcome === 'failed'
  const targets = targetsPhrase(alert)
  const on = targets === '' ? '' : ` on ${targets}`
  if (operation === PROCESS_START) return `started a process${on}`
  if (deed === undefined) return `${prevented ? 'tried to call' : 'called'} ${readable(operation, 2 * MAX_NAME)}${on}`
  const [done, attempted, object] = deed
  return `${prevented ? `tried to ${attempted}` : done} ${objectPhrase(family, object, command.document)}${on}`
}
