import { Option, type Command } from 'commander'
import { example, type Flags } from './flags'
import { UsageError, type Io } from './io'
import type { BaselinePushOptions } from './baseline-push-aws'
import type * as CloudVerbs from './cloud-verbs'
import type { ReplayAwsOptions } from './replay-aws'
import type { ReplayOptions } from './replay-azure'
import type { SelftestAwsOptions } from './selftest-aws'
import type { SelftestOptions } from './selftest-azure'
import type { TailOptions } from './tail'

const day = (value: string): string => {
  if (!/^\d{4}(?:\/\d\d){0,2}$/.test(value))
    throw new UsageError(`--day: got "${value}", expected a day, month or year, such as 2026/03/02, 2026/03 or 2026`)
  return value
}

const ON_AZURE = `
The installation is the one that azd deployed from this folder (.azure), unless the flags or the app settings in the
environment name another. You act as the account that is signed in with az login; docs/guide/deploy-azure.md names the
roles that it needs.
`

/** How an installation on Azure is named: by the azd environment of its deployment, or piece by piece. */
const onAzure = (command: Command): Command =>
  command
    .option('--azd-environment <name>', 'environment of azd; its default one when not given')
    .option('--namespace <name>', 'Event Hubs namespace, name or host name')
    .option('--hub <name>', 'hub of the Activity Log')
    .option('--storage-account <name>', 'storage account of state, quarantine and kept alerts')

const ON_AWS = `
The installation is the one whose outputs npm run deploy:aws wrote to cdk.out/outputs.json, unless the flags name
another. You act as the account that the AWS SDK finds: AWS_PROFILE, a signed-in session, or the environment.
`

const AWS_PARTS = {
  topic: ['--topic-arn <arn>', 'alerts topic'],
  table: ['--table <name>', 'state table'],
  quarantine: ['--quarantine-queue-url <url>', 'quarantine queue'],
  failures: ['--failure-queue-url <url>', 'failure queue'],
} as const

/** How an installation on AWS is named: by the outputs of its deployment, or by the pieces that a verb needs. */
const onAws = (command: Command, ...parts: readonly (keyof typeof AWS_PARTS)[]): Command =>
  parts.reduce(
    (named, part) => {
      const [flag, description] = AWS_PARTS[part]
      return named.option(flag, description)
    },
    command
      .option(
        '--outputs <file>',
        'outputs of the stack, as cdk deploy --outputs-file or aws cloudformation describe-stacks writes them; - ' +
          'for standard input',
      )
      .option('--stack <name>', 'stack in the outputs, when they hold several')
      .option('--region <region>', 'Region of the installation; by default the one of its topic or queue'),
  )

/** The bundle with the SDKs, which a build for scans alone leaves out (`npm start`). */
const cloudVerbs = async (): Promise<typeof CloudVerbs> => {
  try {
    return await import('./cloud-verbs')
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND')) throw cause
    throw new UsageError(
      'got a build for scans alone, expected cloud-verbs.js beside the program; run npm ci && npm run build',
    )
  }
}

/**
 * The verbs for a deployed installation. Their modules, with the SDKs they need, are loaded when one is
 * used: a scan never pays for them.
 */
export const addCloudCommands = (
  root: Command,
  baseline: Command,
  { wrong, whole }: Flags,
  io: Io,
  signal: AbortSignal,
  finish: (code: number) => void,
): void => {
  const minutes = (what: string): Option => whole('--minutes <n>', what, { min: 1, max: 9_999 })
  const selftest = root
    .command('selftest')
    .description('send a marked test through a deployed installation and report every hop')
  const replay = root.command('replay').description('send quarantined records again')
  const tail = root.command('tail').description('run the detector outside the cloud functions')
  selftest.hook('preAction', () => {
    if (wrong.length > 0) throw new UsageError(wrong.join('\n'))
  })

  onAws(selftest.command('aws'), 'topic', 'table')
    .description('the trail, the subscriptions, and a marked event through bus, function and topic')
    .addOption(minutes('how long to wait for the report of the function (default: 2)'))
    .addHelpText(
      'after',
      `${ON_AWS}${example('runwarden selftest aws --minutes 5')}\nExit codes: 0 every hop works, 1 one does ` +
        `not, 2 usage or access.\n`,
    )
    .action(async (options: SelftestAwsOptions) => finish(await (await cloudVerbs()).selftestAws(options, io)))

  onAzure(selftest.command('azure'))
    .description('a test message through hub and function app to the kept alert')
    .addOption(minutes('how long to wait for the alert (default: 5)'))
    .addHelpText(
      'after',
      `${ON_AZURE}${example('runwarden selftest azure --minutes 10')}\nExit codes: 0 the alert came, 1 it did ` +
        `not, 2 usage or access.\n`,
    )
    .action(async (options: SelftestOptions) => finish(await (await cloudVerbs()).selftestAzure(options, io)))

  onAws(replay.command('aws'), 'quarantine', 'failures')
    .description('move quarantined records to the failure queue, from which the next heartbeat takes them')
    .option('--dry-run', 'list what would be sent, and why each message is there')
    .addHelpText(
      'after',
      `${ON_AWS}${example('runwarden replay aws --dry-run')}\nExit codes: 0 done, 2 usage or access, 3 some ` +
        `messages could not be read.\n`,
    )
    .action(async (options: ReplayAwsOptions) => finish(await (await cloudVerbs()).replayAws(options, io)))

  onAzure(replay.command('azure'))
    .description('put quarantined records back into the hub, and deferred work back into the store')
    .option('--day <day>', 'only entries of a day, month or year: 2026/03/02, 2026/03', day)
    .option('--dry-run', 'list what would be sent, and why each entry is there')
    .addHelpText(
      'after',
      `${ON_AZURE}${example('runwarden replay azure --day 2026/03/02 --dry-run')}\nExit codes: 0 done, 2 usage ` +
        `or access, 3 some entries could not be read.\n`,
    )
    .action(async (options: ReplayOptions) => finish(await (await cloudVerbs()).replayAzure(options, io)))

  onAzure(tail.command('azure'))
    .description(
      'read the hub and show the alerts of what comes from now on; --serve takes the place of the function app',
    )
    .option('--consumer-group <name>', 'consumer group; never the one of the function app', 'tail')
    .option('--serve', 'send alerts, keep state, and go on where the last reader stopped')
    .addOption(new Option('--format <format>', 'how alerts are shown').choices(['text', 'jsonl']).default('text'))
    .addHelpText(
      'after',
      `${ON_AZURE}${example('runwarden tail azure --format jsonl')}\nRuns until it is interrupted. Exit codes: ` +
        `0 ended by SIGTERM, 2 usage, settings or access, 130 ended by Ctrl-C.\n`,
    )
    .action(async (options: TailOptions) => finish(await (await cloudVerbs()).tail(options, io, signal)))

  onAws(baseline.command('push').argument('<cloud>', 'aws').argument('<file>', 'baseline file'), 'table')
    .description('teach a deployed installation what a baseline file knows; its learning begins where the file begins')
    .option('--dry-run', 'say what would be pushed, and push nothing')
    .addHelpText('after', `${ON_AWS}${example('runwarden baseline push aws usual.json --dry-run')}`)
    .action(async (cloud: string, file: string, options: BaselinePushOptions) => {
      if (cloud !== 'aws') throw new UsageError(`baseline push got "${cloud}", expected aws`)
      finish(await (await cloudVerbs()).pushBaselineAws(file, options, io))
    })
}
