import { Command } from 'commander'
import { version } from '../../package.json'
import { SEVERITIES } from '../../shared/model/severity'
import { approveBaseline, buildBaseline } from './baseline'
import { addCloudCommands } from './cloud-commands'
import { config } from './config'
import { explainActivity } from './explain'
import { example, readFlags, withSettings } from './flags'
import type { Io } from './io'
import { renderPreview, RENDER_FORMATS } from './render'
import { rules } from './rules'
import { ALERT_FORMATS, scan, type ScanOptions } from './scan'
import type { SettingOptions } from './settings-sources'

const DESCRIPTION =
  'Finds commands pushed into machines through the management services of AWS and Azure (MITRE ATT&CK T1651).'

/** Runs the command line; resolves to the exit code. `signal` ends a verb that runs on. */
export const program = async (
  io: Io,
  words: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<number> => {
  let code = 0
  const flags = readFlags()
  const { wrong, choice, time, whole } = flags
  const root = new Command('runwarden')
    .description(DESCRIPTION)
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .showHelpAfterError('(runwarden --help lists what there is)')

  withSettings(root.command('scan'))
    .description('scan log files and folders (.gz too, - for stdin) and print the alerts a person would have received')
    .argument('<path...>', 'files and folders')
    .addOption(choice('--format <format>', 'how to print', ALERT_FORMATS).default('table'))
    .addOption(
      choice('--emit <what>', 'alerts, or every activity with all its findings', ['alerts', 'activities']).default(
        'alerts',
      ),
    )
    .option('--output <file>', 'write there instead of to stdout')
    .addOption(time('--since <time>', 'report from this time on (ISO 8601); what came earlier still teaches'))
    .addOption(time('--until <time>', 'report up to this time, itself not included (ISO 8601)'))
    .addOption(choice('--min-severity <severity>', 'lowest severity of an alert', SEVERITIES))
    .addOption(choice('--fail-on <severity>', 'exit 1 when an alert of this severity or above exists', SEVERITIES))
    .option('--baseline <file>', 'begin with what an earlier scan learned')
    .addOption(whole('--jobs <n>', 'workers that read files', { min: 1, max: 64 }))
    .addHelpText(
      'after',
      example('runwarden scan --since 2026-03-01 ./cloudtrail ./activity-log') +
        '\nExit codes: 0 done, 1 --fail-on met, 2 usage or settings, 3 some input could not be read.\n',
    )
    .action(async (paths: string[], options: ScanOptions) => {
      code = await scan(paths, { ...options, wrong }, io)
    })

  root
    .command('rules')
    .description('list the rules, or show all about one')
    .argument('[rule]', 'id or last words of an id')
    .option('--json', 'print JSON')
    .addHelpText('after', example('runwarden rules mass-execution'))
    .action(async (rule: string | undefined, options: { json?: boolean }) => {
      code = await rules(rule, options.json === true, io)
    })

  withSettings(root.command('config'))
    .description('check the settings and print the effective ones with their origin')
    .option('--json', 'print JSON')
    .addHelpText('after', example('runwarden config --env production.env'))
    .action(async (options: SettingOptions & { json?: boolean }) => {
      code = await config(options, options.json === true, io)
    })

  withSettings(root.command('explain'))
    .description('say why each rule did or did not fire on one activity')
    .argument('<id>', 'activity id, CloudTrail eventID, correlation id or command id; no alert id')
    .argument('<path...>', 'files and folders that hold it and what came before')
    .option('--baseline <file>', 'begin with what an earlier scan learned')
    .addHelpText('after', example('runwarden explain 00000000-0000-0000-0000-000000000001 ./cloudtrail'))
    .action(async (id: string, paths: string[], options: SettingOptions & { baseline?: string }) => {
      code = await explainActivity(id, paths, options, io)
    })

  const baseline = root
    .command('baseline')
    .description('build what is usual from old logs, for the next scan or a deployment')
  withSettings(baseline.command('build'))
    .description('learn from logs and write a baseline file')
    .argument('<path...>', 'files and folders')
    .requiredOption('--output <file>', 'baseline file to write')
    .addHelpText('after', example('runwarden baseline build --output usual.json ./cloudtrail'))
    .action(async (paths: string[], options: SettingOptions & { output: string }) => {
      code = await buildBaseline(paths, options, io)
    })

  baseline
    .command('approve')
    .description('let activities teach that were rated high for more than being new')
    .argument('<file>', 'baseline file, changed in place')
    .argument('[id...]', 'ids of withheld activities; none lists them')
    .addHelpText('after', example('runwarden baseline approve usual.json 00000000-0000-0000-0000-000000000001'))
    .action(async (file: string, ids: string[]) => {
      code = await approveBaseline(file, ids, io)
    })

  withSettings(root.command('render'))
    .description('preview the alert about one activity, or the bundled sample alert, in any format')
    .argument('[id]', 'activity id, CloudTrail eventID, correlation id or command id; no alert id')
    .argument('[path...]', 'files and folders that hold it')
    .addOption(choice('--format <format>', 'how to print', RENDER_FORMATS).default('mail'))
    .addHelpText('after', example('runwarden render --format mail'))
    .action(
      async (
        id: string | undefined,
        paths: string[],
        options: SettingOptions & { format: (typeof RENDER_FORMATS)[number] },
      ) => {
        code = await renderPreview(id, paths, { ...options, wrong }, io)
      },
    )

  addCloudCommands(root, baseline, flags, io, signal, (result) => {
    code = result
  })

  await root.parseAsync([...words], { from: 'user' })
  return code
}
