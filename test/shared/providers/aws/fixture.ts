import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Activity } from '../../../../shared/model/activity'
import type { Normalized } from '../../../../shared/model/normalized'
import { awsProvider } from '../../../../shared/providers/aws'
import { readCloudTrail, type CloudTrailRecord } from '../../../../shared/providers/aws/cloudtrail'
import { findOperation } from '../../../../shared/providers/aws/operations'
import type { AwsOperation } from '../../../../shared/providers/aws/operations/row'

const FOLDER = join(__dirname, '../../../fixtures/aws')

export const ACCOUNT = '123456789012'
export const MACHINE = 'i-0123456789abcdef0'

export type Body = Readonly<Record<string, unknown>>

export const fixtureNames: readonly string[] = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''))

export const readFixture = (name: string): Body =>
  JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Body

/** What the provider makes of the one record a fixture holds. */
export const normalizeFixture = (name: string): Normalized => {
  const [raw, ...others] = awsProvider.unwrap(readFixture(name)) ?? []
  if (raw === undefined || others.length > 0) throw new Error(`fixture ${name} does not hold exactly one record`)
  return awsProvider.normalize(raw)
}

/** What the provider makes of a record whose envelope names an account or none. */
export const normalizeBody = (body: unknown, account: string | null = null): Normalized =>
  awsProvider.normalize({ format: 'cloudtrail-record', body, account })

/** The activity in a result; fails the test when it is something else. */
export const activityOf = (normalized: Normalized): Activity => {
  if (normalized.kind !== 'activity') throw new Error(`expected an activity, got ${JSON.stringify(normalized)}`)
  return normalized.activity
}

/** A record of the given call by a user, with other members replaced. */
export const call = (operation: string, request: unknown, over: Body = {}): Body => {
  const [service, eventName] = operation.split(':')
  return {
    ...readFixture('terminate-session'),
    eventSource: `${service}.amazonaws.com`,
    eventName,
    requestParameters: request,
    responseElements: null,
    ...over,
  }
}

/** How the row of an operation reads its records; fails the test when there is no row. */
export const readersOf = (operation: string): AwsOperation['readers'] => {
  const row = findOperation(operation)
  if (row === undefined) throw new Error(`no row for ${operation}`)
  return row.readers
}

export const readCall = (operation: string, request: unknown, over: Body = {}): CloudTrailRecord =>
  readCloudTrail(call(operation, request, over))
