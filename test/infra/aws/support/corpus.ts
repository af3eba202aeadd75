import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Json } from './delivery'

const FIXTURES = resolve(__dirname, '../../../fixtures/aws')

/** A folder of public records that is no part of the repository. */
const CORPUS = process.env['RUNWARDEN_CORPUS'] ?? resolve(__dirname, '../../../../../shared/corpus')

export interface Sample {
  readonly name: string
  readonly body: Json
}

const samplesOf = (folder: string, file: string): readonly Sample[] => {
  const parsed: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  const bodies = (Array.isArray(parsed) ? parsed : [parsed]) as readonly Json[]
  return bodies.map((body, index) => ({ name: bodies.length === 1 ? file : `${file} record ${index + 1}`, body }))
}

const jsonFiles = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) =>
        entry.isFile() && entry.name.endsWith('.json') ? [join(entry.parentPath, entry.name)] : [],
      )
    : []

/** Records and events of the repository's fixtures. */
export const fixtures: readonly Sample[] = jsonFiles(FIXTURES).flatMap((file) =>
  samplesOf('', file).map(({ name, body }) => ({ name: name.slice(FIXTURES.length + 1), body })),
)

/** Public records and events, where their folder is at hand. */
export const corpus: readonly Sample[] = ['cloudtrail', 'eventbridge'].flatMap((folder) =>
  jsonFiles(join(CORPUS, folder)).flatMap((file) =>
    samplesOf('', file).map(({ name, body }) => ({ name: name.slice(CORPUS.length + 1), body })),
  ),
)
