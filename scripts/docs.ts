// Writes the generated docs and the generated parts of the README. A test compares them with what this would write.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatedDocs } from './docs/generated'

const root = join(__dirname, '..')

void (async () => {
  for (const [path, text] of await generatedDocs(root)) writeFileSync(join(root, path), text)
})()
