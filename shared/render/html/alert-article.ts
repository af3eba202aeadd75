import type { Detail, AlertSheet, Reason } from '../sheet'
import { html, type Markup } from './markup'
import { severityBadge } from './severity-badge'

const titled = (title: string, content: Markup | null): Markup | null =>
  content === null ? null : html`<h4>${title}</h4>${content}`

const wholeName = (name: string): Markup => html`<span class="whole">${name}</span> `

/** A list of names breaks between names, not inside them. */
const wholeNames = (value: string): Markup => {
  const names = value.split(', ')
  return names.length > 1 && names.every((name) => !name.includes(' '))
    ? html`${names.map((name, place) => wholeName(`${name}${place < names.length - 1 ? ',' : ''}`))}`
    : html`${value}`
}

const detail = ({ label, value }: Detail): Markup => html`<dt>${label}</dt><dd>${wholeNames(value)}</dd>`

const details = (all: readonly Detail[]): Markup | null =>
  all.length === 0 ? null : html`<dl class="facts">${all.map(detail)}</dl>`

const reason = ({ severity, title, summary, remarks, evidence, silencedBy }: Reason): Markup => {
  const parts = [
    html`<strong>${title}</strong>${severityBadge(severity)}<p>${summary}</p>`,
    ...remarks.map((remark) => html`<p class="remark">${remark}</p>`),
    silencedBy === null ? null : html`<p class="remark">Silenced because: ${silencedBy}</p>`,
    details(evidence),
  ]
  return html`<li>${parts}</li>`
}

const reasons = (all: readonly Reason[]): Markup | null =>
  all.length === 0 ? null : html`<ul class="reasons">${all.map(reason)}</ul>`

const list = (all: readonly string[]): Markup | null =>
  all.length === 0 ? null : html`<ul class="plain">${all.map((one) => html`<li>${one}</li>`)}</ul>`

const actions = (all: readonly string[]): Markup | null =>
  all.length === 0 ? null : html`<ol>${all.map((one) => html`<li>${one}</li>`)}</ol>`

const link = ({ label, url }: AlertSheet['links'][number]): Markup =>
  html`<li><a href="${url}" rel="noopener noreferrer">${label}</a></li>`

const links = ({ links: all }: AlertSheet): Markup | null =>
  all.length === 0 ? null : html`<ul class="plain">${all.map(link)}</ul>`

const textBlock = (label: string, lines: readonly string[]): Markup =>
  html`<pre tabindex="0" aria-label="${label}"><code>${lines.join('\n')}</code></pre>`

const command = ({ command: { document, hash, lines, missing } }: AlertSheet): Markup | null => {
  const known = [
    ...(document === null ? [] : [html`<dt>Document</dt><dd>${document}</dd>`]),
    ...(hash === null ? [] : [html`<dt>SHA-256</dt><dd><code class="hash">${hash}</code></dd>`]),
    ...(missing === null ? [] : [html`<dt>No text</dt><dd>${missing}</dd>`]),
  ]
  if (known.length === 0 && lines.length === 0) return null
  return html`<dl class="facts">${known}</dl>${lines.length === 0 ? null : textBlock('Command text', lines)}`
}

const silence = ({ silence: one, unsilenceable }: AlertSheet): Markup | null => {
  if (unsilenceable !== null) return html`<p class="silence">${unsilenceable}</p>`
  if (one === null) return null
  const parts = [
    html`<summary>Expected? Silence exactly this${one.until === null ? '' : ` until ${one.until}`}</summary>`,
    html`<p>Add to <code>RUNWARDEN_SUPPRESSIONS</code>:</p>`,
    textBlock('Suppression', one.lines),
    html`<button type="button" class="copy" hidden>Copy</button>`,
  ]
  return html`<details class="silence">${parts}</details>`
}

const row = ({ severity, title, time, headline }: AlertSheet): Markup => {
  const parts = [
    severityBadge(severity),
    html`<span class="title"><h3>${title}</h3></span>`,
    html`<span class="when">${time}</span>`,
    html`<span class="what">${headline}</span>`,
  ]
  return html`<summary>${parts}</summary>`
}

const twoColumns = (sheet: AlertSheet): Markup => {
  const left = [
    titled('Why', reasons(sheet.reasons)),
    titled('Silenced findings', reasons(sheet.suppressed)),
    titled('Command', command(sheet)),
  ]
  const right = [
    titled('Check next', actions(sheet.next)),
    titled('What we cannot see', list(sheet.unseen)),
    titled('Links', links(sheet)),
    titled('The call', details(sheet.details)),
    titled('Activities', list(sheet.activities)),
  ]
  return html`<div class="two"><div>${left}</div><div>${right}</div></div>`
}

const reference = ({ id, key, attack }: AlertSheet): Markup => {
  const names = html`Alert <span class="mono">${id}</span>, key <span class="mono">${key}</span>`
  const techniques = attack.length === 0 ? null : html`<br>ATT&amp;CK ${attack.join(', ')}`
  return html`<p class="reference">${names}${techniques}</p>`
}

const body = (sheet: AlertSheet): readonly (Markup | null)[] => [
  html`<p class="origin">${sheet.time}, ${sheet.origin}</p>`,
  ...sheet.notes.map((note) => html`<p class="note">${note}</p>`),
  twoColumns(sheet),
  silence(sheet),
  reference(sheet),
]

const OPEN = html` open`

/** One alert with everything that is known about it; closed, it is a row that says who did what. */
export const alertArticle = (sheet: AlertSheet, isOpen: boolean): Markup => {
  const content = [row(sheet), html`<div class="body">${body(sheet)}</div>`]
  return html`<article class="alert ${sheet.severity}"><details${isOpen ? OPEN : null}>${content}</details></article>
`
}
