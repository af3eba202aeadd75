import { defaultSettings, loadSettings, type SettingSource } from '../../../shared/config/load'
import { PRESETS, SETTINGS, type SettingKey } from '../../../shared/config/settings'

const from = (
  origin: SettingSource['origin'],
  values: Readonly<Record<string, string | undefined>>,
): SettingSource => ({ origin, values })
const load = (values: Readonly<Record<string, string | undefined>>) => loadSettings([from('environment', values)])
const KEYS = Object.keys(SETTINGS) as SettingKey[]

describe('loadSettings without anything set', () => {
  it('gives every setting its default and no problem', () => {
    const { settings, origins, problems } = loadSettings([])
    expect(problems).toEqual([])
    expect(Object.keys(settings)).toEqual(KEYS)
    expect(new Set(Object.values(origins))).toEqual(new Set(['default']))
    expect(settings).toMatchObject({
      preset: 'balanced',
      minSeverity: 'medium',
      historyDays: 7,
      learningDays: 7,
      windowMinutes: 60,
      massTargets: 3,
      correlationSeconds: 120,
      realertMinutes: 60,
      alertOn: 'start',
      endpointGraceMinutes: 30,
      maxAlertsPerHour: 30,
      suppressions: [],
      topicArn: null,
    })
  })

  it('is what defaultSettings says', () => {
    expect(defaultSettings()).toEqual(loadSettings([]).settings)
  })

  it('has names that nobody mistakes', () => {
    const names = KEYS.map((key) => SETTINGS[key].name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^RUNWARDEN_[A-Z]+(_[A-Z]+)*$/)
  })
})

describe('sources', () => {
  const flag = from('flag', { RUNWARDEN_MASS_TARGETS: '5' })
  const file = from('file', { RUNWARDEN_MASS_TARGETS: '6', RUNWARDEN_WINDOW_MINUTES: '10' })
  const environment = from('environment', {
    RUNWARDEN_MASS_TARGETS: '7',
    RUNWARDEN_WINDOW_MINUTES: '20',
    RUNWARDEN_HISTORY_DAYS: '30',
  })

  it('win in the order given, before the preset and the default', () => {
    const { settings, origins } = loadSettings([
      flag,
      file,
      environment,
      from('environment', { RUNWARDEN_PRESET: 'strict' }),
    ])
    expect([
      settings.massTargets,
      settings.windowMinutes,
      settings.historyDays,
      settings.minSeverity,
      settings.alertOn,
    ]).toEqual([5, 10, 30, 'low', 'start'])
    expect([
      origins.massTargets,
      origins.windowMinutes,
      origins.historyDays,
      origins.minSeverity,
      origins.alertOn,
    ]).toEqual(['flag', 'file', 'environment', 'preset', 'default'])
  })

  it('that do not name a setting leave it to the next', () => {
    expect(loadSettings([from('flag', { RUNWARDEN_MASS_TARGETS: undefined }), environment]).settings.massTargets).toBe(
      7,
    )
  })

  it('with other names than ours are none of our business', () => {
    expect(load({ PATH: '/bin', AWS_REGION: 'eu-west-1', RUNWARD: 'x' }).problems).toEqual([])
  })
})

describe('presets', () => {
  it.each(Object.entries(PRESETS))('%s changes exactly what it names', (name, changes) => {
    const { settings, problems } = load({ RUNWARDEN_PRESET: name })
    expect(problems).toEqual([])
    expect(settings).toEqual({ ...defaultSettings(), preset: name, ...changes })
  })

  it('quiet asks for less and strict for more than balanced', () => {
    const [quiet, balanced, strict] = ['quiet', 'balanced', 'strict'].map(
      (name) => load({ RUNWARDEN_PRESET: name }).settings,
    )
    expect([quiet!.massTargets, balanced!.massTargets, strict!.massTargets]).toEqual([10, 3, 2])
    expect([quiet!.minSeverity, balanced!.minSeverity, strict!.minSeverity]).toEqual(['high', 'medium', 'low'])
  })

  it('give way to a value that is set', () => {
    const { settings, origins } = load({ RUNWARDEN_PRESET: 'quiet', RUNWARDEN_MASS_TARGETS: '4' })
    expect([settings.massTargets, origins.massTargets, settings.minSeverity]).toEqual([4, 'environment', 'high'])
  })

  it('that do not exist leave the balanced one', () => {
    const { settings, problems } = load({ RUNWARDEN_PRESET: 'loud' })
    expect([settings.preset, settings.massTargets]).toEqual(['balanced', 3])
    expect(problems).toEqual([
      {
        name: 'RUNWARDEN_PRESET',
        got: 'loud',
        expected: 'one of balanced, quiet, strict',
        doThis: 'correct RUNWARDEN_PRESET, or remove it for the default',
      },
    ])
  })
})

describe('values that cannot be read', () => {
  const bad = {
    RUNWARDEN_MASS_TARGETS: '0',
    RUNWARDEN_WINDOW_MINUTES: '1.5',
    RUNWARDEN_MIN_SEVERITY: 'loud',
    RUNWARDEN_TRUSTED_ACCOUNTS: '["123"]',
    RUNWARDEN_SUPPRESSIONS: '[{"reason":"x"}]',
    RUNWARDEN_TOPIC_ARN: 'topic',
    RUNWARDEN_MAS_TARGETS: '4',
    RUNWARDEN_ACCOUNT_NAMES: '{"1":2}',
  }

  it('are all reported at once', () => {
    expect(
      load(bad)
        .problems.map(({ name }) => name)
        .toSorted(),
    ).toEqual(Object.keys(bad).toSorted())
  })

  it('leave the default, so that a running detector goes on', () => {
    expect(load(bad).settings).toEqual(defaultSettings())
  })

  it('never silence anything: one bad suppression of two silences nothing', () => {
    const good = { reason: 'x', until: '2026-12-31', caller: 'a' }
    expect(
      load({ RUNWARDEN_SUPPRESSIONS: JSON.stringify([good, { ...good, caler: 'b' }]) }).settings.suppressions,
    ).toEqual([])
  })

  it('are quoted shortened', () => {
    const { problems } = load({ RUNWARDEN_KNOWN_ADMINS: `[${'"a",'.repeat(100)}` })
    expect(problems[0]?.got).toHaveLength(80)
    expect(problems[0]?.got.endsWith('...')).toBe(true)
  })

  it.each([
    { name: 'RUNWARDEN_MASS_TARGET', suggestion: 'RUNWARDEN_MASS_TARGETS' },
    { name: 'RUNWARDEN_MIN_SEVERTY', suggestion: 'RUNWARDEN_MIN_SEVERITY' },
    { name: 'RUNWARDEN_SUPRESSION', suggestion: 'RUNWARDEN_SUPPRESSIONS' },
  ])('of a name like $name are given the nearest name', ({ name, suggestion }) => {
    expect(load({ [name]: 'x' }).problems[0]?.expected).toBe(
      `a name of the settings table (did you mean ${suggestion}?)`,
    )
  })

  it('of a name like nothing are not guessed at', () => {
    expect(load({ RUNWARDEN_COFFEE_MACHINE_COLOUR: 'x' }).problems[0]?.expected).toBe('a name of the settings table')
  })

  it.each([
    { name: 'a change window that does not exist', windows: '[]', ok: false },
    {
      name: 'a change window that exists',
      windows: '[{"name":"patching","start":"2026-03-01","end":"2026-03-02"}]',
      ok: true,
    },
  ])('a suppression that names $name', ({ windows, ok }) => {
    const { problems } = load({
      RUNWARDEN_SUPPRESSIONS: '[{"reason":"x","until":"2026-12-31","changeWindow":"patching"}]',
      RUNWARDEN_CHANGE_WINDOWS: windows,
    })
    expect(problems.map(({ expected }) => expected)).toEqual(ok ? [] : ['the name of a change window'])
  })
})
