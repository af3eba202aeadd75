import * as fc from 'fast-check'
import {
  ascii,
  defang,
  escapeHtml,
  markdown,
  plain,
  plainLines,
  readable,
  shorten,
} from '../../../shared/render/neutralize'
import { anyText, HIDDEN, PAYLOADS } from './hostile'

describe('plain', () => {
  it.each<[name: string, text: string, expected: string]>([
    ['an ordinary text', 'role/Deploy', 'role/Deploy'],
    ['a name in another script', '\u5c71\u7530\u592a\u90ce', '\u5c71\u7530\u592a\u90ce'],
    ['an arabic name', '\u0645\u062d\u0645\u062f', '\u0645\u062d\u0645\u062f'],
    ['a decomposed accent', 'Zoe\u0308', 'Zoe\u0308'],
    ['an emoji', '\u{1f680}', '\u{1f680}'],
    ['a line feed', 'a\nb', 'a\\nb'],
    ['a tab', 'a\tb', 'a\\tb'],
    ['an escape character', '\u001b[2J', '\\x1b[2J'],
    ['a direction override', 'a\u202eb', 'a\\u202eb'],
    ['a character beyond the first plane', 'a\u{e0041}b', 'a\\u{e0041}b'],
    ['a lone surrogate', 'a\ud800b', 'a\\ud800b'],
    ['a no-break space', 'a\u00a0b', 'a b'],
    ['piled marks', `z${'\u0300'.repeat(9)}`, `z${'\u0300'.repeat(4)}`],
  ])('shows %s', (_, text, expected) => {
    expect(plain(text, 100)).toBe(expected)
  })

  it.each(Object.entries(PAYLOADS))('hides nothing: %s', (_, payload) => {
    expect(plain(payload, 300)).not.toMatch(HIDDEN)
    expect(plain(payload, 300).length).toBeLessThanOrEqual(300)
  })

  it('hides nothing in any text, whatever its length', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 8, max: 120 }), (text, max) => {
        const shown = plain(text, max)
        expect(shown).not.toMatch(HIDDEN)
        expect(shown.length).toBeLessThanOrEqual(max)
      }),
    )
  })
})

describe('shorten', () => {
  it.each<[name: string, text: string, max: number, expected: string]>([
    ['leaves what fits', 'abcdef', 6, 'abcdef'],
    ['says that it cut', 'abcdefg', 6, 'abc...'],
    ['never cuts a character in half', 'ab\u{1f680}cdef', 6, 'ab...'],
  ])('%s', (_, text, max, expected) => {
    expect(shorten(text, max)).toBe(expected)
  })
})

describe('plainLines', () => {
  it('keeps the lines of a script and nothing else that moves the cursor', () => {
    expect(plainLines('a\r\n\tb\rc\n\u2028d')).toEqual(['a', '    b\\rc', '\\u2028d'])
  })
})

describe('defang', () => {
  it.each<[name: string, text: string, expected: string]>([
    ['an address', 'curl http://evil.example/a.sh', 'curl hxxp://evil[.]example/a[.]sh'],
    ['a secure address', 'HTTPS://evil.example', 'HxxPS://evil[.]example'],
    ['an address of numbers', 'http://203.0.113.7/x', 'hxxp://203.0.113.7/x'],
    ['another scheme', 'ftp://evil.example', 'ftp[:]//evil[.]example'],
    ['a bare host', 'go to evil.com.', 'go to evil[.]com.'],
    ['a host that begins like another', 'login.evil.co.uk', 'login[.]evil[.]co[.]uk'],
    ['a host with a path', 'evil.unknownending/path', 'evil[.]unknownending/path'],
    ['a host that says www', 'www.evil.unknownending', 'www[.]evil[.]unknownending'],
    [
      'a host in another script',
      '\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444',
      '\u043f\u0440\u0438\u043c\u0435\u0440[.]\u0440\u0444',
    ],
    ['a host with a user before it', 'user@evil.com/path', 'user@evil[.]com/path'],
    ['a Windows share', 'copy \\\\203.0.113.7\\c$\\x', 'copy [\\\\]203.0.113.7\\c$\\x'],
  ])('breaks %s', (_, text, expected) => {
    expect(defang(text)).toBe(expected)
  })

  it.each<[name: string, text: string]>([
    ['a mail address', 'jane@example.com'],
    ['two dotted words', 'jane.doe'],
    ['a program', 'powershell.exe -enc'],
    ['a version', 'aws-cli/2.15.30 Python/3.11.8 exe/x86_64.amzn.2'],
    ['an address without a scheme', '203.0.113.7'],
    ['an AWS service', 'service/events.amazonaws.com'],
    ['the type of an extension', 'Microsoft.Azure.Extensions/CustomScript'],
    ['a rule', 'runwarden.cloud.mass-execution'],
    ['an ARN', 'arn:aws:iam::123456789012:role/Deploy'],
    ['a sentence', 'It ended. Nothing more.'],
  ])('leaves %s', (_, text) => {
    expect(defang(text)).toBe(text)
  })
})

describe('readable', () => {
  it('has neither links nor hidden characters in any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = readable(text, 200)
        expect(shown).not.toMatch(HIDDEN)
        expect(shown).not.toMatch(/https?:\/\//i)
        expect(shown.length).toBeLessThanOrEqual(200)
      }),
    )
  })
})

describe('ascii', () => {
  it.each<[name: string, text: string, expected: string]>([
    ['accents', 'Zo\u00eb \u0141ukasiewicz-Stra\u00dfe', 'Zoe Lukasiewicz-Strasse'],
    ['letters without a Latin form', '\u5c71\u7530', '??'],
    ['line ends', 'a\r\nb', 'a b'],
    ['hidden characters', 'a\u200b\u202eb', 'ab'],
    ['full width letters', '\uff2f\uff2b', 'OK'],
  ])('writes %s', (_, text, expected) => {
    expect(ascii(text)).toBe(expected)
  })

  it('is printable ASCII for any text', () => {
    fc.assert(fc.property(anyText, (text) => expect(ascii(text)).toMatch(/^[ -~]*$/)))
  })
})

describe('escapeHtml', () => {
  it('escapes everything that means something in content and in attributes', () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;')
  })
})

describe('markdown', () => {
  it.each<[name: string, text: string, expected: string]>([
    ['a link', '[click](https://evil.example)', '(click)(hxxps://evil[.]example)'],
    ['a Slack mention', '<!channel> @here', '\u2039!channel\u203a (at)here'],
    ['code', '`x` ```y```', "'x' '''y'''"],
    ['emphasis', '*b* ~s~', '\u2217b\u2217 \u223cs\u223c'],
    ['a cell', 'a | b', 'a \u00a6 b'],
    ['a mail address', 'jane@example.com', 'jane@example.com'],
  ])('makes %s harmless', (_, text, expected) => {
    expect(markdown(text, 200)).toBe(expected)
  })
})
