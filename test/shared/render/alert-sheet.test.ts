import type { Alert } from '../../../shared/model/alert'
import { asffFinding } from '../../../shared/render/asff'
import { chatNotification } from '../../../shared/render/chat'
import { alertSheet } from '../../../shared/render/alert-sheet'
import { reportHtml } from '../../../shared/render/html'
import { alertJson } from '../../../shared/render/redacted-json'
import { ocsfFinding } from '../../../shared/render/ocsf'
import { silenceOf } from '../../../shared/render/silence'
import { alertSubject } from '../../../shared/render/mail-subject'
import { alertsTable } from '../../../shared/render/table'
import { alertOf, CONTEXT, finding } from './alert-fixture'
import { SAMPLES } from './sample-alerts'

const sheetOf = (changes: Partial<Alert>) => alertSheet(alertOf(changes), CONTEXT)

describe('factSheet', () => {
  it.each<[name: string, changes: Partial<Alert>, headline: string]>([
    [
      'a command on one machine',
      {},
      'role/Deploy (session jane@example.com) ran AWS-RunShellScript on i-0123456789abcdef0 in eu-west-1, prod ' +
        '(123456789012)',
    ],
    [
      'a command that was denied',
      { outcome: 'denied' },
      'role/Deploy (session jane@example.com) tried to run AWS-RunShellScript on i-0123456789abcdef0 in ' +
        'eu-west-1, prod (123456789012)',
    ],
    [
      'three machines',
      { targets: { kind: 'listed', ids: ['a', 'b', 'c'], selectors: [], total: 3 } },
      'role/Deploy (session jane@example.com) ran AWS-RunShellScript on a, b, c in eu-west-1, prod (123456789012)',
    ],
    [
      'four machines',
      { targets: { kind: 'listed', ids: ['a', 'b', 'c', 'd'], selectors: [], total: 4 } },
      'role/Deploy (session jane@example.com) ran AWS-RunShellScript on 4 machines in eu-west-1, prod (123456789012)',
    ],
    [
      'a document that was written',
      { operation: 'ssm:CreateDocument', targets: { kind: 'unknown', ids: [], selectors: [], total: null } },
      'role/Deploy (session jane@example.com) wrote AWS-RunShellScript in eu-west-1, prod (123456789012)',
    ],
    [
      'a document that was shared',
      { operation: 'ssm:ModifyDocumentPermission', targets: { kind: 'unknown', ids: [], selectors: [], total: null } },
      'role/Deploy (session jane@example.com) changed who may use AWS-RunShellScript in eu-west-1, prod (123456789012)',
    ],
    [
      'a version of a document that could not be changed',
      {
        operation: 'ssm:UpdateDocumentDefaultVersion',
        outcome: 'denied',
        targets: { kind: 'unknown', ids: [], selectors: [], total: null },
      },
      'role/Deploy (session jane@example.com) tried to change the version of AWS-RunShellScript in eu-west-1, ' +
        'prod (123456789012)',
    ],
    [
      'machines nobody named',
      { targets: { kind: 'unknown', ids: [], selectors: [], total: null } },
      'role/Deploy (session jane@example.com) ran AWS-RunShellScript on machines the record does not name in ' +
        'eu-west-1, prod (123456789012)',
    ],
    [
      'machines chosen and resolved',
      {
        targets: {
          kind: 'selected',
          ids: ['a'],
          selectors: [{ kind: 'tag', key: 'tag:Env', values: ['prod'] }],
          total: 2_000,
        },
      },
      'role/Deploy (session jane@example.com) ran AWS-RunShellScript on machines chosen by tag:Env=prod (2,000 ' +
        'machines) in eu-west-1, prod (123456789012)',
    ],
    [
      'everything',
      {
        targets: {
          kind: 'selected',
          ids: [],
          selectors: [{ kind: 'all', key: 'InstanceIds', values: ['*'] }],
          total: null,
        },
      },
      'role/Deploy (session jane@example.com) ran AWS-RunShellScript on every machine in eu-west-1, prod ' +
        '(123456789012)',
    ],
    [
      'a session',
      { operation: 'ssm:StartSession', command: { document: null, text: null, hash: null, hidden: null } },
      'role/Deploy (session jane@example.com) opened a session on i-0123456789abcdef0 in eu-west-1, prod ' +
        '(123456789012)',
    ],
    [
      'an operation that runs nothing',
      { operation: 'ssm:CancelCommand', targets: { kind: 'listed', ids: [], selectors: [], total: 0 } },
      'role/Deploy (session jane@example.com) called ssm:CancelCommand in eu-west-1, prod (123456789012)',
    ],
    [
      'an account called like a member of every object',
      { account: 'toString', region: null },
      'role/Deploy (session jane@example.com) ran AWS-RunShellScript on i-0123456789abcdef0 in toString',
    ],
    [
      'an operation of no table',
      { operation: 'x:Y', targets: { kind: 'listed', ids: [], selectors: [], total: 0 }, region: null },
      'role/Deploy (session jane@example.com) called x:Y in prod (123456789012)',
    ],
  ])('says who did what where: %s', (_, changes, headline) => {
    expect(sheetOf(changes).headline).toBe(headline)
  })

  it.each<[name: string, source: Alert['source'], origin: string]>([
    [
      'an ordinary network',
      {
        kind: 'address',
        ip: '203.0.113.7',
        asn: 64500,
        organization: 'Example Access',
        network: 'other',
        userAgent: null,
      },
      'from 203.0.113.7 (AS64500 Example Access), succeeded',
    ],
    [
      'a network without a name',
      { kind: 'address', ip: '203.0.113.7', asn: 64500, organization: null, network: 'hosting', userAgent: null },
      'from 203.0.113.7 (AS64500, hosting network), succeeded',
    ],
    [
      'our own network',
      { kind: 'address', ip: '192.0.2.1', asn: null, organization: null, network: 'ours', userAgent: null },
      'from 192.0.2.1 (our network), succeeded',
    ],
    [
      'a service',
      {
        kind: 'service',
        ip: 'events.amazonaws.com',
        asn: null,
        organization: null,
        network: 'unknown',
        userAgent: null,
      },
      'through events.amazonaws.com, succeeded',
    ],
    [
      'a process on a machine',
      { kind: 'unknown', ip: null, asn: null, organization: null, network: 'unknown', userAgent: null },
      'seen on the machine itself',
    ],
    [
      'nothing known',
      { kind: 'unknown', ip: null, asn: null, organization: null, network: 'unknown', userAgent: null },
      'from an unknown address, succeeded',
    ],
  ])('says from where: %s', (_, source, origin) => {
    expect(
      sheetOf({ source, ...(origin === 'seen on the machine itself' ? { operation: 'process:start' } : {}) }).origin,
    ).toBe(origin)
  })

  it.each<[name: string, changes: Partial<Alert>, unseen: readonly string[]]>([
    ['nothing', { command: { document: 'x', text: 'id', hash: null, hidden: null } }, []],
    ['the text', {}, ['the command text, for the reason given with the command']],
    [
      'what a session does',
      { operation: 'ssm:StartSession', command: { document: null, text: null, hash: null, hidden: null } },
      ['what was typed: the content of a session is in no control-plane record'],
    ],
    [
      'a document, which is aimed at no machine',
      {
        operation: 'ssm:CreateDocument',
        command: { document: 'x', text: 'id', hash: null, hidden: null },
        targets: { kind: 'unknown', ids: [], selectors: [], total: null },
      },
      [],
    ],
    [
      'machines that were left out',
      {
        command: { document: 'x', text: 'id', hash: null, hidden: null },
        targets: { kind: 'unknown', ids: [], selectors: [], total: null },
      },
      ['on which machines: the record does not say, or left them out for their size'],
    ],
    [
      'machines nobody resolved',
      {
        command: { document: 'x', text: 'id', hash: null, hidden: null },
        targets: { kind: 'selected', ids: [], selectors: [], total: null },
      },
      ['on which machines: they were chosen by selectors, and nobody resolved those'],
    ],
    [
      'machines beyond the list',
      {
        command: { document: 'x', text: 'id', hash: null, hidden: null },
        targets: { kind: 'listed', ids: ['a'], selectors: [], total: 1_201 },
      },
      ['the names of 1,200 further machines'],
    ],
    [
      'the end',
      { command: { document: 'x', text: 'id', hash: null, hidden: null }, outcome: 'pending' },
      ['how it ended: the record of the end has not come'],
    ],
    [
      'history',
      { command: { document: 'x', text: 'id', hash: null, hidden: null }, degraded: 'history could not be read' },
      ['whether any of it is new: history could not be read'],
    ],
  ])('says what it cannot see: %s', (_, changes, unseen) => {
    expect(sheetOf(changes).unseen).toEqual(unseen)
  })

  it('orders reasons by severity and keeps silenced ones apart', () => {
    const { reasons, suppressed } = sheetOf({
      findings: [
        finding('cloud.a', 'low', 'x'),
        finding('cloud.b', 'critical', 'y'),
        finding('cloud.c', 'high', 'z', [], { suppressed: 'patch day' }),
      ],
    })
    expect(reasons.map(({ title, severity }) => `${title} ${severity}`)).toEqual(['B critical', 'A low'])
    expect(suppressed.map(({ title, silencedBy }) => `${title} ${silencedBy}`)).toEqual(['C patch day'])
  })

  it.each<[name: string, url: string, kept: boolean]>([
    ['a console page', 'https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/events/x', true],
    [
      'a portal page',
      'https://portal.azure.com/#@00000000-0000-0000-0000-000000000002/resource/subscriptions/x/overview',
      true,
    ],
    ['a page on a port', 'https://wiki.example.com:8443/a%20b', true],
    ['a script', 'javascript:alert(1)', false],
    ['an open page', 'http://wiki.example.com/', false],
    ['a user before the host', 'https://console.aws.amazon.com@evil.example/', false],
    ['the end of an attribute', 'https://wiki.example.com/"onclick="x', false],
    ['a line feed', 'https://wiki.example.com/\nx', false],
    ['a hidden character', 'https://wiki.example.com/\u202ex', false],
    ['a very long address', `https://wiki.example.com/${'x'.repeat(2_000)}`, false],
  ])('links only what is an address and nothing else: %s', (_, url, kept) => {
    expect(sheetOf({ links: [{ label: 'Page', url }] }).links).toEqual(kept ? [{ label: 'Page', url }] : [])
  })

  it('redacts secrets wherever somebody else wrote', () => {
    const secret = ['ghp', 'Ab1Z'.repeat(9)].join('_')
    const alert = alertOf({
      title: `x ${secret}`,
      actor: { key: 'aws:123456789012:role/x', kind: 'role', display: `x ${secret}`, session: secret },
      source: {
        kind: 'address',
        ip: '203.0.113.7',
        asn: null,
        organization: null,
        network: 'other',
        userAgent: `curl ${secret}`,
      },
      targets: {
        kind: 'selected',
        ids: [],
        selectors: [{ kind: 'tag', key: 'tag:Token', values: [secret] }],
        total: null,
      },
      command: { document: `x ${secret}`, text: `export GITHUB_TOKEN=${secret}`, hash: null, hidden: null },
      findings: [
        finding('cloud.x', 'high', `found ${secret}`, [
          { label: `x ${secret}`, value: `git clone https://x:${secret}@git.example.com/x` },
        ]),
      ],
    })
    expect(JSON.stringify(alertSheet(alert, CONTEXT))).not.toContain(secret)
    expect(JSON.stringify(alertJson(alert))).not.toContain(secret)
    expect(JSON.stringify(ocsfFinding(alert, CONTEXT))).not.toContain(secret)
    expect(
      JSON.stringify(
        asffFinding(alert, {
          ...CONTEXT,
          partition: 'aws',
          account: '123456789012',
          region: 'eu-west-1',
          updatedAt: alert.time,
        }),
      ),
    ).not.toContain(secret)
    expect(JSON.stringify(chatNotification(alert, CONTEXT))).not.toContain(secret)
    expect(alertSubject(alert, CONTEXT)).not.toContain(secret.slice(0, 12))
    expect(alertsTable([alert], { ...CONTEXT, color: false, width: 100 })).not.toContain(secret.slice(0, 12))
    expect(reportHtml({ summary: {}, alerts: [alert] }, CONTEXT)).not.toContain(secret.slice(0, 12))
  })

  it('is equal for equal alerts', () => {
    for (const alert of Object.values(SAMPLES))
      expect(alertSheet(structuredClone(alert), CONTEXT)).toEqual(alertSheet(alert, CONTEXT))
  })
})

describe('silenceOf', () => {
  it('is JSON over several lines that reads back as it was', () => {
    const silence = {
      caller: 'role/\u202e\u5c71',
      rule: ['runwarden.cloud.mass-execution'],
      document: 'https://evil.example/x',
      until: '2026-02-09',
      reason: 'why',
    }
    const { lines = [], until } = silenceOf(JSON.stringify(silence)) ?? {}
    expect(JSON.parse(lines.join('\n'))).toEqual(silence)
    expect(lines).toHaveLength(5)
    expect(lines.join('')).toMatch(/^[ -~]*$/)
    expect(lines.join('')).not.toMatch(/evil\.example|:\/\//)
    expect(until).toBe('2026-02-09')
  })

  it('is nothing where nothing may be silenced', () => {
    expect(silenceOf(null)).toBeNull()
  })
})
