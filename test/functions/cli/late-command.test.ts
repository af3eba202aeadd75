import { MACHINE, sendCommandEvent } from '../../support/aws-events'
import { folderOf, runwarden } from '../../support/command-line'

const COMMAND_ID = '00000000-0000-0000-0000-0000000000e1'

const process = {
  '@timestamp': '2026-03-02T10:00:00.000Z',
  event: { kind: 'event', category: ['process'], type: ['start'], id: 'process-1' },
  process: {
    name: 'sh',
    executable: '/usr/bin/sh',
    command_line:
      `sh -c /var/lib/amazon/ssm/${MACHINE}/document/orchestration/${COMMAND_ID}` +
      '/awsrunShellScript/0.awsrunShellScript/_script.sh',
    parent: { name: 'ssm-document-worker', executable: '/usr/bin/ssm-document-worker' },
  },
}

describe('a command whose record is dated after the grace time of the process it started', () => {
  it('has an alert of its own beside the one about the process', async () => {
    const { detail: call } = sendCommandEvent({ time: '2026-03-02T11:00:00Z', eventId: 'e1', commandId: COMMAND_ID })
    const { stdout } = await runwarden(
      [
        'scan',
        '--format',
        'jsonl',
        folderOf({ 'calls.json': { Records: [call] }, 'processes.ndjson': `${JSON.stringify(process)}\n` }),
      ],
      { RUNWARDEN_LEARNING_DAYS: '0' },
    )
    const alerts = stdout
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as {
            readonly activities: readonly string[]
            readonly severity: string
            readonly findings: readonly { readonly rule: string }[]
          },
      )
    expect(
      alerts.map(({ activities, severity, findings }) => [
        activities,
        severity,
        findings.map(({ rule }) => rule.split('.').at(-1)),
      ]),
    ).toEqual([
      [['process-1'], 'medium', ['unexpected-agent-child']],
      [['e1'], 'high', ['first-seen-caller', 'first-seen-caller-on-target', 'run-command-confirmed']],
    ])
  })
})
