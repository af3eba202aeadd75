import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { generatedDocs } from '../../scripts/docs/generated'

const root = resolve(__dirname, '../..')

describe('generated docs', () => {
  it('are what `npm run generate` writes', async () => {
    for (const [path, text] of await generatedDocs(root))
      expect([path, readFileSync(join(root, path), 'utf8')]).toEqual([path, text])
  })

  it('are plain text that any viewer shows: no tabs, no other letters, one line end after the last line', async () => {
    for (const [path, text] of await generatedDocs(root)) {
      expect([path, /[^\n -~]/.test(text)]).toEqual([path, false])
      expect([path, /[^\n]\n$/.test(text)]).toEqual([path, true])
    }
  })
})
