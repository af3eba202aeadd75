import type { Command } from 'commander'
import { UsageError, type Io } from './io'
import type { BaselinePushOptions } from './baseline-push-aws'
import type { ReplayAwsOptions } from './replay-aws'
import type { ReplayOptions } from './replay-azure'
import type { SelftestAwsOptions } from './selftest-aws'
import type { TailOptions } from './tail'

const wholeNumber = (flag: string) => (value: string): number => {
  if (!/^\d{1,4}$/.test(value)) throw new UsageError(`${flag} got "${value}", expected a whole number`)
  return Number(value)
}

/** How an installation on AWS is named: by the outputs of its deployment, or piece by piece. */
const onAws = (command: Command): Command =>
  command
    .option('--outputs <file>', 'outputs file that cdk deploy --outputs-file wrote')
    .option('--stack <name>', 'stack in the outputs file')
    .option('--region <region>', 'Region of the installation')
    .option('--topic-arn <arn>', 'alerts topic')
    .option('--table <name>', 'state table')
    .option('--quarantine-queue-url <url>', 'quarantine queue')
    .option('--failure-queue-url <url>', 'failure queue')

/**
 * The verbs that speak to a deployed installation. Their modules, with the SDKs they need, are loaded when one is used: a scan never
 * pays for them.
 */
export const addCloudCommands = (root: Command, baseline: Command, io: Io, signal: AbortSignal, finish: (code: number) => void): void => {
  const selftest = root.command('selftest').description('send a marked test through a deployed installation and report every hop')
  const replay = root.command('replay').description('send quarantined records again')
  const tail = root.command('tail').description('run the detector outside the cloud functions')

  onAws(selftest.command('aws'))
    .description('the trail, the subscriptions, and a marked event through bus, function and topic')
    .option('--minutes <n>', 'how long to wait', wholeNumber('--minutes'))
    .action(async (options: SelftestAwsOptions) => finish(await (await import('./cloud-verbs')).selftestAws(options, io)))

  selftest
    .command('azure')
    .description('a test message through hub and function app to the kept alert')
    .option('--namespace <name>', 'Event Hubs namespace')
    .option('--hub <name>', 'hub of the Activity Log')
    .option('--minutes <n>', 'how long to wait', wholeNumber('--minutes'))
    .action(async (options: { namespace?: string; hub?: string; minutes?: number }) => finish(await (await import('./cloud-verbs')).selftestAzure(options, io)))

  onAws(replay.command('aws'))
    .description('move quarantined records to the failure queue, from which the next heartbeat takes them')
    .option('--dry-run', 'list what would be sent, and why each message is there')
    .action(async (options: ReplayAwsOptions) => finish(await (await import('./cloud-verbs')).replayAws(options, io)))

  replay
    .command('azure')
    .description('put quarantined records back into the hub')
    .option('--namespace <name>', 'Event Hubs namespace')
    .option('--hub <name>', 'hub of the Activity Log')
    .option('--day <day>', 'only entries of a day, month or year: 2026/03/02, 2026/03')
    .option('--dry-run', 'list what would be sent, and why each entry is there')
    .action(async (options: ReplayOptions) => finish(await (await import('./cloud-verbs')).replayAzure(options, io)))

  tail
    .command('azure')
    .description('read the hub and show alerts here; --serve takes the place of the function app')
    .option('--namespace <name>', 'Event Hubs namespace')
    .option('--hub <name>', 'hub of the Activity Log')
    .option('--consumer-group <name>', 'consumer group')
    .option('--serve', 'send alerts and keep state and checkpoints')
    .option('--format <format>', 'text or jsonl', 'text')
    .action(async (options: TailOptions) => finish(await (await import('./cloud-verbs')).tail(options, io, signal)))

  onAws(baseline.command('push').argument('<cloud>', 'aws').argument('<file>', 'baseline file'))
    .description('teach a deployed installation what a baseline file knows; its learning begins where the file begins')
    .option('--dry-run', 'say what would be pushed, and push nothing')
    .action(async (cloud: string, file: string, options: BaselinePushOptions) => {
      if (cloud !== 'aws') throw new UsageError(`baseline push got "${cloud}", expected aws`)
      finish(await (await import('./cloud-verbs')).pushBaselineAws(file, options, io))
    })
}
