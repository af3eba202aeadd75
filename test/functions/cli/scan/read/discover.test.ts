import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { discover } from '../../../../../functions/cli/scan/read/discover'

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'runwarden-test-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (...names: readonly string[]): void => {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), name)
  }
}

const at = (name: string): string => join(folder, name)

const find = (...names: readonly string[]): readonly string[] =>
  discover(names.map(at)).files.map(({ name }) => relative(folder, name))

const problemsOf = (...names: readonly string[]): readonly string[] =>
  discover(names.map(at)).problems.map(({ category, file, got }) => `${category} ${relative(folder, file)}: ${got}`)

describe('discover', () => {
  it("walks folders of any depth in the order of names, a folder's files first", () => {
    put('b/2.json', 'b/10.json', 'a.json', 'b/c/d/e/f.json', 'z.json')
    expect(find('.')).toEqual(['a.json', 'z.json', 'b/10.json', 'b/2.json', 'b/c/d/e/f.json'])
  })

  it('keeps the order of what is named, and knows its size', () => {
    put('b.json', 'a.json')
    expect(discover([at('b.json'), at('a.json')]).files).toMatchObject([
      { kind: 'file', name: at('b.json'), size: 6, isNamed: true },
      { kind: 'file', name: at('a.json'), size: 6, isNamed: true },
    ])
  })

  it('takes a file once, named and walked, under overlapping paths', () => {
    put('logs/a.json', 'logs/b.json')
    expect(find('logs', 'logs/a.json', './logs', 'logs')).toEqual(['logs/a.json', 'logs/b.json'])
    for (const names of [
      ['logs', 'logs/a.json'],
      ['logs/a.json', 'logs'],
    ])
      expect(discover(names.map(at)).files.map(({ isNamed }) => isNamed)).toEqual([true, false])
  })

  it('follows links to files and folders, each target once', () => {
    put('real/a.json', 'elsewhere/b.json')
    symlinkSync(at('elsewhere'), at('real/folder'))
    symlinkSync(at('real/a.json'), at('real/same.json'))
    expect(find('real')).toEqual(['real/a.json', 'real/folder/b.json'])
  })

  it('ends in circles of links', () => {
    put('logs/deep/a.json')
    symlinkSync(at('logs'), at('logs/deep/up'))
    symlinkSync('.', at('logs/self'))
    expect(find('logs')).toEqual(['logs/deep/a.json'])
    expect(problemsOf('logs')).toEqual([])
  })

  it('reports links that lead nowhere, and goes on', () => {
    put('logs/b.json')
    symlinkSync(at('gone'), at('logs/a'))
    symlinkSync(at('logs/c'), at('logs/c'))
    expect(find('logs')).toEqual(['logs/b.json'])
    expect(problemsOf('logs')).toEqual([
      'unreadable logs/a: nothing of this name',
      'unreadable logs/c: symbolic links in a circle',
    ])
  })

  it('reports a named path that does not exist', () => {
    put('a.json')
    expect(problemsOf('gone.json', 'a.json/below', 'a.json')).toEqual([
      'missing gone.json: nothing of this name',
      'missing a.json/below: nothing of this name',
    ])
  })

  it('finds files whose names are no UTF-8', () => {
    put('a.json')
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x63, 0xff, 0x2e])]), 'x')
    const [, odd] = discover([folder]).files
    expect(odd).toMatchObject({ name: `${folder}/c\uFFFD.`, size: 1 })
    expect(Buffer.from(odd?.rawPath ?? '', 'latin1').subarray(-3)).toEqual(Buffer.from([0x63, 0xff, 0x2e]))
  })

  it('reads pipes when they are named, and never waits at one it walks by', () => {
    put('logs/a.json')
    execFileSync('mkfifo', [at('logs/pipe')])
    expect(find('logs')).toEqual(['logs/a.json'])
    expect(discover([at('logs/pipe')]).files).toMatchObject([{ kind: 'pipe', size: 0, isNamed: true }])
  })

  it('takes a dash for standard input, once', () => {
    expect(discover(['-', '-']).files).toMatchObject([{ kind: 'stdin', name: 'standard input', isNamed: true }])
  })

  it('reports a folder that cannot be opened, and goes on', () => {
    put('logs/closed/a.json', 'logs/open/b.json')
    chmodSync(at('logs/closed'), 0)
    // Nothing is closed to the superuser.
    const isClosed = process.getuid?.() !== 0
    try {
      expect(find('logs')).toEqual(isClosed ? ['logs/open/b.json'] : ['logs/closed/a.json', 'logs/open/b.json'])
      expect(problemsOf('logs')).toEqual(isClosed ? ['unreadable logs/closed: permission denied'] : [])
    } finally {
      chmodSync(at('logs/closed'), 0o700)
    }
  })
})
