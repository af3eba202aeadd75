import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../boundaries/source-file'

/** One thing that a section of CONTRIBUTING.md has a person do. */
export type Instruction =
  | { readonly kind: 'run'; readonly lines: readonly string[] }
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'change'; readonly path: string; readonly diff: string }

const sectionOf = (page: string, heading: string): string => {
  const [, section] = page.split(`\n## ${heading}\n`)
  if (section === undefined) throw new Error(`CONTRIBUTING.md has no section "${heading}"`)
  return section.split('\n## ')[0] ?? ''
}

/**
 * What a section has a person do, in its order: its blocks of code, each under the bold line that names its file; a
 * block in no language is commands.
 */
export const instructionsOf = (
  heading: string,
  page: string = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8'),
): readonly Instruction[] => {
  let path = ''
  return [...sectionOf(page, heading).matchAll(/^\*\*\d\. [^`*]*(?:`([^`]+)`)?|^```(\w*)\n([^]*?)^```$/gm)].flatMap(
    ([all, named = '', language = '', text = '']): readonly Instruction[] => {
      if (all.startsWith('**')) path = named
      else if (language === '') return [{ kind: 'run', lines: text.trim().split('\n') }]
      else if (path === '') throw new Error(`a block of "${heading}" names no file: ${text}`)
      else if (language === 'diff') return [{ kind: 'change', path, diff: text }]
      else return [{ kind: 'write', path, text }]
      return []
    },
  )
}

/** A text with a change made: lines of the diff that begin with a space are found, those with a plus added. */
export const changed = (text: string, diff: string): string => {
  const lines = diff.replace(/\n$/, '').split('\n')
  const before = lines.filter((line) => !line.startsWith('+')).map((line) => `${line.slice(1)}\n`)
  const after = lines.map((line) => `${line.slice(1)}\n`)
  const all = `\n${text}`
  const searched = `\n${before.join('')}`
  const place = all.indexOf(searched)
  if (place === -1 || all.includes(searched, place + 1))
    throw new Error(`expected the lines of a change once, got them ${place === -1 ? 'nowhere' : 'twice'}: ${searched}`)
  return `${all.slice(1, place + 1)}${after.join('')}${all.slice(place + searched.length)}`
}
