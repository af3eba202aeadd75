import { writeFileSync } from 'node:fs'
import { AWS_OPERATIONS } from '../../../shared/providers/aws/operations'
import { matchesPattern } from './match-pattern'
import { EVERYTHING, PLAIN } from './support/contexts'
import { corpus, fixtures } from './support/corpus'
import { eventOf, rulesOf, type Json } from './support/delivery'
import { resolveTemplate } from './support/resolve-template'
import { synthesize } from './support/synthesize'

/** A bare call of an operation by a user. */
const callOf = (operation: string): Json => {
  const [service = '', eventName = ''] = operation.split(':')
  return eventOf({
    eventSource: `${service}.amazonaws.com`,
    eventName,
    readOnly: false,
    userIdentity: { type: 'IAMUser', accountId: '123456789012' },
    requestParameters: {},
  })
}

const events: readonly (readonly [string, Json])[] = [
  ...AWS_OPERATIONS.map(({ name }) => [name, callOf(name)] as const),
  ...[...fixtures, ...corpus].map(
    ({ name, body }) => [name, 'detail-type' in body ? body : eventOf(body, '123456789012')] as const,
  ),
]

const patterns = [PLAIN, { ...EVERYTHING, watchReads: true }].flatMap((context) => {
  const detector = synthesize(context)['detector']
  return detector === undefined
    ? []
    : rulesOf(resolveTemplate(detector)).flatMap(({ name, pattern }) => (pattern === null ? [] : [{ name, pattern }]))
})

const lines = patterns.flatMap(({ name, pattern }) =>
  events.map(([event, body]) =>
    JSON.stringify({ name: `${name} against ${event}`, pattern, event: body, expected: matchesPattern(pattern, body) }),
  ),
)
writeFileSync(process.argv[2] ?? 'cases.ndjson', `${lines.join('\n')}\n`)
console.log(`${patterns.length} patterns, ${events.length} events`)
