import type { Detail, AlertSheet, Reason } from '../sheet'
import { html, type Markup } from './markup'
import { severityBadge } from './severity-badge'

const titled = (title: string, content: Markup | null): Markup | null =>
  content === null ? null : html`<h4>${title}</h4>${content}`

/** A list of names breaks between names, not inside them. */
const wholeNames = (value: string): Markup => {
  const names = value.split(', ')
  return names.length > 1 && names.every((name) => !name.includes(' '))
    ? html`${names.map((name, place) => html`<span class="whole">${name}${place < names.length - 1 ? ',' : ''}</span> `)}`
    : html`${value}`
}

const details = (all: readonly Detail[]): Markup | null =>
  all.length === 0
    ? null
    : html`<dl class="facts">${all.map(({ label, value }) => html`<dt>${label}</dt><dd>${wholeNames(value)}</dd>`)}</dl>`

const reasons = (all: readonly Reason[]): Markup | null =>
  all.length === 0
    ? null
    : html`<ul class="reasons">${all.map(
        ({ severity, title, summary, remarks, evidence, silencedBy }) =>
          html`<li><strong>${title}</strong>${severityBadge(severity)}<p>${summary}</p>${remarks.map((remark) => html`<p class="remark">${remark}</p>`)}${silencedBy === null ? null : html`<p class="remark">Silenced because: ${silencedBy}</p>`}${details(evidence)}</li>`,
      )}</ul>`

const list = (all: readonly string[]): Markup | null =>
  all.length === 0 ? null : html`<ul class="plain">${all.map((one) => html`<li>${one}</li>`)}</ul>`

const steps = (all: readonly string[]): Markup | null =>
  all.length === 0 ? null : html`<ol>${all.map((one) => html`<li>${one}</li>`)}</ol>`

const links = ({ links: all }: AlertSheet): Markup | null =>
  all.length === 0
    ? null
    : html`<ul class="plain">${all.map(({ label, url }) => html`<li><a href="${url}" rel="noopener noreferrer">${label}</a></li>`)}</ul>`

const command = ({ command: { document, hash, lines, missing } }: AlertSheet): Markup | null => {
  const known = [
    ...(document === null ? [] : [html`<dt>Document</dt><dd>${document}</dd>`]),
    ...(hash === null ? [] : [html`<dt>SHA-256</dt><dd><code class="hash">${hash}</code></dd>`]),
    ...(missing === null ? [] : [html`<dt>No text</dt><dd>${missing}</dd>`]),
  ]
  return known.length === 0 && lines.length === 0
    ? null
    : html`<dl class="facts">${known}</dl>${lines.length === 0 ? null : html`<pre tabindex="0" aria-label="Command text"><code>${lines.join('\n')}</code></pre>`}`
}

const silence = ({ silence: one, unsilenceable }: AlertSheet): Markup | null => {
  if (unsilenceable !== null) return html`<p class="silence">${unsilenceable}</p>`
  if (one === null) return null
  return html`<details class="silence"><summary>Expected? Silence exactly this${one.until === null ? '' : ` until ${one.until}`}</summary><p>Add to <code>RUNWARDEN_SUPPRESSIONS</code>:</p><pre tabindex="0" aria-label="Suppression"><code>${one.lines.join('\n')}</code></pre><button type="button" class="copy" hidden>Copy</button></details>`
}

/** One alert with everything that is known about it; closed, it is a row that says who did what. */
export const alertArticle = (sheet: AlertSheet, isOpen: boolean): Markup => {
  const { id, key, severity, time, title, headline, origin, notes, attack } = sheet
  return html`<article class="alert ${severity}"><details${isOpen ? html` open` : null}><summary>${severityBadge(severity)}<span class="title"><h3>${title}</h3></span><span class="when">${time}</span><span class="what">${headline}</span></summary><div class="body"><p class="origin">${time}, ${origin}</p>${notes.map((note) => html`<p class="note">${note}</p>`)}<div class="two"><div>${titled('Why', reasons(sheet.reasons))}${titled('Silenced findings', reasons(sheet.suppressed))}${titled('Command', command(sheet))}</div><div>${titled('Check next', steps(sheet.next))}${titled('What we cannot see', list(sheet.unseen))}${titled('Links', links(sheet))}${titled('The call', details(sheet.details))}${titled('Activities', list(sheet.activities))}</div></div>${silence(sheet)}<p class="reference">Alert <span class="mono">${id}</span>, key <span class="mono">${key}</span>${attack.length === 0 ? null : html`<br>ATT&amp;CK ${attack.join(', ')}`}</p></div></details></article>
`
}
