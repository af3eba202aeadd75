import { statSync } from 'node:fs'
import { join } from 'node:path'

const app = join(__dirname, '..', '..', '..', 'dist', 'azure')

describe('the built app', () => {
  it('is one file of at most 1.5 MB beside the network table', () => {
    expect(statSync(join(app, 'index.js')).size).toBeLessThanOrEqual(1_500_000)
  })
})
