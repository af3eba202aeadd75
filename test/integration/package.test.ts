import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { name, version } from '../../package.json'
import { folderOf } from '../support/command-line'

const root = join(__dirname, '../..')
// On Windows npm is a script of the shell.
const npm = (words: readonly string[], cwd: string): string =>
  execFileSync('npm', words, { cwd, encoding: 'utf8', shell: process.platform === 'win32' })

describe('the package of the command line', () => {
  const folder = folderOf({ 'package.json': { private: true } })
  let program = ''

  beforeAll(() => {
    npm(['run', 'package', '--silent'], root)
    npm(['pack', '--silent', join(root, 'dist/package')], folder)
    const cache = folderOf({})
    npm(['install', '--offline', '--cache', cache, `./${name}-${version}.tgz`], folder)
    program = join(folder, 'node_modules', name, 'runwarden.js')
  })

  const run = (file: string, words: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...words], { cwd: folder, encoding: 'utf8' })
    return { status, stdout, stderr }
  }

  it('installs alone, without network and cache', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((entry) => !entry.startsWith('.'))).toEqual([name])
    const { dependencies, bin, engines } = JSON.parse(
      readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'),
    ) as Record<string, unknown>
    expect({ dependencies, bin, engines }).toEqual({
      bin: { runwarden: 'runwarden.js' },
      engines: { node: '>=20.19' },
    })
  })

  it('holds the program and what the law asks for, nothing else', () => {
    expect(readdirSync(join(folder, 'node_modules', name)).toSorted()).toEqual(
      [
        'LICENSE',
        'NOTICE',
        'README.md',
        'THIRD-PARTY-LICENSES',
        'cloud-verbs.js',
        'networks.bin',
        'package.json',
        'reading-worker.js',
        'run.js',
        'runwarden.js',
        'sbom.cdx.json',
      ].toSorted(),
    )
    const licenses = readFileSync(join(folder, 'node_modules', name, 'THIRD-PARTY-LICENSES'), 'utf8')
    for (const bundled of ['commander', 'valibot', '@aws-sdk/client-sqs', '@azure/event-hubs', 'rhea'])
      expect(licenses).toMatch(new RegExp(`^${bundled} \\d+\\.\\d+\\.\\d+ \\((MIT|Apache-2\\.0)\\)$`, 'm'))
  })

  it('scans as the build in the repository does', () => {
    const words = ['scan', '--hermetic', '--format', 'json', join(root, 'examples')]
    const built = run(join(root, 'dist/runwarden.js'), words)
    expect(built.status).toBe(0)
    expect((JSON.parse(built.stdout) as { alerts: unknown[] }).alerts.length).toBeGreaterThan(0)
    expect(run(program, words)).toEqual(built)
  })

  it('has the verbs of the clouds, which load their SDKs', () => {
    const { status, stderr } = run(program, ['replay', 'aws', '--dry-run'])
    expect([status, stderr]).toEqual([2, expect.stringContaining('cdk.out/outputs.json')])
  })

  it('says its version', () => {
    expect(run(program, ['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
  })
})
