import * as fc from 'fast-check'
import { redactAlert } from '../../../shared/command/redact-alert'
import type { Alert } from '../../../shared/model/alert'
import type { RedactedAlert } from '../../../shared/model/redacted-alert'
import { alertOf, finding } from './alert-fixture'

/** Strings that callers can put into sessions, clients, tags, names and scripts, by what they try. */
export const PAYLOADS: Readonly<Record<string, string>> = {
  'line feed and a forged subject': 'x\nSubject: forged',
  'carriage return and line feed': 'x\r\nAlert forged',
  'lone carriage return': 'safe\rAlert forged',
  'vertical tab and form feed': 'x\u000bAlert forged\u000cAlert forged',
  'next line control': 'x\u0085Alert forged',
  'line separator': 'x\u2028Alert forged',
  'paragraph separator': 'x\u2029Alert forged',
  'null character': 'x\u0000y',
  backspaces: 'bad\u0008\u0008\u0008good',
  delete: 'bad\u007f\u007f',
  bell: '\u0007',
  'clear screen': '\u001b[2J\u001b[H',
  'green text': '\u001b[1;32mOK\u001b[0m',
  'terminal hyperlink': '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
  'window title': '\u001b]0;owned\u001b\\',
  'eight bit control sequence': '\u009b31mred',
  'right-to-left override': 'invoice\u202efdp.exe',
  'left-to-right isolate': '\u2066x\u2069',
  'bidi embedding': '\u202ax\u202b\u202c',
  'arabic letter mark': 'x\u061cy',
  'zero width space': 'pay\u200bload',
  'zero width joiner': 'a\u200db',
  'word joiner': 'a\u2060b',
  'byte order mark': '\ufeffx',
  'soft hyphen': 'ad\u00admin',
  'hangul filler': '\u3164\u3164',
  'braille blank': '\u2800\u2800',
  'tag characters': '\u{e0001}\u{e0041}\u{e0042}',
  'variation selectors': 'x\ufe0f\u{e0100}',
  'interlinear annotation': '\ufff9x\ufffay\ufffb',
  'lone high surrogate': 'x\ud800',
  'lone low surrogate': '\udc00x',
  'private use': '\ue000',
  'piled marks': `z${'\u0300'.repeat(60)}`,
  'script element': '<script>alert(1)</script>',
  'closing title and script': '</title></style><script>alert(1)</script>',
  'image with handler': '<img src=x onerror=alert(1)>',
  'broken attribute': '" onmouseover="alert(1)',
  'single quoted attribute': "' onfocus='alert(1)",
  'svg handler': '<svg/onload=alert(1)>',
  'html comment': '<!-- --><b>x</b>',
  entities: '&lt;script&gt;&#x202e;',
  'template syntax': '${7*7}{{7*7}}<%= 7*7 %>',
  'http address': 'see http://evil.example/login now',
  'https address': 'https://evil.example',
  'address with a user': 'https://console.aws.amazon.com@evil.example/',
  'other scheme': 'ms-settings:x ftp://evil.example search-ms://x',
  'bare host': 'evil.com/path and www.evil.example and login.evil.co.uk',
  'windows share': '\\\\evil.example\\share\\x',
  'script address': 'javascript:alert(1)',
  'markdown link': '[click here](https://evil.example)',
  'markdown image': '![x](https://evil.example/x.png)',
  'slack link': '<https://evil.example|click>',
  'slack mention': '<!channel> <@U123> @here',
  'code fence': '```\nAlert forged\n```',
  'table cell': '| a | b |',
  formula: '=HYPERLINK("https://evil.example","x")',
  'formula with at': "@SUM(1+1)*cmd|' /C calc'!A0",
  'formula with minus': '-2+3+cmd|x',
  'json break': '","severity":"informational","x":"',
  'very long': 'A'.repeat(20_000),
  'long without spaces in another script': '\u5c71'.repeat(5_000),
  empty: '',
  spaces: '   \u00a0\u3000  ',
}

/** Characters that must never come out as they are. */
export const HIDDEN = /[\u0000-\u001f\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u{fe00}-\u{fe0f}\u{2800}\u{3164}]/u

type Put = (alert: Alert, text: string) => Alert

const inFinding =
  (put: (text: string) => Partial<Alert['findings'][number]>): Put =>
  (alert, text) => ({ ...alert, findings: alert.findings.map((one) => ({ ...one, ...put(text) })) })

/** Every place of an alert in which somebody else's text can stand. */
export const FIELDS: Readonly<Record<string, Put>> = {
  key: (alert, text) => ({ ...alert, key: text }),
  title: (alert, text) => ({ ...alert, title: text }),
  account: (alert, text) => ({ ...alert, account: text }),
  tenant: (alert, text) => ({ ...alert, tenant: text }),
  region: (alert, text) => ({ ...alert, region: text }),
  resourceGroup: (alert, text) => ({ ...alert, resourceGroup: text }),
  operation: (alert, text) => ({ ...alert, operation: text }),
  'actor.key': (alert, text) => ({ ...alert, actor: { ...alert.actor, key: text } }),
  'actor.display': (alert, text) => ({ ...alert, actor: { ...alert.actor, display: text } }),
  'actor.session': (alert, text) => ({ ...alert, actor: { ...alert.actor, session: text } }),
  'source.ip': (alert, text) => ({ ...alert, source: { ...alert.source, ip: text } }),
  'source.organization': (alert, text) => ({ ...alert, source: { ...alert.source, organization: text } }),
  'source.network': (alert, text) => ({ ...alert, source: { ...alert.source, network: text } }),
  'source.userAgent': (alert, text) => ({ ...alert, source: { ...alert.source, userAgent: text } }),
  'targets.ids': (alert, text) => ({ ...alert, targets: { ...alert.targets, ids: [text], total: 1 } }),
  'targets.selectors': (alert, text) => ({
    ...alert,
    targets: { ...alert.targets, kind: 'selected', selectors: [{ kind: 'tag', key: text, values: [text, text] }] },
  }),
  'command.document': (alert, text) => ({ ...alert, command: { ...alert.command, document: text } }),
  'command.text': (alert, text) => ({ ...alert, command: { ...alert.command, text, hidden: null } }),
  'command.hidden': (alert, text) => ({ ...alert, command: { ...alert.command, hidden: text } }),
  'findings.summary': inFinding((summary) => ({ summary })),
  'findings.evidence.label': inFinding((label) => ({ evidence: [{ label, value: 'x' }] })),
  'findings.evidence.value': inFinding((value) => ({ evidence: [{ label: 'x', value }] })),
  'findings.suppressed': inFinding((suppressed) => ({ suppressed })),
  degraded: (alert, text) => ({ ...alert, degraded: text }),
  'links.label': (alert, text) => ({ ...alert, links: [{ label: text, url: 'https://console.aws.amazon.com/' }] }),
  'links.url': (alert, text) => ({ ...alert, links: [{ label: 'x', url: text }] }),
  next: (alert, text) => ({ ...alert, next: [text] }),
  silence: (alert, text) => ({
    ...alert,
    silence: JSON.stringify({ caller: text, document: text, until: '2026-02-09', reason: text }),
  }),
}

const BASE = alertOf({
  findings: [finding('cloud.caller-not-listed', 'high', 'somebody is none of the configured administrators')],
})

/** An alert with the text in one place. */
export const withTextIn = (field: string, text: string): RedactedAlert =>
  redactAlert((FIELDS[field] as Put)(BASE, text))

/** An alert with a text of its own in every place; findings stay unsilenced so that they are shown. */
export const withTextEverywhere = (textFor: (field: string) => string): RedactedAlert =>
  redactAlert(
    Object.entries(FIELDS).reduce<Alert>(
      (alert, [field, put]) => (field === 'findings.suppressed' ? alert : put(alert, textFor(field))),
      BASE,
    ),
  )

/** Any text at all: every code unit, every code point, and the payloads above. */
export const anyText = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(...Object.values(PAYLOADS)),
)

/** An alert with any text in every place. */
export const anyAlert: fc.Arbitrary<RedactedAlert> = fc
  .tuple(...Object.keys(FIELDS).map(() => anyText))
  .map((texts) => withTextEverywhere((field) => texts[Object.keys(FIELDS).indexOf(field)] ?? ''))
