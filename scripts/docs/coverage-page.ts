import { RULES } from '../../shared/rules'
import { bullets, GENERATED, page, table } from './markdown'
import { AWS_PEERS } from './peers/peers-aws'
import { AZURE_PEERS } from './peers/peers-azure'
import { ENDPOINT_PEERS } from './peers/peers-endpoint'
import type { Peer, Shown, Verdict } from './peers/peer'
import { SEEDS, TOOLS } from './peers/seeds'

/** Every published rule and family that coverage is measured by. @internal */
export const PEERS: readonly Peer[] = [...AWS_PEERS, ...AZURE_PEERS, ...ENDPOINT_PEERS]

const ruleLink = (name: string): string => `[${name}](rules.md#${name})`

/** The title of a table of tests has a place for each row's name. */
const shownLink = ([file, title]: Shown): string => `[${title.replaceAll(/\$\w+/g, '...')}](../../${file})`

const peerTable = (peers: readonly Peer[]): string =>
  table(
    ['#', 'published rule', 'here', 'rules', 'shown by', 'what is different'],
    peers.map(({ number, name, source, verdict, rules, shown, difference }) => [
      String(number),
      `${name} (${source})`,
      verdict,
      rules.map(ruleLink).join(', '),
      shown.map(shownLink).join('; '),
      difference,
    ]),
  )

const count = (verdict: Verdict): number => PEERS.filter((peer) => peer.verdict === verdict).length

/** Where the published rules stand. */
const SOURCES: readonly (readonly string[])[] = [
  ['Elastic', 'elastic/detection-rules: `rules/`, `hunting/`'],
  ['Sigma', 'SigmaHQ/sigma'],
  ['Suzaku', 'Yamato-Security/suzaku-rules'],
  ['Panther', 'panther-labs/panther-analysis'],
  ['Sentinel', 'Azure/Azure-Sentinel; "hunt" are its hunting queries'],
  ['Splunk', 'splunk/security_content'],
  ['Chronicle', 'chronicle/detection-rules'],
  ['Falco', 'falcosecurity/plugins'],
  ['Azure Threat Research Matrix', 'microsoft/Azure-Threat-Research-Matrix, microsoft/AzDetectSuite'],
  ['detection-coverage-validator', 'osuide/detection-coverage-validator'],
  ['GuardDuty, Defender, Sentinel UEBA, AlphaSOC, Vectra', "the vendors' public documentation; their logic is closed"],
]

/** Analytic AN1502 of ATT&CK's detection strategy DET0545, part by part. */
const STRATEGY: readonly (readonly string[])[] = [
  [
    'unexpected users',
    'first-seen-caller, first-seen-caller-on-target, caller-not-listed, delegated-admin, unexpected-client',
  ],
  [
    'outside maintenance windows (TimeWindow)',
    'a finding is the default; `RUNWARDEN_CHANGE_WINDOWS` and a suppression make the window the exception',
  ],
  ['service accounts not tied to administration (UserContext)', 'first-seen-caller, caller-not-listed'],
  ['allowed scripts (AllowedScripts)', 'suppressions by `scriptHash` and `document`, always with an expiry'],
  ['correlation with execution on the machine', 'run-command-confirmed, unexpected-agent-child'],
  ['AWS: SendCommand, StartSession, ExecuteCommand', 'families command and session'],
  ["Azure: runCommand/action; the guest agent's processes", 'families command and process'],
]

/** What nothing here sees, beside what each rule says that it misses. */
const BLIND_SPOTS: readonly string[] = [
  "On Azure the caller's object id stands for the principal id of seed 003, which names the role assignment's " +
    'principal: history by group is not kept.',
  'The script of an action run command is in no log and behind no API; it is judged only where process events of ' +
    'the machine are read.',
  "Azure user data, VM applications of a machine and extensions in a scale set's model are part of a write of " +
    'the machine, which the log does not take apart.',
  'What is typed in a session, a serial console or a remote desktop.',
  'Protected settings of extensions, and what a downloaded script does.',
  'Runbook jobs that a webhook or schedule starts name no person; the webhook or schedule that was made does.',
  'A caller who does what is usual: a stolen identity that stays within its habits is seen only by its ' +
    "text, its network, its client or its account's origin.",
  'Residential proxies and machines inside the clouds are no anonymising networks.',
  'Calls that the provider does not log, and Regions, accounts and subscriptions that are not connected.',
]

/** docs/reference/coverage.md: the seeds, the rules others publish, the tools, ATT&CK, and what nobody sees. */
export const coveragePage = (): string =>
  page([
    GENERATED,
    '# Coverage',
    'What Runwarden has for each analytic it grew from, each published rule about commands pushed into machines, ' +
      'and each well-known tool, with the test that shows it. Facts only: how the others work is known from their ' +
      'public rules and pages, in the state of a survey of 2026, and may have changed.',
    '## The seeds',
    table(
      ['seed', 'kept', 'corrected', 'rules', 'shown by'],
      SEEDS.map(({ id, name, kept, corrected, rules, shown }) => [
        `${id}: ${name}`,
        kept,
        corrected,
        rules.map(ruleLink).join(', '),
        shown.map(shownLink).join('; '),
      ]),
    ),
    '## Published rules',
    `Of ${PEERS.length} published rules and families of rules ${count('covered')} are covered, ` +
      `${count('partly')} partly; the operations of ${count('listed')} are listed without a finding, ` +
      `${count('out of scope')} are out of scope. "Listed" means that \`runwarden scan --emit activities\` shows ` +
      'the call, and that no rule reports it by itself.',
    '### AWS control plane',
    peerTable(AWS_PEERS),
    '### Azure control plane',
    peerTable(AZURE_PEERS),
    '### Processes under guest agents',
    peerTable(ENDPOINT_PEERS),
    table(['source', 'where'], SOURCES),
    ...beyond(),
    '## Tools',
    table(
      ['tool', 'what is seen', 'shown by'],
      TOOLS.map(({ name, seen, shown }) => [name, seen, shownLink(shown)]),
    ),
    '## ATT&CK',
    'The technique is [T1651](https://attack.mitre.org/techniques/T1651/); its detection strategy is ' +
      '[DET0545](https://attack.mitre.org/detectionstrategies/DET0545/).',
    table(['what the analytic asks', 'what answers'], STRATEGY),
    table(['technique', 'rules'], techniqueRows()),
    '## Blind spots',
    'Each rule says in [rules.md](rules.md) what it misses. Beside that:',
    bullets(BLIND_SPOTS),
  ])

/** Rules that answer to no published one. */
const beyond = (): readonly string[] => {
  const named = new Set([...SEEDS, ...PEERS].flatMap(({ rules }) => rules))
  const alone = RULES.map(({ id }) => id.split('.').at(-1) ?? '').filter((rule) => !named.has(rule))
  return alone.length === 0 ? [] : ['### Beyond the published rules', bullets(alone.map(ruleLink))]
}

const techniqueRows = (): readonly (readonly string[])[] => {
  const techniques = new Map<string, string[]>()
  for (const { id, attack } of RULES)
    for (const technique of attack)
      techniques.set(`${technique.id} ${technique.name}`, [
        ...(techniques.get(`${technique.id} ${technique.name}`) ?? []),
        id.split('.').at(-1) ?? '',
      ])
  return [...techniques]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([technique, rules]) => [technique, rules.map(ruleLink).join(', ')])
}
