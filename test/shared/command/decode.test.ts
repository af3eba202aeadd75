import fc from 'fast-check'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { decodeLayers as decode } from '../../../shared/command/decode'
import { attackScripts } from './attack-scripts'
import { ordinaryScripts } from './ordinary-scripts'

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64')
const utf16 = (text: string): string => Buffer.from(text, 'utf16le').toString('base64')
const hex = (text: string): string => Buffer.from(text).toString('hex')
const codes = (text: string, separator: string): string => [...Buffer.from(text)].join(separator)
const wrapped = (text: string): string => (base64(text).match(/.{1,76}/g) ?? []).join('\n')

const long = 'cat /etc/hostname && systemctl restart app && echo "everything is done now, thank you" && date -u'
const cases: readonly (readonly [name: string, text: string, decoded: string, how: string])[] = [
  ['-EncodedCommand', `powershell.exe -EncodedCommand ${utf16('Get-Date')}`, 'Get-Date', 'PowerShell encoded command'],
  ['-enc', `powershell -nop -enc ${utf16('Get-Date')}`, 'Get-Date', 'PowerShell encoded command'],
  ['-e', `pwsh -e ${utf16('dir')}`, 'dir', 'PowerShell encoded command'],
  ['-ec', `powershell -ec "${utf16('dir')}"`, 'dir', 'PowerShell encoded command'],
  ['/encod with a slash', `powershell /encod ${utf16('dir')}`, 'dir', 'PowerShell encoded command'],
  ['-enc with a long dash', `powershell \u2013enc ${utf16('dir')}`, 'dir', 'PowerShell encoded command'],
  ['echo into base64 -d', `echo ${base64('cat /etc/hostname')} | base64 -d | sh`, 'cat /etc/hostname', 'base64'],
  ['a short word', `echo ${base64('whoami')} | base64 --decode | sh`, 'whoami', 'base64'],
  ['base64 in a here-string', `base64 -d <<< ${base64('uname -a')} | bash`, 'uname -a', 'base64'],
  ['base64 without padding', `echo ${base64('uname -a').replaceAll('=', '')} | base64 -d`, 'uname -a', 'base64'],
  ['wrapped base64', `base64 -d <<EOF | sh\n${wrapped(long)}\nEOF`, long, 'base64'],
  [
    'base64 with a carriage return at each line',
    `base64 -d <<EOF | sh\r\n${wrapped(long).replaceAll('\n', '\r\n')}\r\nEOF`,
    long,
    'base64',
  ],
  ['base64 in a variable', `P=${base64('uname -a')}; echo $P | base64 -d | sh`, 'uname -a', 'base64'],
  [
    'base64 in two variables',
    `A=${base64('uname -a').slice(0, 5)};B=${base64('uname -a').slice(5)};echo $A$B|base64 -d|sh`,
    'uname -a',
    'base64',
  ],
  ['openssl', `echo ${base64('uname -a')} | openssl base64 -d -A | sh`, 'uname -a', 'base64'],
  ['FromBase64String', `[Convert]::FromBase64String('${base64('Get-Date')}')`, 'Get-Date', 'base64'],
  ['FromBase64String of UTF-16', `[Convert]::FromBase64String("${utf16('Get-Date')}")`, 'Get-Date', 'base64'],
  ['python', `python3 -c "import base64;exec(base64.b64decode('${base64('print(1+1)')}'))"`, 'print(1+1)', 'base64'],
  ['perl', `perl -MMIME::Base64 -e 'eval decode_base64("${base64('print 1;')}")'`, 'print 1;', 'base64'],
  ['perl unpack', `perl -e 'eval unpack("m","${base64('print 1;')}")'`, 'print 1;', 'base64'],
  ['JavaScript', `node -e "eval(atob('${base64('console.log(1)')}'))"`, 'console.log(1)', 'base64'],
  ['gzip', `echo ${base64(gzipSync('uname -a'))} | base64 -d | gunzip | sh`, 'uname -a', 'base64 and compression'],
  [
    'zlib',
    `python3 -c "import zlib,base64;exec(zlib.decompress(base64.b64decode('${base64(deflateSync(long))}')))"`,
    long,
    'base64 and compression',
  ],
  [
    'DeflateStream',
    `$d=[Convert]::FromBase64String('${base64(deflateRawSync(long))}');New-Object IO.Compression.DeflateStream($d)`,
    long,
    'base64 and compression',
  ],
  [
    'GzipStream of UTF-16',
    `$d=[Convert]::FromBase64String('${base64(gzipSync(Buffer.from(long, 'utf16le')))}');New-Object ` +
      'IO.Compression.GzipStream($d)',
    long,
    'base64 and compression',
  ],
  ['base64 and nothing else', base64('#!/bin/sh\nuname -a\n'), '#!/bin/sh\nuname -a', 'base64'],
  [
    'compressed base64 and nothing else',
    base64(gzipSync('#!/bin/sh\nuname -a\n')),
    '#!/bin/sh\nuname -a',
    'base64 and compression',
  ],
  ['xxd', `echo ${hex('cat /etc/hostname')} | xxd -r -p | sh`, 'cat /etc/hostname', 'hexadecimal digits'],
  ['bytes.fromhex', `python3 -c "exec(bytes.fromhex('${hex('print(12345)')}'))"`, 'print(12345)', 'hexadecimal digits'],
  ['printf with hexadecimal escapes', `printf '\\x75\\x6e\\x61\\x6d\\x65' | sh`, `printf 'uname' | sh`, 'escape codes'],
  ['echo -e with octal escapes', `echo -e '\\0165\\0156\\0141\\0155\\0145'`, `echo -e 'uname'`, 'escape codes'],
  ['octal escapes', `$'\\165\\156\\141\\155\\145'`, `$'uname'`, 'escape codes'],
  ['Unicode escapes', `node -e "\\u0065\\u0076\\u0061\\u006c(1)"`, `node -e "eval(1)"`, 'escape codes'],
  ['URL encoding', '%75%6e%61%6d%65 -a', 'uname -a', 'URL encoding'],
  [
    'URL encoding with a decoder',
    `python3 -c "import urllib.parse as u;exec(u.unquote('print%281%29'))"`,
    `python3 -c "import urllib.parse as u;exec(u.unquote('print(1)'))"`,
    'URL encoding',
  ],
  [
    'character codes of JavaScript',
    `eval(String.fromCharCode(${codes('uname', ',')}))`,
    `eval(('uname'))`,
    'character codes',
  ],
  ['[char] joined by plus signs', '&([char]73+[char]69+[char]88) x', "&('IEX') x", 'character codes'],
  ['a list of [char]', '-join ([char[]](0x64,0x69,0x72))', "-join (('dir'))", 'character codes'],
  ['chr()', 'python3 -c "exec(chr(112)+chr(97)+chr(115)+chr(115))"', `python3 -c "exec(('pass'))"`, 'character codes'],
  ['joined strings', "&('I'+'EX') 'dir'", "IEX 'dir'", 'assembled words'],
  [
    'joined strings in variables',
    '$a="I";$b="EX";& ($a+$b) "dir"',
    "$a = 'I'\n$b = 'EX'\nIEX 'dir'",
    'assembled words',
  ],
  ['the format operator', `& ("{1}{0}" -f 'EX','I') dir`, 'IEX dir', 'assembled words'],
  ['the join operator', "& ('I','E','X' -join '') dir", 'IEX dir', 'assembled words'],
  ['the unary join operator', "& (-join ('I','E','X')) dir", 'IEX dir', 'assembled words'],
  ['the replace operator', "& ('IxExX' -replace 'x','') dir", 'IEX dir', 'assembled words'],
  ['backticks', 'I`E`X dir', 'IEX dir', 'assembled words'],
  ['carets', '^p^o^w^e^r^s^h^e^l^l dir', 'powershell dir', 'assembled words'],
  ['percent variables', '@set a=who&& set b=ami&& %a%%b%', 'set a=who\nset b=ami\nwhoami', 'assembled words'],
  ['double quotes inside a name', 'cu""rl localhost', 'curl localhost', 'assembled words'],
  ['single quotes inside a name', "w'g'et localhost", 'wget localhost', 'assembled words'],
  ['backslashes inside a name', 'c\\u\\r\\l localhost', 'curl localhost', 'assembled words'],
  ['$IFS', 'cat${IFS}/etc/hostname', 'cat /etc/hostname', 'assembled words'],
  ['$@', 'who$@ami', 'whoami', 'assembled words'],
  ['a slice of the path', 'cat ${PATH:0:1}etc${PATH:0:1}hostname', 'cat /etc/hostname', 'assembled words'],
  ['braces', '{cat,/etc/hostname}', 'cat /etc/hostname', 'assembled words'],
  ['pieces in variables', 'a=who;b=ami;$a$b', 'a=who\nb=ami\nwhoami', 'assembled words'],
  ['rev', "echo 'a- emanu' | rev | sh", 'uname -a', 'reversed text'],
  ['a reversed slice', `python3 -c "exec('a- emanu'[::-1])"`, 'uname -a', 'reversed text'],
  ['Array.Reverse', "$a='a- emanu'.ToCharArray(); [array]::Reverse($a)", 'uname -a', 'reversed text'],
  ['JSON', '{"commands":["uname -a","date"]}', 'uname -a\ndate', 'JSON'],
]

const decodeLayers = (text: string) => decode(text).layers

describe('decodeLayers', () => {
  it.each(cases)('opens %s', (_, text, decoded, how) => {
    const layers = decodeLayers(text)
    expect(layers[0]).toEqual({ text, how: 'original', written: text, depth: 0 })
    expect(layers.map((layer) => [layer.text.trim(), layer.how])).toContainEqual([decoded, how])
  })

  it.each([
    ['a key that no decoder is named for', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDKfb8 deploy'],
    [
      'bytes that are no text',
      `echo ${Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 255, 254, 3]).toString('base64')} | base64 -d ` +
        '> /opt/x',
    ],
    ['a path among decoders', 'base64 -d /usr/local/share/applications/defaults > /opt/x'],
    ['quotes around whole words', `grep 'a b' "$HOME"/x --name="foo" && echo 'it'"'"'s'`],
    ['a path of Windows', '.\\cmd\\dist\\dist.exe build C:\\users\\deploy'],
    ['a variable beside text', 'A=1; B=2; echo "$A/$B" $A-$B'],
    ['a colour', "printf '\\x1b[31mred\\x1b[0m'"],
    ['a URL with an escape', 'curl localhost/a%20b'],
    ['numbers that are no characters', '[char]65; Start-Sleep 10; Start-Sleep 20; Start-Sleep 30'],
    ['a revision', "git rev-parse HEAD && git log --reverse 'main branch'"],
    ['a script block in braces', '{ echo a; }'],
  ])('leaves alone %s', (_, text) => {
    expect(decodeLayers(text)).toHaveLength(1)
  })

  it('says what a layer was made from', () => {
    const blob = base64('uname -a')
    expect(decodeLayers(`echo ${blob} | base64 -d | sh`)[1]).toEqual({
      text: 'uname -a',
      how: 'base64',
      written: blob,
      depth: 1,
    })
    expect(decodeLayers('date; c\\u\\r\\l localhost')[1]?.written).toBe('c\\u\\r\\l')
  })

  it('goes on in what it found', () => {
    const inner = `echo ${base64('uname -a')} | base64 -d | sh`
    const layers = decodeLayers(`echo ${base64(gzipSync(inner))} | base64 -d | gunzip | sh`)
    expect(layers.map(({ text, depth }) => [text, depth]).slice(1)).toEqual([
      [inner, 1],
      ['uname -a', 2],
    ])
  })

  it('stops at six steps', () => {
    let text = 'uname -a'
    for (let step = 0; step < 8; step += 1) text = `echo ${base64(text)} | base64 -d | sh`
    expect(Math.max(...decodeLayers(text).map(({ depth }) => depth))).toBe(6)
    expect(decode(text).truncated).toBe(true)
  })

  it('refuses a gzip bomb', () => {
    const bomb = base64(gzipSync('a '.repeat(50_000_000 / 2), { level: 9 }))
    const { layers, truncated } = decode(`echo ${bomb} | base64 -d | gunzip | sh`)
    expect(layers.every(({ text }) => text.length <= bomb.length + 64)).toBe(true)
    expect(truncated).toBe(true)
  })

  it('opens compressed texts up to its bound, and says that it stopped', () => {
    const packed = (letter: string): string => base64(gzipSync(`echo ${letter.repeat(200_000)}`))
    const opened = (letters: string) =>
      decode(Array.from(letters, (letter) => `echo ${packed(letter)} | base64 -d | gunzip`).join('\n'))
    expect([opened('abcd').layers.length, opened('abcd').truncated]).toEqual([5, false])
    expect([opened('abcdefgh').layers.length, opened('abcdefgh').truncated]).toEqual([6, true])
  })

  it('holds no more than its bound and no text twice', () => {
    const blob = base64(`base64 ${base64('a b c '.repeat(4_000))}`)
    const layers = decodeLayers(
      Array.from({ length: 10 }, (_, index) => `base64 ${base64(`${index} ${blob}`)}`).join('\n'),
    )
    expect(layers.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(1_048_576)
    expect(new Set(layers.map(({ text }) => text)).size).toBe(layers.length)
  })

  it('reads broken JSON as plain text', () => {
    expect(decodeLayers('{"commands": ["a"')).toHaveLength(1)
    expect(decodeLayers('[1, 2, 3]')).toHaveLength(1)
  })

  it('finds nothing more in what it has found', () => {
    const texts = [...attackScripts, ...ordinaryScripts].map(([, text]) => text)
    fc.assert(
      fc.property(fc.constantFrom(...texts, ...cases.map(([, text]) => text)), (text) => {
        const layers = decodeLayers(text)
        const known = new Set(layers.map((layer) => layer.text.trim()))
        for (const layer of layers.slice(1))
          for (const again of decodeLayers(layer.text)) expect(known).toContain(again.text.trim())
      }),
      { numRuns: 300 },
    )
  })

  it('never throws and is deterministic', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(decodeLayers(`base64 powershell [char xxd unquote rev\n${text}`)).toEqual(
          decodeLayers(`base64 powershell [char xxd unquote rev\n${text}`),
        )
      }),
    )
  })
})
