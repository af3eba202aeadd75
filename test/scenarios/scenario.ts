import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { scanLogs, type Judged } from '../../functions/cli/scan/scan-logs'
import { encodeNetworkTable, type NetworkRange } from '../../scripts/network-encoder.mjs'
import type { Story } from '../../scripts/examples/story'
import { loadSettings } from '../../shared/config/load'
import type { RedactedAlert } from '../../shared/model/redacted-alert'
import { alertSubject } from '../../shared/render/mail-subject'
import { alertText } from '../../shared/render/text'
import { isoTime } from '../../shared/model/time'

/** `11 02:41:10 ssm:SendCommand` -> rule -> severity, for every activity with a finding. */
export type Findings = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface Scanned {
  readonly findings: Findings
  readonly alerts: readonly RedactedAlert[]
  /** Activities, those without findings among them. */
  readonly activities: number
}

const range = (start: string, asn: number, organization: string): NetworkRange => {
  const first = start.split('.').reduce((value, octet) => value * 256n + BigInt(octet), 0n)
  return { start: first, end: first + 255n, asn, organization }
}

/**
 * A table of networks in which the documentation addresses belong to somebody: to an access network, a VPN and a
 * hosting company. In the real table they belong to nobody, and a real VPN's address has no place in a fixture.
 */
const NETWORKS = encodeNetworkTable({
  source: 'scenarios@1.0.0',
  v4: [
    range('192.0.2.0', 64_496, 'Example Access'),
    range('198.51.100.0', 64_500, 'Example VPN'),
    range('203.0.113.0', 64_501, 'Example Hosting'),
  ],
  v6: [],
})

/** Address of an access network, of a VPN, of a hosting company. */
export const ACCESS = '192.0.2.10'
export const VPN = '198.51.100.7'
export const HOSTING = '203.0.113.5'

const lines = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('')

/** Writes a story as log files and scans them, as the command line does. */
export const scanStory = async (story: Story, environment: Readonly<Record<string, string>> = {}): Promise<Scanned> => {
  const folder = mkdtempSync(join(tmpdir(), 'runwarden-scenario-'))
  const logs = join(folder, 'logs')
  mkdirSync(logs)
  writeFileSync(join(folder, 'networks.bin'), NETWORKS)
  const files = {
    'trail.json': JSON.stringify({ Records: story.trail }),
    'events.jsonl': lines(story.events),
    'hub.json': JSON.stringify({ records: story.hub }),
    'list.json': JSON.stringify(story.list),
    'processes.ndjson': lines(story.processes),
  }
  for (const [name, kind] of [
    ['trail.json', story.trail],
    ['events.jsonl', story.events],
    ['hub.json', story.hub],
    ['list.json', story.list],
    ['processes.ndjson', story.processes],
  ] as const)
    if (kind.length > 0) writeFileSync(join(logs, name), files[name])

  const { settings, problems } = loadSettings([
    { origin: 'environment', values: { RUNWARDEN_LEARNING_DAYS: '0', ...environment } },
  ])
  if (problems.length > 0)
    throw new Error(problems.map(({ name, expected }) => `${name}: expected ${expected}`).join('\n'))
  const findings: Record<string, Record<string, string>> = {}
  const request = {
    paths: [logs],
    settings,
    jobs: 1,
    since: null,
    until: null,
    baseline: null,
    onJudged: async ({ activity, verdict }: Judged) => {
      const key = `${isoTime(activity.at).slice(8, 19).replace('T', ' ')} ${activity.operation}`
      if (verdict.findings.length === 0) delete findings[key]
      else
        findings[key] = Object.fromEntries(
          verdict.findings.map(({ rule, severity }) => [rule.replace(/^runwarden\.\w+\./, ''), severity]),
        )
    },
  }
  const io = {
    stdin: Readable.from([]),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    environment: {},
    color: false,
    interactive: false,
    width: 100,
    home: folder,
  }
  const { judgement, problems: unread } = await scanLogs(request, io)
  rmSync(folder, { recursive: true })
  expect(unread).toEqual({})
  return { findings, alerts: judgement.collector.sent(), activities: judgement.activities }
}

const CONTEXT = { accountNames: { '123456789012': 'shop', '00000000-0000-0000-0000-0000000000b1': 'shop' } }

/** The first mail that reports a rule, subject and text, as a person receives it. */
export const mailAbout = (alerts: readonly RedactedAlert[], rule: string): string => {
  const alert = alerts.find(({ findings }) => findings.some((finding) => finding.rule.endsWith(`.${rule}`)))
  return alert === undefined
    ? `no alert with ${rule}`
    : `Subject: ${alertSubject(alert, CONTEXT)}\n\n${alertText(alert, CONTEXT, { maxBytes: 262_144 })}`
}

/** Compares a text with the file that holds it; RUNWARDEN_UPDATE_GOLDEN=1 writes the file instead. */
export const expectGolden = (name: string, text: string): void => {
  const file = join(__dirname, 'golden', `${name}.txt`)
  if (process.env['RUNWARDEN_UPDATE_GOLDEN'] === '1') {
    mkdirSync(join(__dirname, 'golden'), { recursive: true })
    writeFileSync(file, text)
  }
  expect(
    existsSync(file) ? readFileSync(file, 'utf8') : `no file ${name}.txt: RUNWARDEN_UPDATE_GOLDEN=1 writes it`,
  ).toBe(text)
}
