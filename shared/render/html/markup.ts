import { escapeHtml } from '../neutralize'

/** HTML that is safe as it stands. Only `html` makes it, so that nothing unescaped gets into a page by mistake. */
export interface Markup {
  readonly markup: string
}

type Part = Markup | string | number | null | readonly Part[]

const render = (part: Part): string => {
  if (part === null) return ''
  if (typeof part === 'string') return escapeHtml(part)
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map(render).join('')
}

/**
 * Template tag: texts are escaped, markup and lists of markup are put in as they are, null vanishes.
 * Attribute values must be quoted.
 */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: strings.map((text, place) => `${text}${place < parts.length ? render(parts[place] ?? null) : ''}`).join(''),
})

/** The page's own style sheet or script, which are no text and must not be escaped. */
export const trusted = (markup: string): Markup => ({ markup })
