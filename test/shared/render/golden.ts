import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Set to write the golden files again: `RUNWARDEN_UPDATE_GOLDEN=1 npx jest test/shared/render`. Read the
 * difference before you commit it.
 */
const UPDATE = process.env['RUNWARDEN_UPDATE_GOLDEN'] === '1'

/** Compares a text with the golden file of this name. */
export const expectGolden = (name: string, actual: string): void => {
  const path = join(__dirname, 'golden', name)
  if (UPDATE) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, actual)
  }
  expect(actual).toBe(readFileSync(path, 'utf8'))
}
