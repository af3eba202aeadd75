/** First line of every generated page. */
export const GENERATED = '<!-- Written by `npm run generate`; change what it is made from, not this page. -->'

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** A Markdown table; cells may hold Markdown of their own. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

export const bullets = (items: readonly string[]): string => items.map((item) => `* ${item}`).join('\n')

export const code = (text: string): string => `\`${text}\``

/** Text in a fence; `language` colours it. */
export const fence = (text: string, language = ''): string => `\`\`\`${language}\n${text}\n\`\`\``

/** Paragraphs with one empty line between them and one line end after them. */
export const page = (parts: readonly string[]): string => `${parts.filter((part) => part !== '').join('\n\n')}\n`
