import { DEPLOYMENT_KEYS } from '../../infra/aws/context/deployment-keys'
import { keyOf, type Setting } from '../../shared/config/setting'
import { PRESETS, SETTINGS, type SettingKey } from '../../shared/config/settings'
import { SUPPRESSION_FIELDS } from '../../shared/config/suppressions'
import { code, fence, GENERATED, page, table } from './markdown'
import { CHANGE_WINDOW_EXAMPLES, OVERRIDE_EXAMPLES, SUPPRESSION_EXAMPLES } from './suppression-examples'

const ROWS = Object.entries(SETTINGS) as [SettingKey, Setting<unknown>][]

const shown = (value: unknown): string =>
  value === null
    ? 'none'
    : typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : code(JSON.stringify(value))

const where = ({ hosts }: Setting<unknown>): string =>
  hosts.length === 3
    ? 'everywhere'
    : hosts.map((host) => ({ aws: 'AWS', azure: 'Azure', cli: 'scan' })[host]).join(', ')

const settingRow = ([key, row]: [SettingKey, Setting<unknown>]): readonly string[] => {
  const presets = (['quiet', 'strict'] as const).flatMap((name) =>
    key in PRESETS[name] ? [`${name}: ${shown(PRESETS[name][key])}`] : [],
  )
  return [code(row.name), row.type.allowed, [shown(row.type.fallback), ...presets].join('; '), where(row), row.sentence]
}

const json = (entries: readonly unknown[]): string =>
  fence(`[\n${entries.map((entry) => `  ${JSON.stringify(entry)}`).join(',\n')}\n]`, 'json')

/** docs/reference/settings.md: every setting, how it is written, and silences to copy. */
export const settingsPage = (): string =>
  page([
    GENERATED,
    '# Settings',
    'The reference names each setting by its variable. `runwarden config` prints the values in force with their ' +
      'origin. The JSON schema of the values is [settings.schema.json](settings.schema.json), and ' +
      '[tune.md](../guide/tune.md) says how to choose them.',
    '## Where values come from',
    table(
      ['host', 'write it as', 'example'],
      [
        [
          'scan',
          'an environment variable, or a line of the file named by `--env`; flags win over the file, the file ' +
            'over the environment, `--hermetic` leaves the environment out',
          code('RUNWARDEN_MASS_TARGETS=5'),
        ],
        ['AWS', 'a context key of `cdk.json` or `-c`: the name without prefix in camel case', code('-c massTargets=5')],
        [
          'Azure',
          'a property of the JSON in the azd variable `RUNWARDEN_SETTINGS`: the name without prefix in camel case',
          code(`azd env set RUNWARDEN_SETTINGS '{"${keyOf('RUNWARDEN_MASS_TARGETS')}": 5}'`),
        ],
      ],
    ),
    'A preset changes defaults only: a value that is set wins over it.',
    'A deployment and a scan refuse to start when a value is wrong. They list every problem at once: what was given, ' +
      'what was expected, what to do. A running detector uses the default of a value that it cannot read, and sends ' +
      'a notice. A suppression that cannot be read silences nothing.',
    'Lists and objects are JSON. A long one may stand apart: `ssm:/path` names a parameter of Systems Manager that ' +
      'the Lambda reads, because its environment holds 4 KB in all. `file:path` names a file that a scan reads.',
    'Globs are anchored and ignore case: `*` stands for any run of characters, `?` for one. A caller is matched by ' +
      'its key, ARN, sign-in name, or object id with or without dashes. A rule is named by its full id.',
    '## All settings',
    table(
      ['name', 'allowed', 'default', 'where', 'what it does'],
      ROWS.filter(([, row]) => !row.generated).map(settingRow),
    ),
    '## Suppressions',
    `A suppression has a \`reason\`, an \`until\` (a date, or a time with zone; from then on it is expired) and ` +
      `at least one of ${SUPPRESSION_FIELDS.map(code).join(', ')}. All given fields must match; of a list any ` +
      `entry. \`target\` must match every machine of the call. What is suppressed is evaluated, counted and shown ` +
      'all the same, and teaches. Nothing silences detector-tampering. Every alert ends with the suppression that ' +
      'would silence exactly it.',
    'The false positives that published rules name, as silences to copy:',
    ...SUPPRESSION_EXAMPLES.map(({ title, when, suppression }) => `**${title}**: ${when}.\n\n${json([suppression])}`),
    'Change windows recur by weekday in a time zone, past midnight if `to` is earlier than `from`, or are a ' +
      'single stretch of time:',
    json(CHANGE_WINDOW_EXAMPLES),
    '## Overrides',
    'Thresholds for a part of the estate. The first entry whose scope matches wins; it replaces the thresholds ' +
      'it names.',
    json(OVERRIDE_EXAMPLES),
    '## Written by the deployment',
    'People need not set these.',
    table(
      ['name', 'allowed', 'where', 'what it is'],
      ROWS.filter(([, row]) => row.generated).map(([, row]) => [
        code(row.name),
        row.type.allowed,
        where(row),
        row.sentence,
      ]),
    ),
    '## Context keys of the AWS deployment',
    'Beside the settings above, `cdk.json` and `-c` take these.',
    table(
      ['key', 'allowed', 'default', 'what it does'],
      Object.entries(DEPLOYMENT_KEYS).map(([key, { type, sentence }]) => [
        code(key),
        type.allowed,
        shown(type.fallback),
        sentence,
      ]),
    ),
  ])
