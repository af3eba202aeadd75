import { readFile, writeFile } from 'node:fs/promises'
import * as v from 'valibot'
import type { TermRecord } from '../../shared/state/term'
import type { EpochMs } from '../../shared/model/time'
import { UsageError } from './io'

/** What a scan has learned, to be given to the next scan or to a deployment. */
export interface Baseline {
  readonly start: EpochMs
  readonly terms: readonly (readonly [string, TermRecord])[]
  /** Activities rated high by more than novelty: they teach only once somebody approves them. */
  readonly withheld: readonly Withheld[]
}

export interface Withheld {
  readonly id: string
  readonly at: EpochMs
  readonly what: string
  readonly sightings: readonly string[]
}

const SCHEMA = 'runwarden.baseline/1'

const whole = v.pipe(v.number(), v.integer())
const schema = v.strictObject({
  schema: v.literal(SCHEMA),
  start: whole,
  terms: v.array(v.strictTuple([v.string(), v.array(v.strictTuple([whole, whole, v.string(), whole, v.string()]))])),
  withheld: v.array(v.strictObject({ id: v.string(), at: whole, what: v.string(), sightings: v.array(v.string()) })),
})

/** A day of a term is written as [day, first time, first id, last time, last id]. */
export const writeBaseline = async (path: string, { start, terms, withheld }: Baseline): Promise<void> => {
  const rows = terms.map(([key, record]) => [
    key,
    record.map(({ day, first, last }) => [day, first.at, first.id, last.at, last.id]),
  ])
  await writeFile(path, `${JSON.stringify({ schema: SCHEMA, start, terms: rows, withheld })}\n`)
}

export const readBaseline = async (path: string): Promise<Baseline> => {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new UsageError(`baseline ${path}: cannot be read (${cause.message})`)
  })
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text)
  if (!result.success) {
    const issue = result.issues[0]
    throw new UsageError(
      `baseline ${path}: got ${issue.message} at ${v.getDotPath(issue) ?? 'the top'}, expected a file written ` +
        'by runwarden baseline build',
    )
  }
  const { start, terms, withheld } = result.output
  return {
    start,
    withheld,
    terms: terms.map(([key, days]) => [
      key,
      days.map(([day, firstAt, firstId, lastAt, lastId]) => ({
        day,
        first: { at: firstAt, id: firstId },
        last: { at: lastAt, id: lastId },
      })),
    ]),
  }
}
