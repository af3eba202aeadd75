import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(__dirname, '..', 'fixtures', 'contracts-0.1.0')

/** What 0.1.0 wrote of one contract, by file name; see the page beside the files. */
export const olderContracts = (folder: 'trace' | 'quarantined' | 'selftest' | 'alerts'): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(join(FOLDER, folder)).map((name) => [
      name.replace(/\.json$/, ''),
      readFileSync(join(FOLDER, folder, name), 'utf8'),
    ]),
  )

/** One of them; throws when it is not there, so that no test passes over nothing. */
export const olderContract = (folder: Parameters<typeof olderContracts>[0], name: string): string => {
  const text = olderContracts(folder).get(name)
  if (text === undefined) throw new Error(`no ${folder}/${name}.json among what 0.1.0 wrote`)
  return text
}
