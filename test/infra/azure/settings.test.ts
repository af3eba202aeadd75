import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { renderSettingsFile } from '../../../scripts/azure-settings'
import { AZURE } from './snapshots'

describe('infra/azure/settings.bicep', () => {
  it('is what the settings table says; `npm run generate` writes it again', () => {
    expect(readFileSync(join(AZURE, 'settings.bicep'), 'utf8')).toBe(renderSettingsFile())
  })
})
