// Writes the bundled example logs into examples/. A test compares them with what this would write.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { exampleFiles } from './examples/example-files'

const folder = join(__dirname, '..', 'examples')

for (const [path, content] of exampleFiles()) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}
