import { freeBuffer } from '../../../../../functions/cli/scan/read/free-buffer'

describe('freeBuffer', () => {
  it('leaves small buffers alone, which share their memory', () => {
    const [kept, freed] = [Buffer.from('kept'), Buffer.from('freed')]
    freeBuffer(freed)
    expect(kept.toString()).toBe('kept')
  })

  it('gives large ones back where Node can', () => {
    const buffer = Buffer.alloc(1_000_000)
    freeBuffer(buffer)
    expect(buffer.length).toBe('transfer' in ArrayBuffer.prototype ? 0 : 1_000_000)
  })
})
