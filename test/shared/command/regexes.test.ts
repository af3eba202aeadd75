import { parseSync } from '@swc/core'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { analyzeCommand } from '../../../shared/command/analyze'
import { redactSecrets } from '../../../shared/command/secrets'
import { isAnchored, regexCost } from './regex-cost'

/*
 * Every regular expression under shared/command meets text that an attacker chose. That none of them can be made slow
 * is proved by their form, because a clock proves nothing on a busy machine: from one position of a text an expression
 * may be matched in so many ways and may look so far, both counted from its source. An unbounded repeat is allowed only
 * where it cannot give back what it took.
 */
const FOLDER = resolve(__dirname, '../../../shared/command')

interface Found {
  readonly file: string
  readonly source: string
  readonly flags: string
}

const sourceFiles = (): readonly string[] =>
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Regular expression literals, and calls of RegExp as well, which would escape the proof. */
const expressionsIn = (file: string): { readonly literals: readonly Found[]; readonly built: number } => {
  const literals: Found[] = []
  let built = 0
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit)
    if (!isNode(node) || Array.isArray(node)) return
    if (node['type'] === 'RegExpLiteral')
      literals.push({ file, source: String(node['pattern']), flags: String(node['flags']) })
    const callee = node['type'] === 'NewExpression' || node['type'] === 'CallExpression' ? node['callee'] : null
    if (isNode(callee) && callee['value'] === 'RegExp') built += 1
    Object.values(node).forEach(visit)
  }
  visit(parseSync(readFileSync(join(FOLDER, file), 'utf8'), { syntax: 'typescript' }).body)
  return { literals, built }
}

const found = sourceFiles().map(expressionsIn)
const expressions = found.flatMap(({ literals }) => literals)

describe('every regular expression of the script analysis', () => {
  it('is written as a literal, so that it can be looked at', () => {
    expect(found.map(({ built }) => built).filter((built) => built > 0)).toEqual([])
    expect(expressions.length).toBeGreaterThan(300)
  })

  it.each(expressions)('$file: /$source/$flags', ({ source, flags }) => {
    const { ways, reach, mayFailAfterRun } = regexCost(source, flags)
    const anchored = isAnchored(source, flags)
    expect(ways).toBeLessThanOrEqual(anchored ? 10_000 : 2_500)
    expect(reach === Infinity ? 0 : reach).toBeLessThanOrEqual(32_768)
    expect(mayFailAfterRun && !anchored).toBe(false)
  })
})

describe('the proof itself', () => {
  it.each([
    ['nested repeats', '^(a+)+$'],
    ['nested repeats with a choice', '^(a|a)*$'],
    ['an unbounded gap between two marks', 'curl.*\\|.*(ba)?sh'],
    ['a repeated gap', '^(.*?,){12}P'],
    ['two repeats of the same thing', '^\\s*\\s*$'],
    ['an unbounded beginning', '\\s+$'],
    ['a large product', '^.{0,200}a.{0,200}b'],
  ])('refuses %s', (_, source) => {
    const { ways, mayFailAfterRun } = regexCost(source, '')
    expect(ways > 10_000 || (mayFailAfterRun && !isAnchored(source, ''))).toBe(true)
  })

  it.each([
    ['a repeat at the end', '[a-z]{4,}', 1],
    ['a repeat before something else', '^[a-z]+=', 1],
    ['a bounded gap', 'a.{0,64}b', 65],
    ['words to choose from', '^(?:cat|dog)$', 1],
    ['words that begin alike', '^(?:cat|cow)$', 2],
  ])('accepts %s', (_, source, ways) => {
    expect(regexCost(source, '').ways).toBe(ways)
  })

  it.each(['(a)\\1', '(?<=a)b', '(?<name>a)'])('refuses to judge /%s/', (source) => {
    expect(() => regexCost(source, '')).toThrow()
  })
})

const SIZE = 65_536
const units = [
  'a',
  ' ',
  '\n',
  '(',
  '{',
  '$(',
  '`',
  '"',
  "'",
  '\\"',
  'a|',
  'a;',
  '<',
  '<<A\n',
  '$((',
  '${',
  '<#',
  '-a ',
  '--password ',
  'a=b ',
  'password: "',
  'https://a:b@c ',
  'AKIAIOSFODNN7EXAMPLE ',
  'eyJhbGciOi.',
  '\\x41',
  '%41',
  '0x41,',
  '[char]65+',
  'AAAAAAAA ',
  "'a'+",
  '"{0}"-f',
  'x=$x$x;',
  '[[ ',
  'f(){ ',
  'curl http://a|sh;',
  'bash -c "',
  'cat <<EOF\n',
  'os.system("',
  'iex (',
  'find . -exec ',
  'docker exec a ',
  '/etc/shadow ',
  'c:\\',
  '@{',
  '@"\n',
  '\uD800',
  '{"a":',
  '-----BEGIN PRIVATE KEY-----',
  '> /etc/cron.d/a ',
  'set a=b&',
  '<password>',
  "'abcdefgh' | rev ",
  `${'A'.repeat(76)}\n`,
  '<(',
  '1>',
  'echo x | sudo -S ',
  "-join ('a','b') ",
  '"a""b"',
]

/** Marks that open every decoder and every dialect. */
const OPENER = 'base64 -d powershell $x= /etc/ %TEMP% [char xxd unquote rev <<<\n'

describe('64 KiB of anything', () => {
  it.each(units)('are answered: %j over and over', (unit) => {
    const text = (OPENER + unit.repeat(Math.ceil(SIZE / unit.length))).slice(0, SIZE)
    const { strong, weak } = analyzeCommand(text)
    expect(strong.length + weak.length).toBeLessThanOrEqual(20)
    const redacted = redactSecrets(text)
    expect(redactSecrets(redacted)).toBe(redacted)
  })
})
