import type { Command } from 'commander'
import { UsageError, type Io } from './io'
import type { ReplayOptions } from './replay-azure'
import type { TailOptions } from './tail'

const wholeNumber = (flag: string) => (value: string): number => {
  if (!/^\d{1,4}$/.test(value)) throw new UsageError(`${flag} got "${value}", expected a whole number`)
  return Number(value)
}

/**
 * The verbs that speak to a deployed installation. Their modules, with the SDKs they need, are loaded when one is used: a scan never
 * pays for them.
 */
export const addCloudCommands = (root: Command, io: Io, signal: AbortSignal, finish: (code: number) => void): void => {
  const selftest = root.command('selftest').description('send a marked test through a deployed installation and report every hop')
  const replay = root.command('replay').description('send quarantined records again')
  const tail = root.command('tail').description('run the detector outside the cloud functions')

  selftest
    .command('azure')
    .description('a test message through hub and function app to the kept alert')
    .option('--namespace <name>', 'Event Hubs namespace')
    .option('--hub <name>', 'hub of the Activity Log')
    .option('--minutes <n>', 'how long to wait', wholeNumber('--minutes'))
    .action(async (options: { namespace?: string; hub?: string; minutes?: number }) => finish(await (await import('./cloud-verbs')).selftestAzure(options, io)))

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
}
