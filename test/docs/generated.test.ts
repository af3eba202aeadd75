import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { generatedDocs } from '../../scripts/docs/generated'

const root = resolve(__dirname, '../..')

describe('generated docs', () => {
  it('are what `npm run generate` writes', async () => {
    for (const [path, text] of await generatedDocs(root))
      expect([path, readFileSync(join(root, path), 'utf8')]).toEqual([path, text])
  })

  it('link to files that exist, and to headings that exist', async () => {
    const docs = await generatedDocs(root)
    const headings = new Set(
      [...(docs.get('docs/reference/rules.md') ?? '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
        heading.toLowerCase().replaceAll(' ', '-'),
      ),
    )
    for (const [path, text] of docs) {
      if (!path.startsWith('docs/') || !path.endsWith('.md')) continue
      for (const [, link = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
        if (/^https?:/.test(link)) continue
        const [file = '', heading] = link.split('#')
        const target = file === '' ? path : join(dirname(path), file)
        expect([link, existsSync(join(root, target))]).toEqual([link, true])
        if (heading !== undefined) expect([link, headings.has(heading)]).toEqual([link, true])
      }
    }
  })

  it('are plain text that any viewer shows: no tabs, no other letters, one line end after the last line', async () => {
    for (const [path, text] of await generatedDocs(root)) {
      expect([path, /[^\n -~]/.test(text)]).toEqual([path, false])
      expect([path, /[^\n]\n$/.test(text)]).toEqual([path, true])
    }
  })
})
