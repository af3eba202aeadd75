import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { exampleFiles, textOfExample } from '../../scripts/examples/example-files'
import type { ActivityLine } from '../../shared/render/activity-line'
import { runwarden } from '../support/command-line'

const folder = resolve(__dirname, '../../examples')

const written = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))

const activities = async (): Promise<readonly ActivityLine[]> =>
  (
    JSON.parse(
      (await runwarden(['scan', '--hermetic', '--emit', 'activities', '--format', 'json', folder])).stdout,
    ) as { readonly activities: readonly ActivityLine[] }
  ).activities

describe('the example logs', () => {
  it('are what the generator writes', () => {
    const files = exampleFiles()
    expect(written.filter((path) => path !== 'README.md').toSorted()).toEqual([...files.keys()].toSorted())
    for (const [path, content] of files)
      expect(textOfExample(path, readFileSync(join(folder, path)))).toBe(textOfExample(path, content))
  })

  it('are small', () => {
    expect(written.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0)).toBeLessThan(300_000)
  })

  it('hold documentation ids and addresses only', () => {
    for (const [path, content] of exampleFiles()) {
      const text = textOfExample(path, content)
      for (const [address] of text.matchAll(/\b\d{1,3}(\.\d{1,3}){3}\b/g))
        expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\./)
      for (const [, account] of text.matchAll(/"(\d{12})"/g))
        expect(['123456789012', '444455556666']).toContain(account)
    }
  })
})

describe('a scan of the example logs', () => {
  it('report the attacks and nothing else', async () => {
    const { code, stdout, stderr } = await runwarden(['scan', '--hermetic', '--format', 'json', folder])
    const { alerts, summary } = JSON.parse(stdout) as {
      readonly alerts: readonly { readonly time: string; readonly severity: string; readonly title: string }[]
      readonly summary: Readonly<Record<string, unknown>>
    }
    expect(alerts.map(({ time, severity, title }) => [time.slice(5, 16), severity, title])).toEqual([
      ['03-11T02:41', 'critical', 'Suspicious Command by role/Deploy'],
      ['03-11T02:52', 'medium', 'Mass Execution and 1 more by role/Deploy'],
      ['03-11T03:05', 'medium', 'Broad Target Selector by role/Deploy'],
      ['03-12T11:20', 'critical', 'Delegated Admin and 2 more by support@example.com'],
      ['03-12T15:02', 'critical', 'Suspicious Command and 3 more by alice@example.com'],
      ['03-12T19:30', 'medium', 'First Seen Caller by bob@example.com'],
      ['03-12T19:31', 'high', 'First Seen Caller and 1 more by bob@example.com'],
      ['03-13T08:04', 'high', 'Delegated Admin and 2 more by role/Support'],
      ['03-13T13:15', 'high', 'Suspicious Command and 2 more by role/Operations'],
      ['03-13T16:41', 'medium', 'First Seen Caller and 1 more by user/temp-admin'],
      ['03-13T21:10', 'medium', 'Unexpected Agent Child on vm-app-03'],
    ])
    expect(code).toBe(0)
    expect(summary).toMatchObject({ rejected: 0, problems: {}, ruleFaults: {} })
    expect(stderr).not.toContain('expected')
  })

  it('learns for seven days, in which everything new is informational', async () => {
    const learning = (await activities()).filter(({ time }) => time < '2026-03-09')
    const novelty = learning.flatMap(({ findings }) => findings).filter(({ rule }) => rule.includes('first-seen'))
    expect(novelty.length).toBeGreaterThan(5)
    expect(new Set(novelty.map(({ severity }) => severity))).toEqual(new Set(['informational']))
    expect(learning.every((activity) => activity.learning)).toBe(true)
  })

  it('is quiet on the two ordinary days after that', async () => {
    const quiet = (await activities()).filter(({ time }) => time >= '2026-03-09' && time < '2026-03-11')
    expect(quiet.length).toBeGreaterThan(10)
    expect(quiet.some((activity) => activity.learning)).toBe(false)
    expect(
      quiet
        .flatMap(({ findings }) => findings)
        .filter(({ severity }) => severity !== 'informational' && severity !== 'low'),
    ).toEqual([])
  })

  it('reads every format in which the examples are written', async () => {
    const { stdout } = await runwarden(['scan', '--hermetic', '--emit', 'activities', '--format', 'json', folder])
    const { summary } = JSON.parse(stdout) as {
      readonly summary: { readonly files: number; readonly skippedFiles: number }
    }
    expect(summary).toMatchObject({ files: written.length, skippedFiles: 1 })
  })
})
