import { alone, inScenario, inTable, type Shown } from './peer'

/** One of the five analytics that Runwarden grew from. */
export interface Seed {
  readonly id: string
  readonly name: string
  /** What was kept of it. */
  readonly kept: string
  /** What was wrong or missing in it. */
  readonly corrected: string
  readonly rules: readonly string[]
  readonly shown: readonly Shown[]
}

export const SEEDS: readonly Seed[] = [
  {
    id: '000',
    name: 'df00tech, T1651, for Elastic',
    kept:
      'the question: who calls, as what identity, from what address, against which machines, and does that differ ' +
      'from what is usual; sources in Tor and VPN networks; delegated administration; its three ways to run ' +
      'something (run command, runbook, extension)',
    corrected:
      'its query matches changes of a directory and sign-ins, and no command at all: it was not taken over. The ' +
      'network is judged on the command itself',
    rules: [
      'first-seen-caller',
      'first-seen-caller-on-target',
      'anonymised-source',
      'delegated-admin',
      'automation-runbook',
    ],
    shown: [
      inScenario('seed-000', 'are reported after a week of learning, by identity, by network and by machine'),
      inScenario('admin-on-behalf-of', 'is reported whichever way the rights came, and the own group is not'),
    ],
  },
  {
    id: '001',
    name: 'df00tech, T1651, for Splunk',
    kept:
      'more than three machines by one caller, with the number of calls, the machines, the addresses, the first ' +
      'and the last time; run commands, runbook jobs and extensions',
    corrected:
      'results are read in every vocabulary and any case (it compared them as written); managed run commands, ' +
      "scale sets, Arc and AKS are in; a sliding window instead of a search's span; denied and failed calls do " +
      'not count, one that started does',
    rules: ['mass-execution', 'automation-runbook', 'extension-deployment'],
    shown: [
      inScenario('seed-001', 'are counted over calls, operations and resource groups, and three are not too many'),
      inScenario('seed-001', 'show the calls, the machines, the addresses and the times, as the seed lists them'),
      inTable('automation-runbook', 'a lone job'),
    ],
  },
  {
    id: '002',
    name: 'ATT&CK, T1651, older text',
    kept:
      'commands by anybody but the administrators, and the script names it lists; delegated administration by ' +
      'partners; processes of the guest agent that nothing explains',
    corrected:
      'the actions it names, RunCommand and StartSSMCommand, are in no log: they are runCommand/action and ' +
      'runCommands/write on Azure and SendCommand on AWS. The parent it names, WindowsAzureGuestAgent, runs its ' +
      'own housekeeping all day: scripts run under RunCommandExtension, cmd and powershell',
    rules: ['caller-not-listed', 'unexpected-agent-child', 'delegated-admin'],
    shown: [
      inScenario(
        'seed-002',
        'are reported, the more so with the script names it lists, and with a process nobody sent',
      ),
      inScenario('seed-002', 'are nothing special while no administrators are configured'),
    ],
  },
  {
    id: '003',
    name: 'Elastic, Azure Compute VM Command Executed',
    kept:
      'a caller, a machine and a source network (AS number) that did not meet within seven days; run commands on ' +
      "machines and scale-set instances; the investigation guide's three parts, in every alert",
    corrected:
      "a missing AS number or role assignment hides nothing: it is a value of its own. The caller's object id " +
      "stands for the role assignment's principal id, which names a group where the right came through one, so " +
      'that two people of one group are two callers, and one person is one, whatever the assignment. A call is ' +
      'judged at its Start, not at its end. The same question is asked of every command, session, extension and ' +
      'boot script, on AWS too',
    rules: ['first-seen-caller-on-target'],
    shown: [
      inScenario(
        'seed-003',
        'are reported once, again from another network, and again when forgotten to the millisecond',
      ),
      inTable('first-seen-caller-on-target', 'two private addresses are one unknown network'),
    ],
  },
  {
    id: '004',
    name: 'Elastic, Azure Run Command Correlated with Process Execution',
    kept:
      "a run command and a process under the agent's script path on the same machine within 0 to 120 seconds; host " +
      'names compared in any case',
    corrected:
      'two-minute buckets lose pairs across their edges: times are compared. Script numbers of two digits, the ' +
      "managed run command's folder, shortened and fully qualified host names are in. The pair raises the " +
      "command's alert instead of being a second one; either record may come first. On AWS the command id joins, " +
      'without a time limit',
    rules: ['run-command-confirmed', 'unexpected-agent-child'],
    shown: [
      inScenario(
        'seed-004',
        'meet within 120 seconds by machine on Azure, by command id on AWS, and raise the alert by one step',
      ),
      inTable('run-command-confirmed', 'a host name that Windows cut to fifteen characters'),
      alone('a download under the SSM agent'),
    ],
  },
]

/** Tools that run commands through the control plane, each as a story of its own. */
export const TOOLS: readonly { readonly name: string; readonly shown: Shown; readonly seen: string }[] = [
  {
    name: 'Stratus Red Team',
    shown: inScenario('stratus-red-team', 'is seen with $technique, and not while it polls'),
    seen: 'seven techniques; its polling is listed and silent',
  },
  {
    name: 'Pacu',
    shown: inScenario('pacu', 'is seen from the denied try to the boot script'),
    seen: 'a denied try, then a command to which every failure is welcome, then a boot script',
  },
  {
    name: 'Atomic Red Team T1651-1',
    shown: inScenario('atomic-red-team', 'is seen although its targets are a tag'),
    seen: 'a tag instead of machines, and the text',
  },
  {
    name: 'MicroBurst',
    shown: inScenario('microburst', 'is seen on the fourth machine, and by what it reads from the Arc agent'),
    seen: "every machine in turn; the Arc agent's certificate",
  },
  {
    name: 'AADInternals',
    shown: inScenario('aadinternals', 'is seen by its client, although nothing else is new'),
    seen: 'a token of a client that never runs commands',
  },
  {
    name: 'PowerZure',
    shown: inScenario('powerzure', 'is seen by what it does with its runbook, whatever the runbook is called'),
    seen: 'a runbook written, published, run and deleted; a script extension',
  },
  {
    name: 'Administration on behalf of (AOBO, GDAP, Lighthouse)',
    shown: inScenario('admin-on-behalf-of', 'is reported whichever way the rights came, and the own group is not'),
    seen: 'a foreign tenant, a foreign group, credentials issued to a foreign account',
  },
]
