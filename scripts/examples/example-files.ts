import { gunzipSync, gzipSync } from 'node:zlib'
import { writeAzureDay, writeLastDay, writeStolenRole } from './attack-days'
import { ACCOUNT, REGION } from './ids'
import { writeOrdinaryDay } from './ordinary-days'
import { newStory, type Story } from './story'

type Json = Readonly<Record<string, unknown>>

/** Nine ordinary days: seven to learn from and two that are quiet. 2026-03-02 is a Monday. */
const ORDINARY = ['02', '03', '04', '05', '06', '07', '08', '09', '10'].map((day) => `2026-03-${day}`)

const ATTACKS: readonly (readonly [string, (story: Story, date: string) => void])[] = [
  ['2026-03-11', writeStolenRole],
  ['2026-03-12', writeAzureDay],
  ['2026-03-13', writeLastDay],
]

const dayOf = (time: unknown): string => String(time).slice(0, 10)

const byDay = (records: readonly Json[], time: string): ReadonlyMap<string, readonly Json[]> => {
  const days = new Map<string, Json[]>()
  for (const record of records) days.set(dayOf(record[time]), [...(days.get(dayOf(record[time])) ?? []), record])
  return days
}

/** The path that CloudTrail gives a day's file in its bucket. */
const trailPath = (day: string): string => {
  const folder = `aws/AWSLogs/${ACCOUNT}/CloudTrail/${REGION}/${day.replaceAll('-', '/')}`
  return `${folder}/${ACCOUNT}_CloudTrail_${REGION}_${day.replaceAll('-', '')}T2355Z_EXAMPLE000000000.json`
}

const lines = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('')

/** What an example file says: versions of zlib pack the same text into different bytes. */
export const textOfExample = (path: string, content: Buffer): string =>
  (path.endsWith('.gz') ? gunzipSync(content) : content).toString('utf8')

/**
 * Every example log by its path below `examples/`. Ordinary days are packed as CloudTrail packs
 * them, the others are left readable.
 */
export const exampleFiles = (): ReadonlyMap<string, Buffer> => {
  const story = newStory()
  for (const [day, date] of ORDINARY.entries()) writeOrdinaryDay(story, date, day)
  for (const [date, write] of ATTACKS) write(story, date)
  const files = new Map<string, Buffer>()
  for (const [day, records] of byDay(story.trail, 'eventTime')) {
    const isOrdinary = ORDINARY.includes(day)
    const text = JSON.stringify({ Records: records }, null, isOrdinary ? undefined : 2)
    files.set(
      `${trailPath(day)}${isOrdinary ? '.gz' : ''}`,
      isOrdinary ? gzipSync(text, { level: 9 }) : Buffer.from(`${text}\n`),
    )
  }
  files.set('aws/eventbridge/events.jsonl', Buffer.from(lines(story.events)))
  // A message of the hub carries the records of some minutes; here of a day.
  files.set(
    'azure/event-hub/messages.jsonl',
    Buffer.from(lines([...byDay(story.hub, 'time').values()].map((records) => ({ records })))),
  )
  // The newest comes first in a listing.
  files.set('azure/activity-log-list.json', Buffer.from(`${JSON.stringify(story.list.toReversed(), null, 2)}\n`))
  files.set('endpoint/processes.ndjson', Buffer.from(lines(story.processes)))
  return files
}
