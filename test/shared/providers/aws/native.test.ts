import { normalizeBody, normalizeFixture, readFixture, type Body } from './fixture'

const COMMAND_ID = '00000000-0000-0000-0000-000000000910'

const changed = (name: string, detail: Body, over: Body = {}): Body => {
  const event = readFixture(name)
  return { ...event, ...over, detail: { ...(event['detail'] as Body), ...detail } }
}

describe('native Systems Manager events', () => {
  it('show the text and the machines of a command', () => {
    expect(normalizeFixture('native-command')).toEqual({
      kind: 'native',
      native: {
        id: readFixture('native-command')['id'],
        commandId: COMMAND_ID,
        at: Date.UTC(2026, 0, 10, 3, 14, 0, 49),
        account: '123456789012',
        region: 'eu-west-1',
        document: 'AWS-RunShellScript',
        text: 'id\nuname -a',
        instances: ['i-0123456789abcdef0'],
      },
    })
  })

  it('show the machine of an invocation, whose time is written in the other form', () => {
    expect(normalizeFixture('native-invocation')).toMatchObject({
      kind: 'native',
      native: {
        commandId: COMMAND_ID,
        at: Date.UTC(2026, 0, 10, 3, 14),
        text: null,
        instances: ['i-0123456789abcdef1'],
      },
    })
  })

  it('fall back to the time of the status when the time of the request cannot be read', () => {
    expect(normalizeBody(changed('native-command', { 'requested-date-time': 'soon' }))).toMatchObject({
      kind: 'native',
      native: { at: Date.UTC(2026, 0, 10, 3, 14, 5) },
    })
  })

  it('name a machine once, wherever it stands', () => {
    const body = changed(
      'native-command',
      { 'instance-id': 'i-0123456789abcdef0' },
      {
        resources: [
          'arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0',
          'arn:aws:ssm:eu-west-1:123456789012:managed-instance/mi-0123456789abcdef0',
          'x',
          5,
        ],
      },
    )
    expect(normalizeBody(body)).toMatchObject({
      native: { instances: ['i-0123456789abcdef0', 'mi-0123456789abcdef0'] },
    })
  })

  it("count as a command's whatever their kind, when they carry its id", () => {
    expect(normalizeBody(changed('native-association', { 'command-id': COMMAND_ID }))).toMatchObject({
      kind: 'native',
      native: { commandId: COMMAND_ID, document: 'AWS-RunShellScript', text: null },
    })
  })

  it('have no text when the parameters are masked', () => {
    expect(normalizeBody(changed('native-command', { parameters: 'HIDDEN_DUE_TO_SECURITY_REASONS' }))).toMatchObject({
      native: { text: null },
    })
  })

  it.each([
    ['an automation', readFixture('native-automation'), 'judged by its CloudTrail call'],
    ['a step of an automation', readFixture('native-automation-step'), 'judged by its CloudTrail call'],
    ['an association', readFixture('native-association'), 'judged by its CloudTrail call'],
    [
      'a parameter change',
      { ...readFixture('native-command'), 'detail-type': 'Parameter Store Change', detail: { name: 'x' } },
      'the event names no command',
    ],
    [
      'an event of another service',
      readFixture('instance-state-change'),
      'the event is neither a CloudTrail record nor one of Systems Manager',
    ],
    [
      'an event somebody sent himself',
      { ...readFixture('native-command'), source: 'example.ssm' },
      'the event is neither a CloudTrail record nor one of Systems Manager',
    ],
  ])('of %s are ignored', (_name, body, reason) => {
    expect(normalizeBody(body)).toEqual({ kind: 'ignored', reason, at: Date.UTC(2026, 0, 10, 3, 14, 5) })
  })

  it.each([
    [
      'without a command id',
      changed('native-command', { 'command-id': 5 }),
      'the event of a command has no command-id',
    ],
    ['without detail', { ...readFixture('native-command'), detail: null }, 'the event of a command has no command-id'],
    [
      'without a readable time',
      changed('native-command', { 'requested-date-time': null }, { time: 'soon' }),
      'the time of the event cannot be read, expected one such as 2026-01-10T03:14:00Z',
    ],
  ])('of a command are rejected %s', (_name, body, problem) => {
    expect(normalizeBody(body)).toMatchObject({ kind: 'rejected', problem })
  })
})
