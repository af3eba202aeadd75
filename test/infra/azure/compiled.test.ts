import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { BICEP_VERSION } from '../../../scripts/bicep/compiler'
import { HASHES, hashesText, staleFiles } from '../../../scripts/bicep/hashes'

const AZURE = join(__dirname, '..', '..', '..', 'infra', 'azure')

describe('the compiled templates and snapshots', () => {
  it('are of these sources; `npm run generate` writes them again where it finds that version of Bicep', () => {
    expect(staleFiles(AZURE)).toEqual([])
    expect(readFileSync(join(AZURE, HASHES), 'utf8').replaceAll('\r\n', '\n')).toBe(hashesText(AZURE))
  })

  it('are one snapshot for each set of parameters, and none of a set that is gone', () => {
    const named = (suffix: string): readonly string[] =>
      readdirSync(join(AZURE, 'snapshots')).flatMap((name) => (name.endsWith(suffix) ? [name.replace(suffix, '')] : []))
    expect(named('.snapshot.json')).toEqual(named('.bicepparam'))
    expect(named('.bicepparam')).toHaveLength(readdirSync(join(AZURE, 'snapshots')).length / 2)
  })
})

describe('the version of Bicep', () => {
  const REPOSITORY = join(AZURE, '..', '..')

  it.each(['.github/workflows/ci.yml', 'docs/guide/deploy-azure.md'])('is the same in %s', (path) => {
    const text = readFileSync(join(REPOSITORY, path), 'utf8')
    const named = [...text.matchAll(/\bbicep(?: install --version v| )(\d+\.\d+\.\d+)/gi)].map(([, version]) => version)
    expect(named).toEqual([BICEP_VERSION])
  })
})

describe('the record of what was compiled', () => {
  let copy: string
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'compiled-'))
    cpSync(AZURE, copy, { recursive: true })
  })
  afterEach(() => rmSync(copy, { recursive: true }))

  const edit = (path: string, change: (text: string) => string): void =>
    writeFileSync(join(copy, path), change(readFileSync(join(copy, path), 'utf8')))

  it.each([
    'main.bicep',
    'main.bicepparam',
    'modules/workbook.json',
    'snapshots/plain.bicepparam',
    'snapshots/plain.snapshot.json',
    'azuredeploy.json',
    'management-group.json',
  ])('notices that %s was edited', (path) => {
    edit(path, (text) => `${text} `)
    expect(staleFiles(copy)).toEqual([path])
  })

  it('notices a new source, and one that is gone', () => {
    writeFileSync(join(copy, 'modules', 'new.bicep'), '')
    rmSync(join(copy, 'modules', 'hub.bicep'))
    expect(staleFiles(copy)).toEqual(['modules/hub.bicep', 'modules/new.bicep'])
  })

  it('takes the line ends of Windows for the same text', () => {
    edit('main.bicep', (text) => text.replaceAll('\n', '\r\n'))
    expect(staleFiles(copy)).toEqual([])
  })
})
