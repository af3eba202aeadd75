import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { mergeStoredTerm } from '../../shared/state/stored-history'
import { pruneTerm, type TermRecord } from '../../shared/state/term'
import { DAY, isoTime } from '../../shared/model/time'
import { moveLearningStart } from '../../shared/pipeline/learning-start'
import { systemClock } from '../adapters/system-clock'
import { dynamoState } from '../aws/dynamo-state'
import { findInstallation, type InstallationOptions } from './aws/installation'
import { readBaseline } from './baseline-file'
import { EXIT, write, type Io } from './io'

export interface BaselinePushOptions extends InstallationOptions {
  /** Say what would be pushed, and push nothing. */
  readonly dryRun?: boolean
}

/** The longest history that can be set: what is older is of no use. */
const LONGEST_HISTORY_DAYS = 90

/** Terms that are written at the same time. */
const PARALLEL = 25

/**
 * `runwarden baseline push aws`: adds the terms of a baseline file to what the installation knows, and
 * moves the start of its learning back to where the file begins. Pushing a file twice changes nothing.
 * Takes effect within five minutes.
 */
export const pushBaselineAws = async (
  file: string,
  { dryRun = false, ...options }: BaselinePushOptions,
  io: Io,
): Promise<number> => {
  const { start, terms, withheld } = await readBaseline(file)
  const { region, table } = await findInstallation(['table'], options, io)
  const now = systemClock.now()
  const useful = terms
    .map(([key, record]) => [key, pruneTerm(record, now, LONGEST_HISTORY_DAYS)] as const)
    .filter(([, record]) => record.length > 0)
  if (!dryRun) {
    const state = dynamoState(new DynamoDBClient({ region }), table, systemClock)
    const queue = [...useful]
    const work = async (): Promise<void> => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop())
        await mergeStoredTerm(state, systemClock, next[0], next[1], keepUntil(next[1]))
    }
    await Promise.all(Array.from({ length: PARALLEL }, work))
    await moveLearningStart(state, systemClock, start)
  }
  const old = terms.length - useful.length
  const isWithheld = `; ${withheld.length} activities are withheld: runwarden baseline approve lists them`
  const rest = withheld.length === 0 ? '' : isWithheld
  await write(
    io.stderr,
    `${useful.length} terms ${dryRun ? 'would be pushed' : 'pushed'} to ${table}, ${old} left out as older than ` +
      `${LONGEST_HISTORY_DAYS} days; learning began at ${isoTime(start)} or earlier${rest}\n`,
  )
  return EXIT.done
}

const keepUntil = (record: TermRecord): number => (record.at(-1)?.last.at ?? 0) + (LONGEST_HISTORY_DAYS + 2) * DAY
