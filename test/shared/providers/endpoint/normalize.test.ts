import fc from 'fast-check'
import type { Activity } from '../../../../shared/model/activity'
import { endpointProvider } from '../../../../shared/providers/endpoint'
import auditd from '../../../fixtures/endpoint/auditd-azure-linux.json'
import defendSsm from '../../../fixtures/endpoint/elastic-defend-ssm-linux.json'
import defendAzure from '../../../fixtures/endpoint/elastic-defend-azure-windows.json'
import security4688 from '../../../fixtures/endpoint/winlogbeat-4688.json'
import sysmon from '../../../fixtures/endpoint/winlogbeat-sysmon-1.json'

const COMMAND = '00000000-0000-0000-0000-0000000000c1'
const INSTANCE = 'i-0123456789abcdef0'

const normalized = (body: unknown) => endpointProvider.normalize({ format: 'ecs', body, account: null })

const activityOf = (body: unknown): Activity => {
  const result = normalized(body)
  if (result.kind !== 'activity') throw new Error(`event became ${JSON.stringify(result)}, expected an activity`)
  return result.activity
}

describe('normalizeEndpoint', () => {
  it('reads Elastic Defend under an SSM command', () => {
    expect(activityOf(defendSsm)).toMatchObject({
      id: 'NxTMNKv+0001',
      cloud: 'aws',
      operation: 'process:start',
      family: 'process',
      at: Date.UTC(2026, 0, 31, 9, 0, 5, 250),
      outcome: 'succeeded',
      actor: { key: 'aws:123456789012:unknown', kind: 'unknown' },
      scope: { account: '123456789012', region: 'eu-west-1' },
      targets: { kind: 'listed', ids: [INSTANCE] },
      payload: { kind: 'text', text: 'curl -fsS https://files.example.com/x' },
      commandId: COMMAND,
      process: {
        agent: 'ssm',
        commandId: COMMAND,
        background: false,
        executable: '/usr/bin/curl',
        machineNames: [INSTANCE, 'ip-10-0-0-5.eu-west-1.compute.internal', 'ip-10-0-0-5'],
      },
      origin: { format: 'ecs', records: ['NxTMNKv+0001'] },
    })
  })

  it('reads dotted members and the name that Azure knows the machine by', () => {
    expect(activityOf(defendAzure)).toMatchObject({
      cloud: 'azure',
      actor: { key: 'azure:unknown' },
      scope: { account: '00000000-0000-0000-0000-000000000001' },
      targets: { kind: 'listed', ids: ['vm-web-01'] },
      process: {
        agent: 'azure-run-command',
        commandId: null,
        machineNames: ['vm-web-01', 'vm-web-01.corp.example.com'],
        parents: ['powershell  -ExecutionPolicy Unrestricted -File script12.ps1'],
      },
    })
  })

  it('reads Security 4688 of winlogbeat', () => {
    const activity = activityOf(security4688)
    expect(activity).toMatchObject({
      cloud: 'azure',
      process: { agent: 'azure-run-command', executable: 'C:\\Windows\\System32\\cmd.exe' },
      origin: { records: [] },
    })
    expect(activity.id).toMatch(/^[0-9a-f]{64}$/)
  })

  it('reads Sysmon 1 of winlogbeat', () => {
    expect(activityOf(sysmon)).toMatchObject({
      cloud: 'aws',
      commandId: COMMAND,
      targets: { ids: [INSTANCE] },
      actor: { key: 'aws:unknown:unknown' },
      process: { agent: 'ssm', background: false },
    })
  })

  it('reads auditd, which names no parent', () => {
    expect(activityOf(auditd)).toMatchObject({
      cloud: 'azure',
      process: {
        agent: 'azure-run-command',
        parents: [],
        machineNames: ['vm-db-02'],
        commandLine: '/bin/sh /var/lib/waagent/run-command/download/3/script.sh',
      },
    })
  })

  const nested = defendSsm.process
  it.each<[string, object, string]>([
    [
      'the end of a process',
      { ...defendSsm, event: { category: ['process'], type: ['end'], action: 'end' } },
      'a process event that is no start',
    ],
    [
      'a fork',
      { ...defendSsm, event: { category: ['process'], type: ['start'], action: 'fork' } },
      'a fork starts no other program',
    ],
    ['a network event', { ...defendSsm, event: { category: ['network'], type: ['start'] } }, 'no process event'],
    ['a logon of winlogbeat', { ...security4688, winlog: { event_id: '4624' } }, 'no process event'],
    [
      'an ordinary process',
      { ...defendSsm, process: { ...nested, parent: { name: 'bash', command_line: '-bash' } } },
      'no script runner of a guest agent stands above the process',
    ],
    [
      'a leader that is the process itself',
      {
        ...defendSsm,
        process: {
          name: 'sh',
          command_line: nested.parent.command_line,
          pid: 7,
          parent: { name: 'bash', pid: 6 },
          group_leader: { pid: 7, name: 'sh', command_line: nested.parent.command_line },
        },
      },
      'no script runner of a guest agent stands above the process',
    ],
    [
      'a leader that Elastic Defend marks as the process itself',
      {
        ...defendSsm,
        process: {
          name: 'sh',
          parent: { name: 'bash' },
          group_leader: { same_as_process: true, name: 'sh', command_line: nested.parent.command_line },
        },
      },
      'no script runner of a guest agent stands above the process',
    ],
  ])('ignores %s', (_name, event, reason) => {
    expect(normalized(event)).toMatchObject({ kind: 'ignored', reason })
  })

  it('finds a runner among the leaders', () => {
    expect(
      activityOf({
        ...defendSsm,
        process: {
          name: 'curl',
          pid: 9,
          parent: { name: 'python3', pid: 8 },
          group_leader: { pid: 7, name: 'sh', args: nested.parent.args },
        },
      }).commandId,
    ).toBe(COMMAND)
  })

  it.each<[string, object, object]>([
    [
      'an action of a shipper without event.type',
      { event: { category: 'process', action: 'process_started' } },
      { family: 'process' },
    ],
    [
      'arguments instead of a command line',
      { process: { name: 'id', args: ['id', '-u'], parent: nested.parent } },
      { payload: { text: 'id -u' } },
    ],
    [
      'a command line alone',
      { process: { command_line: '"C:\\Windows\\System32\\net.exe" user', parent: nested.parent } },
      { process: { executable: 'C:\\Windows\\System32\\net.exe' } },
    ],
    [
      'a parent known by its command line alone',
      { process: { name: 'id', parent: { command_line: nested.parent.command_line } } },
      { commandId: COMMAND },
    ],
    [
      'no command line at all',
      { process: { executable: '/usr/bin/id', parent: nested.parent } },
      { payload: { kind: 'none' } },
    ],
    [
      'no host and no instance',
      { host: undefined, cloud: undefined, process: { name: 'id', parent: { name: 'ssm-document-worker' } } },
      { targets: { kind: 'unknown' }, process: { machineNames: [], commandId: null } },
    ],
    ['a cloud provider that differs from the agent', { cloud: { provider: 'azure' } }, { cloud: 'aws' }],
    [
      'an Azure resource id',
      {
        azure: {
          resource: { id: '/subscriptions/s/resourceGroups/R/providers/Microsoft.Compute/virtualMachines/Vm1' },
        },
      },
      { targets: { ids: ['/subscriptions/s/resourcegroups/r/providers/microsoft.compute/virtualmachines/vm1'] } },
    ],
    [
      'an instance id that is no AWS one',
      {
        cloud: { instance: { id: '00000000-0000-0000-0000-0000000000d1' } },
        process: { name: 'id', parent: { name: 'ssm-document-worker' } },
      },
      { targets: { ids: ['ip-10-0-0-5.eu-west-1.compute.internal'] } },
    ],
  ])('copes with %s', (_name, overrides, expected) => {
    expect(activityOf({ ...defendSsm, ...overrides })).toMatchObject(expected)
  })

  it('takes the time of Windows when the shipper gives none, and rejects an event without one', () => {
    expect(activityOf({ ...sysmon, '@timestamp': undefined }).at).toBe(Date.UTC(2026, 0, 31, 9, 0, 11, 499))
    expect(normalized({ ...defendSsm, '@timestamp': 'soon' })).toMatchObject({
      kind: 'rejected',
      problem: 'time of a process event cannot be read: got "soon", expected ISO 8601 like 2026-01-31T09:00:00Z',
    })
  })

  it.each([
    ['a text', 'x', 'got string'],
    ['null', null, 'got null'],
  ])('rejects %s', (_name, body, problem) => {
    expect(normalized(body)).toMatchObject({ kind: 'rejected', problem: expect.stringContaining(problem) as string })
  })

  it('rejects an event that nests too deep', () => {
    let deep: unknown = 1
    for (let level = 0; level < 70; level++) deep = { deep }
    expect(normalized({ ...defendSsm, deep })).toMatchObject({
      kind: 'rejected',
      problem: expect.stringContaining('deeper than 64 levels') as string,
    })
  })

  it('makes something of every JSON value and never throws', () => {
    const member = fc.constantFrom(
      '@timestamp',
      'event',
      'process',
      'process.parent',
      'process.parent.name',
      'winlog',
      'winlog.event_data',
      'host',
      'cloud',
      'category',
      'type',
      'parent',
      'args',
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue({ maxDepth: 1 }),
        fc.constantFrom('process', 'start', 'sh', 'ssm-document-worker'),
        fc.dictionary(member, tie('tree')),
      ),
    }))
    fc.assert(
      fc.property(
        fc.oneof(
          tree,
          fc.dictionary(member, tree).map((members) => ({ ...defendSsm, ...members })),
        ),
        (value) => {
          expect(['activity', 'ignored', 'rejected']).toContain(normalized(value).kind)
          for (const raw of endpointProvider.unwrap(value) ?? [])
            expect(['activity', 'ignored', 'rejected']).toContain(endpointProvider.normalize(raw).kind)
        },
      ),
      { numRuns: 1_000 },
    )
  })
})
